"""Same in, same out: the same audio, scenario and seed give the same journal and the same recording, byte for byte."""

import os
import subprocess
from pathlib import Path

import pytest

from voiceapp.recognition.model_store import find_model

SPEECH = Path(__file__).parent / "data" / "speech"
TURNS = [SPEECH / f"{name}.flac" for name in ("caller-04", "prompt-vm-sorry", "caller-02", "goforward", "caller-06")]


def left_by(folder: Path) -> tuple[bytes, bytes]:
    return (folder / "journal.jsonl").read_bytes(), (folder / "call.wav").read_bytes()


@pytest.mark.parametrize("way", ["turns", "long"])
def test_two_processes_leave_the_same_bytes(command, small_scenario, tmp_path, way):
    """Two hash seeds, and an empty cache of rendered speech against a filled one."""
    audio = ["--turns", *TURNS] if way == "turns" else [SPEECH / "austen-0870.flac"]
    environment = {**os.environ, "VOICEAPP_MODEL": str(find_model()), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    for n in "12":
        words = command("run", "-q", "--seed", 7, "--scenario", small_scenario, "-o", tmp_path / n, *audio)
        subprocess.run(words, check=True, capture_output=True, env={**environment, "PYTHONHASHSEED": n})
    assert (tmp_path / "cache" / "voiceapp" / "speech").is_dir()
    assert left_by(tmp_path / "1") == left_by(tmp_path / "2")
    assert b'"caller.said"' in left_by(tmp_path / "1")[0]


def test_the_second_call_of_a_company_is_like_the_first(speech_model, small_scenario, tmp_path):
    from voiceapp import headless
    from voiceapp.audio.files import read_audio
    from voiceapp.call_folder import CallFolder
    from voiceapp.company import Company
    from voiceapp.languages import load_comprehension
    from voiceapp.scenarios import load

    folders = [CallFolder.create(tmp_path / n) for n in "abc"]
    with Company(load(str(small_scenario)), load_comprehension(), speech_model) as company:
        for folder, seed, files in ((folders[0], 7, TURNS), (folders[1], 8, TURNS[::-1]), (folders[2], 7, TURNS)):
            with company.line(folder, seed=seed, max_seconds=600) as line:
                turns = (read_audio(file) for file in files)
                headless.hold_turns(line, lambda turns=turns: next(turns, None))
    assert left_by(folders[0].path) == left_by(folders[2].path)
    assert left_by(folders[0].path) != left_by(folders[1].path)


def test_the_seed_is_what_makes_calls_differ(voiceapp, small_scenario, tmp_path):
    typed = b"my container is in the wrong place\nmy name is margaret\nplease move it\nhello\n"
    for name, seed in (("a", 1), ("b", 1), ("c", 2), ("d", 3)):
        words = ("rehearse", "--scenario", small_scenario, "--seed", seed, "-o", tmp_path / name)
        assert voiceapp(*words, stdin=typed).code == 0
    lines = [(tmp_path / name / "journal.jsonl").read_text(encoding="utf-8").splitlines()[1:] for name in "abcd"]
    assert lines[0] == lines[1]
    assert lines[2] != lines[0] or lines[3] != lines[0]
