"""``voiceapp call``: on the virtual sound card, in a terminal of our own, and where something is missing."""

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import wave
from pathlib import Path
from types import SimpleNamespace

import jiwer
import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE

# Where something is missing


def test_a_machine_without_a_microphone(voiceapp, monkeypatch, tmp_path):
    monkeypatch.setattr("voiceapp.audio.devices.devices", list)
    outcome = voiceapp("call", "-o", tmp_path / "call")
    assert outcome.code == 4
    assert "there is no microphone" in outcome.err
    assert "voiceapp devices" in outcome.err
    assert "voiceapp rehearse" in outcome.err
    assert not (tmp_path / "call").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--model", "/nowhere"), 4, "/nowhere"),
        (("--from", "nowhere"), 2, "there is no act 'nowhere'"),
        (("--volume", "101"), 2, "'101' is not a whole number from 0 to 100"),
        (("--volume", "loud"), 2, "'loud' is not a whole number"),
    ],
)
def test_options_that_cannot_be_followed(voiceapp, tmp_path, arguments, code, words):
    outcome = voiceapp("call", "-o", tmp_path / "call", *arguments)
    assert outcome.code == code
    assert words in outcome.err
    assert not (tmp_path / "call").exists()


# For real


def of_kind(folder: Path, *kinds: str) -> list[dict]:
    file = folder / "journal.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True) if file.exists() else []
    return [line for line in map(json.loads, (text for text in lines if text.endswith("\n"))) if line["kind"] in kinds]


def until(condition, seconds=40.0):
    due = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < due, "it never happened"
        time.sleep(0.02)
    return found


def words_of(recogniser, samples):
    """What is heard in a long recording."""
    for start in range(0, len(samples), FRAME_SAMPLES):
        recogniser.accept(np.pad(samples[start : start + FRAME_SAMPLES], (0, max(0, start + 320 - len(samples)))))
    recogniser.accept(np.tile(SILENCE, 15))
    return recogniser.finish().text


def channels(folder: Path) -> np.ndarray:
    with wave.open(str(folder / "call.wav")) as recording:
        return np.frombuffer(recording.readframes(recording.getnframes()), "<i2").reshape(-1, 2)


@pytest.fixture
def call(virtual_sound_card, command, small_scenario, tmp_path):
    """Starts a call of the small scenario, in a process of its own that has only the virtual devices."""
    started = []

    def start(*arguments, scenario=small_scenario, tty=0, environment=()):
        folder = tmp_path / f"call-{len(started)}"
        line = command("call", "--scenario", scenario, "-o", folder, *arguments)
        env = virtual_sound_card.environment | dict(environment)
        if tty:
            ours, theirs = pty.openpty()
            fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, tty, 0, 0))
            process = subprocess.Popen(
                line,
                env=env | {"TERM": "xterm"},
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                start_new_session=True,
                preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # whose Ctrl-C it is then sent
            )
            os.close(theirs)
        else:
            ours = None
            process = subprocess.Popen(
                line, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        held = SimpleNamespace(process=process, folder=folder, tty=ours, shown="")
        started.append(held)
        return held

    yield start
    for held in started:
        with contextlib.suppress(OSError):
            held.process.kill()
        held.process.communicate()
        if held.tty is not None:
            os.close(held.tty)


def look(held, seconds=0.0):
    """Read what the terminal shows, for at least so long."""
    due = time.monotonic() + seconds
    while select.select([held.tty], [], [], 0.05)[0] or time.monotonic() < due:
        if select.select([held.tty], [], [], 0)[0]:
            try:
                held.shown += os.read(held.tty, 65536).decode(errors="replace")
            except OSError:  # the other end is closed
                break
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", held.shown)


def ended(held, seconds=30.0):
    """Wait for the end of the process. Gives its exit code, and all that was shown."""
    if held.tty is None:
        out, err = held.process.communicate(timeout=seconds)
        return held.process.returncode, out.decode(), err.decode()
    until(lambda: (look(held), held.process.poll())[1] is not None, seconds)
    return held.process.returncode, look(held), ""


def assert_whole(folder: Path) -> None:
    assert of_kind(folder, "call.started")
    (end,) = of_kind(folder, "call.ended")
    assert len(channels(folder)) / SAMPLE_RATE == pytest.approx(end["duration"], abs=0.021)
    assert f"the call is over: {end['reason']}" in (folder / "transcript.txt").read_text(encoding="utf-8")
    (totals,) = of_kind(folder, "audio.totals")
    assert totals["mean_queue"] < 0.2


@pytest.fixture
def long_winded(small_scenario, tmp_path):
    """The small scenario with an agent who only knows long sentences."""
    text = small_scenario.joinpath("scenario.yaml").read_text(encoding="utf-8")
    for short in ("{{ heard }} once more.", "And {{ heard }} as well.", "Well.", "Quite.", "I see.", "Hm."):
        assert short in text
        text = text.replace(short, f"{short} I have put it down and we will call you back on monday morning.")
    (tmp_path / "long.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "long.yaml"


@pytest.mark.slow
def test_a_whole_call_with_barge_in(call, long_winded, virtual_sound_card, recogniser, recordings):
    """The company is recorded from the loudspeaker and recognised again; what was said into the microphone is heard."""
    first, second = recordings["caller-08"], recordings["austen-0930"]

    def spoken():
        return of_kind(held.folder, "agent.said")

    with virtual_sound_card.recording() as recorded:
        held = call("--from", "ann", "--headset", scenario=long_winded)
        until(lambda: len(spoken()) == 2)
        virtual_sound_card.speak(first.samples)
        (long,) = until(lambda: [line for line in of_kind(held.folder, "agent.started") if line["trick"]])
        virtual_sound_card.speak(second.samples)
        until(lambda: len([line for line in spoken() if line["speech"] > long["speech"] and len(line["text"]) > 50]))
        held.process.send_signal(signal.SIGINT)
        code, out, err = ended(held)
    assert (code, err) == (130, "voiceapp: interrupted\n")
    assert_whole(held.folder)
    heard = [line["text"] for line in of_kind(held.folder, "caller.said")]
    assert jiwer.wer([first.text, second.text], heard) <= 0.2
    assert f"You: {heard[0]}" in out
    assert spoken()[2]["interrupted"], "the sentence that was talked over was dropped"
    told = "i have put it down and we will call you back on monday morning"
    assert told in spoken()[-1]["text"].lower()
    in_the_room = words_of(recogniser, recorded[0]).split()[-len(told.split()) :]
    assert jiwer.wer(told, " ".join(in_the_room)) <= 0.2, "what the journal says was spoken was heard in the room"


@pytest.mark.slow
def test_on_a_terminal_keys_count_at_once(call):
    held = call("--headset", tty=100)
    until(lambda: of_kind(held.folder, "agent.started") and "Listening." in look(held))
    os.write(held.tty, b"9")
    until(lambda: of_kind(held.folder, "key.pressed"))
    os.write(held.tty, b"m-")
    until(lambda: "Muted: m opens" in look(held))
    os.write(held.tty, b"thello\x7f\x7f")
    until(lambda: "Type, then Enter: hel_" in look(held))
    os.write(held.tty, b".. \xc3\xa9t\xc3\xa9\n")
    until(lambda: of_kind(held.folder, "caller.said"))
    look(held, 0.3)
    os.write(held.tty, b"\x03")
    code, shown, _ = ended(held)
    assert code == 130
    assert of_kind(held.folder, "key.pressed")[0]["key"] == "9"
    assert of_kind(held.folder, "caller.said")[0]["text"] == "hel.. été"
    for text in ("Listening on default", "them ##", "[key 9]", "volume 90%"):
        assert text in shown
    assert "the call is over: caller hung up" in shown
    assert shown.rstrip().endswith("voiceapp: interrupted")
    assert_whole(held.folder)


@pytest.mark.slow
def test_a_narrow_terminal_without_colours(call):
    held = call("--from", "goodbye", "--headset", tty=20, environment={"NO_COLOR": "1"}.items())
    code, shown, _ = ended(held)
    assert code == 0
    assert max(len(line) for line in shown.replace("\r", "\n").split("\n")) <= 20
    assert "\x1b[3" not in held.shown, "a colour"
    assert_whole(held.folder)


@pytest.mark.slow
def test_a_device_that_is_pulled_out_puts_the_call_on_hold(call, virtual_sound_card, recordings):
    held = call("--from", "ann", "--headset", "--input", "desk", "--output", "spare")
    try:
        until(lambda: of_kind(held.folder, "agent.said"))
        virtual_sound_card.unplug()
        until(lambda: of_kind(held.folder, "device.changed"))
        virtual_sound_card.speak(recordings["austen-0930"].samples, "spare")
        until(lambda: of_kind(held.folder, "caller.said"))
        held.process.send_signal(signal.SIGTERM)
        code, out, err = ended(held)
    finally:
        virtual_sound_card.plug_in()
    assert (code, err) == (143, "voiceapp: told to end\n")
    (lost,) = of_kind(held.folder, "device.lost")
    assert (lost["direction"], lost["name"]) == ("input", "desk")
    assert [line["input"] for line in of_kind(held.folder, "device.opened")] == ["desk", "spare"]
    assert "[the microphone desk is gone, the call is on hold]" in out
    assert "[the call goes on after" in out
    assert jiwer.wer(recordings["austen-0930"].text, of_kind(held.folder, "caller.said")[0]["text"]) <= 0.2
    assert_whole(held.folder)


@pytest.mark.slow
def test_from_a_pipe(call):
    held = call("--headset", "--volume", "50")
    held.process.stdin.write(b"#9\n")
    held.process.stdin.flush()
    until(lambda: of_kind(held.folder, "key.pressed"))
    held.process.stdin.write(b"good morning\n/hangup\n")
    held.process.stdin.close()
    held.process.stdin = None
    until(lambda: of_kind(held.folder, "caller.hung_up", "call.ended"))
    if held.process.poll() is None:
        held.process.send_signal(signal.SIGINT)
    _, out, _ = ended(held)
    assert "[key 9]" in out
    assert_whole(held.folder)
