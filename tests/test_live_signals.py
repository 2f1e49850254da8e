"""A program that is told to end brings its call to an end: SIGTERM, and a terminal that is closed."""

import json
import os
import pty
import signal
import subprocess
import time
import wave
from pathlib import Path

import pytest


def hours_of_silence(path: Path) -> Path:
    with wave.open(str(path), "wb") as recording:
        recording.setparams((1, 2, 16_000, 0, "NONE", ""))
        recording.writeframes(bytes(2 * 16_000 * 3600))
    return path


@pytest.fixture
def patience(small_scenario, tmp_path):
    """The small scenario with an hour on hold, so that the call is sure to last."""
    text = small_scenario.joinpath("scenario.yaml").read_text(encoding="utf-8")
    assert "seconds: [3, 4]" in text
    (tmp_path / "patience.yaml").write_text(text.replace("seconds: [3, 4]", "seconds: [3600, 3600]"), encoding="utf-8")
    return tmp_path / "patience.yaml"


def lines(folder: Path) -> list[dict]:
    file = folder / "journal.jsonl"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["term", "hup"])
def test_a_program_that_is_told_to_end(tmp_path, command, patience, number, code):
    """SIGHUP comes from a terminal that is closed: from then on nothing can be shown."""
    silence = hours_of_silence(tmp_path / "silence.wav")
    words = command("run", silence, "--scenario", patience, "--max-minutes", "70", "-o", tmp_path / "call")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        words,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # whoever runs the tests may ignore it
    )
    os.close(theirs)
    try:
        due = time.monotonic() + 60
        while not any(line["kind"] == "hold.started" for line in lines(tmp_path / "call")):
            assert process.poll() is None
            assert time.monotonic() < due
            time.sleep(0.01)
        if number == signal.SIGHUP:
            os.close(ours)
        process.send_signal(number)
        assert process.wait(30) == code
    finally:
        process.kill()
        process.wait()
    end = lines(tmp_path / "call")[-1]
    assert (end["kind"], end["reason"]) == ("call.ended", "interrupted")
    assert "interrupted" in (tmp_path / "call" / "transcript.txt").read_text(encoding="utf-8")
    if number == signal.SIGTERM:
        os.set_blocking(ours, False)
        assert b"voiceapp: told to end" in os.read(ours, 1 << 16)[-200:]
        os.close(ours)
