from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE, Samples
from voiceapp.recognition.voice_activity import NoiseFloor, Sound, SpeechCheck, VoiceActivity

SECONDS = np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE


def frames(samples: Samples) -> list[Samples]:
    return list(samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES))


def as_samples(signal: np.ndarray[Any, Any]) -> Samples:
    return np.clip(signal, -32768, 32767).astype(np.int16)


def noise(level: float, seed: int = 1) -> Samples:
    return as_samples(level * np.random.default_rng(seed).normal(size=len(SECONDS)))


def hum() -> Samples:
    return as_samples(sum(400 / k * np.sin(2 * np.pi * 50 * k * SECONDS) for k in range(1, 8)))


def hold_music() -> Samples:
    chord = sum(np.sin(2 * np.pi * pitch * SECONDS) for pitch in (262, 330, 392, 524))
    return as_samples(1200 * chord * (0.3 + 0.7 * np.exp(-(SECONDS % 0.5) * 5)))


def clicks() -> Samples:
    beats = np.zeros(len(SECONDS))
    beats[:: SAMPLE_RATE // 4] = 1
    return as_samples(np.convolve(beats, 8000 * np.exp(-np.arange(200) / 30))[: len(SECONDS)] + noise(20))


def cough() -> Samples:
    burst = np.exp(-(SECONDS % 1.5) / 0.06) * 6000
    return as_samples(burst * np.random.default_rng(4).normal(size=len(SECONDS)))


def share(samples: Samples, sound: Sound) -> float:
    activity = VoiceActivity()
    return float(np.mean([activity.accept(frame) is sound for frame in frames(samples)]))


def test_a_voice_is_voiced(recordings: dict[str, Any]) -> None:
    shares = [share(recording.samples, Sound.VOICED) for recording in recordings.values() if recording.human]
    assert min(shares) > 0.35  # the recordings begin and end with silence
    assert np.mean(shares) > 0.6


def test_digital_silence_is_nothing() -> None:
    assert share(np.tile(SILENCE, 100), Sound.NONE) == 1.0


@pytest.mark.parametrize("level", [5, 50, 300, 1500])
def test_a_steady_room_is_nothing(level: float) -> None:
    activity = VoiceActivity()
    heard = [activity.accept(frame) for frame in frames(noise(level))]
    assert np.mean([sound is Sound.NONE for sound in heard[150:]]) > 0.98


@pytest.mark.parametrize("make", [hum, hold_music, clicks, cough, lambda: noise(600)])
def test_other_sounds_are_not_speech(make: Callable[[], Samples]) -> None:
    check = SpeechCheck()
    sound = frames(make())
    assert not any(check(sound[place : place + 15]) for place in range(0, len(sound) - 15, 15))


def test_speech_is_speech_and_the_check_remembers_nothing(recordings: dict[str, Any]) -> None:
    check = SpeechCheck()
    begin = frames(recordings["prompt-vm-sorry"].samples)[10:40]
    assert check(begin)
    check(frames(hold_music())[:15])
    assert check(begin)


def test_the_floor_follows_the_room_and_ignores_a_voice() -> None:
    floor = NoiseFloor()
    for _ in range(200):
        floor.accept(100.0)  # rms 10: 20 dB
    assert floor.level == pytest.approx(20.0, abs=0.1)
    for place in range(100):
        floor.accept(1e6 if place % 25 < 20 else 100.0)  # words with gaps
    assert floor.level < 40.0
    for _ in range(400):
        floor.accept(1e4)
    assert floor.level == pytest.approx(40.0, abs=0.1)
