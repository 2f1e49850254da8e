"""The doctor: every part found or missing, and what to type to get it."""

import json

import pytest

from voiceapp import doctor


def test_everything_a_headless_call_needs_is_here(voiceapp):
    outcome = voiceapp("doctor", "--json")
    parts = {part["name"]: part for part in json.loads(outcome.out)}
    needed = {name for name, part in parts.items() if part["headless"]}
    assert needed == {"speech model", "recogniser", "word data", "synthesiser", "voices", "audio files"}
    assert [name for name in needed if not parts[name]["found"]] == []
    assert outcome.code == 0
    for part in parts.values():
        assert part["what"]
        assert part["found"] or part["remedy"]


def examined(monkeypatch, *parts):
    monkeypatch.setattr(doctor, "examine", lambda model: list(parts))


def part(name, *, found, headless):
    return doctor.Part(name=name, found=found, what="something", remedy=f"get {name}", headless=headless)


def test_a_missing_part_that_is_needed_ends_with_four(voiceapp, monkeypatch):
    examined(monkeypatch, part("a", found=True, headless=True), part("b", found=False, headless=True))
    outcome = voiceapp("doctor")
    assert outcome.code == 4
    assert "-> get b" in outcome.out
    assert "-> get a" not in outcome.out
    assert "A headless call needs: b." in outcome.out


def test_a_missing_part_that_is_not_needed_does_not(voiceapp, monkeypatch):
    examined(monkeypatch, part("a", found=True, headless=True), part("b", found=False, headless=False))
    outcome = voiceapp("doctor")
    assert outcome.code == 0
    assert "-> get b" in outcome.out


def test_a_model_that_is_not_there(voiceapp, tmp_path):
    outcome = voiceapp("doctor", "--model", tmp_path / "nowhere", "--json")
    assert outcome.code == 4
    model = json.loads(outcome.out)[0]
    assert (model["found"], model["remedy"]) == (False, "voiceapp model --fetch")
    assert "nowhere" in model["what"]


@pytest.mark.parametrize(
    ("module", "name", "apart"),
    [("vosk", "recogniser", True), ("av", "audio files", True), ("sounddevice", "PortAudio", False)],
)
def test_a_library_that_is_not_installed(monkeypatch, module, name, apart):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    found = {part.name: part for part in doctor.examine()}
    assert not found[name].found
    assert found[name].headless is apart
    assert "install" in found[name].remedy


def test_word_data_that_cannot_be_read(voiceapp, monkeypatch):
    def fail():
        raise ImportError("No module named 'pocketsphinx'")

    monkeypatch.setattr("voiceapp.languages.load_comprehension", fail)
    outcome = voiceapp("doctor")
    assert outcome.code == 4
    assert "MISSING  word data      No module named 'pocketsphinx'" in outcome.out
    assert "A headless call needs: word data." in outcome.out


def test_a_machine_without_a_display(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in doctor._display().what
