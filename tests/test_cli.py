"""The command line as a whole: usage, exit codes, faults shown as sentences, and what is not loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from voiceapp import __version__, cli
from voiceapp.errors import BadInput, Missing, UsageFault, VoiceappError

SMALL = Path(__file__).parent / "data" / "scenarios" / "small"


def test_the_version_is_told(voiceapp):
    assert voiceapp("--version").out == f"voiceapp {__version__}\n"


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(voiceapp, name):
    outcome = voiceapp(name, "--help")
    assert outcome.code == 0
    assert f"usage: voiceapp {name}" in outcome.out


@pytest.mark.parametrize("arguments", [("--nonsense",), ("letter",), ("run", "a.wav", "--nonsense"), ("scenario",)])
def test_wrong_usage_ends_with_two_and_says_how_it_is_right(voiceapp, arguments):
    outcome = voiceapp(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert "usage: voiceapp" in outcome.err


@pytest.mark.parametrize(
    ("typed", "meant"), [("rnu", "run"), ("reherse", "rehearse"), ("docter", "doctor"), ("models", "model")]
)
def test_a_mistyped_command_is_guessed(voiceapp, typed, meant):
    outcome = voiceapp(typed)
    assert outcome.code == 2
    assert f"did you mean {meant}?" in outcome.err


def test_a_command_unlike_any_other_gets_the_list(voiceapp):
    assert "there are window, call, run, demo, serve" in voiceapp("xyzzy").err


@pytest.mark.parametrize("fault, code", [(UsageFault, 2), (BadInput, 3), (Missing, 4), (VoiceappError, 1)])
def test_a_fault_is_one_sentence_and_an_exit_code(voiceapp, monkeypatch, fault, code):
    def stumble(model):
        raise fault("the cat is on the line; put it down")

    monkeypatch.setattr("voiceapp.doctor.examine", stumble)
    outcome = voiceapp("doctor")
    assert outcome.code == code
    assert outcome.err == "voiceapp: the cat is on the line; put it down\n"


def test_a_fault_of_ours_is_no_traceback_either(voiceapp, monkeypatch):
    monkeypatch.setattr("voiceapp.doctor.examine", lambda model: 1 / 0)
    monkeypatch.delenv("VOICEAPP_TRACEBACK", raising=False)
    outcome = voiceapp("doctor")
    assert outcome.code == 1
    assert "a fault of ours: ZeroDivisionError" in outcome.err
    monkeypatch.setenv("VOICEAPP_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        voiceapp("doctor")


def test_an_interrupt_ends_with_130(voiceapp, monkeypatch):
    def interrupt(model):
        raise KeyboardInterrupt

    monkeypatch.setattr("voiceapp.doctor.examine", interrupt)
    outcome = voiceapp("doctor")
    assert (outcome.code, outcome.err) == (130, "voiceapp: interrupted\n")


def modules_after(arguments: list[str], stdin: bytes = b"") -> set[str]:
    """What is loaded in a fresh interpreter once a command line has been carried out."""
    script = (
        "import sys\nfrom voiceapp.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('\\n' + '\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], input=stdin, capture_output=True, check=True)
    return set(done.stderr.decode().split("\n"))


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"], ["rnu"]])
def test_help_loads_nothing_heavy(arguments):
    loaded = modules_after(arguments)
    assert "voiceapp.cli" in loaded
    assert not loaded & {"numpy", "rich", "msgspec", "jinja2", "yaml", "av", "vosk", "soxr", "requests", "PySide6"}


def test_a_rehearsal_loads_no_audio_library(small_scenario, tmp_path):
    loaded = modules_after(
        ["rehearse", "--scenario", str(small_scenario), "-o", str(tmp_path / "call")], b"#1\nhello\n"
    )
    assert "voiceapp.rehearsal" in loaded
    assert not loaded & {"av", "sounddevice", "vosk", "pyttsx3", "soxr", "webrtcvad", "espeakng_loader", "PySide6"}


@pytest.mark.skipif(os.name != "posix", reason="pipes break otherwise elsewhere")
@pytest.mark.parametrize("arguments", [["--help"], ["scenario", "check", SMALL], ["rehearse", "--scenario", SMALL]])
def test_a_reader_who_leaves_is_not_complained_about(command, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(command(*arguments), input=b"hello\n" * 9, stdout=gone, stderr=subprocess.PIPE)
    assert done.stderr == b""
    assert done.returncode == 0


def test_a_terminal_without_the_characters_still_shows_the_rest(command, small_scenario, tmp_path: Path):
    done = subprocess.run(
        command("rehearse", "--scenario", small_scenario),
        input="#1\nça alors, мой контейнер\n".encode(),
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0
    assert b"You: ?a alors, ??? ?????????" in done.stdout
    assert done.stderr == b""
