"""Keys that are pressed sound: for the far end, in the recording, in the caller's own ear; and are not heard twice."""

import shutil
import subprocess

import numpy as np
import pytest
import soxr

from voiceapp.audio import loudness
from voiceapp.audio.dtmf import DtmfDetector, tone
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE
from voiceapp.dialogue.events import KEYS, KeyPressed
from voiceapp.journal import Journal
from voiceapp.line import Line
from voiceapp.recognition.keys_only import KeysOnly
from voiceapp.stage import SoundStage
from voiceapp.typed_caller import TypedCaller


class Tape:
    def __init__(self):
        self.caller, self.company = [], []

    def write(self, caller, company):
        self.caller.append(caller.copy())
        self.company.append(company.copy())


class Keys:
    """A call that only counts the keys."""

    def __init__(self):
        self.keys = []

    def receive(self, event):
        if isinstance(event, KeyPressed):
            self.keys.append((event.key, event.source))
        return ()


def connected():
    call, tape, journal = Keys(), Tape(), Journal(None, lambda line: None)
    stage = SoundStage(None, {}, None, journal)
    line = Line(
        ear=KeysOnly(),
        typed=TypedCaller(lambda text: SILENCE),
        call=call,
        stage=stage,
        journal=journal,
        recording=tape,
        max_seconds=600,
    )
    return line, call, tape


def go(line, seconds, microphone=None):
    """Let time pass; what is heard in the ear. ``microphone`` makes the caller's frame of what was heard last."""
    heard = [SILENCE]
    for _ in range(round(seconds / 0.02)):
        heard.append(line.step(microphone(heard[-1]) if microphone else SILENCE))
    return np.concatenate(heard)


def keys_in(samples):
    detector = DtmfDetector()
    frames = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    return "".join(key for frame in frames for key in detector.accept(frame))


def press(line, keys, source="window"):
    for key in keys:
        line.post(KeyPressed(t=line.t, key=key, source=source))


@pytest.mark.parametrize("source", ["window", "text"])
def test_keys_are_in_the_callers_ear_and_on_the_callers_side_of_the_recording(source):
    line, call, tape = connected()
    press(line, KEYS, source)
    heard = go(line, 3.0)
    assert call.keys == [(key, source) for key in KEYS], "each counts once, at once"
    assert keys_in(heard) == KEYS
    assert keys_in(np.concatenate(tape.caller)) == KEYS
    assert np.abs(np.concatenate(tape.company)).max() < 30, "the company does not hear itself dial"


def test_they_are_over_the_voice_and_as_loud_as_the_tones_of_the_network():
    line, _, tape = connected()
    voice = np.full(FRAME_SAMPLES, 500, np.int16)
    press(line, "5")
    for _ in range(20):
        line.step(voice)
    side = np.concatenate(tape.caller).astype(int)
    assert np.abs(side[:1600] - 500).max() > 1000
    assert (side[3200:] == 500).all()
    press(line, "5555")
    heard = go(line, 0.8)
    assert -29 < loudness.momentary(heard / 32768) < -22


def test_a_key_that_comes_back_through_the_microphone_is_not_pressed_again():
    line, call, _ = connected()
    press(line, "12")
    later = [SILENCE] * 8  # the way through the air and two buffers takes 0.16 s

    def loudspeaker(heard):
        later.append(heard)
        return (later.pop(0) * 0.7).astype(np.int16)

    go(line, 1.5, loudspeaker)
    assert call.keys == [("1", "window"), ("2", "window")]


def test_a_tone_of_another_telephone_counts_again_soon():
    line, call, _ = connected()
    press(line, "1")
    go(line, 0.7)
    sound = np.concatenate([tone("3", 0.1), np.zeros(3200, np.int16)])
    frames = iter(sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES))
    go(line, 0.28, lambda heard: next(frames))
    assert call.keys == [("1", "window"), ("3", "audio")]


@pytest.mark.skipif(not shutil.which("multimon-ng"), reason="multimon-ng, the independent decoder, is not installed")
def test_an_independent_decoder_reads_the_keys_from_the_recording():
    line, _, tape = connected()
    press(line, KEYS)
    go(line, 3.0)
    side = np.concatenate(tape.caller)
    raw = np.rint(soxr.resample(side.astype(np.float32), SAMPLE_RATE, 22_050)).astype("<i2").tobytes()
    command = ["multimon-ng", "-q", "-c", "-a", "DTMF", "-t", "raw", "-"]
    out = subprocess.run(command, input=raw, capture_output=True, check=True).stdout.decode()
    assert "".join(line.split()[-1] for line in out.splitlines() if line.startswith("DTMF:")) == KEYS
