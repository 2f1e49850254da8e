from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Samples
from voiceapp.recognition.prosody import Cadence, cadence


def sung(semitones: Any, level: Any = 0.0, base: float = 120.0, seconds: float = 1.6) -> list[Samples]:
    """A vowel whose pitch is so many semitones above ``base`` and whose level is in dB, each over time."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    pitch = base * 2 ** (np.broadcast_to(semitones, t.shape) / 12)
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
    tone = sum(np.sin(n * phase) / n for n in range(1, 12))
    samples = 4000 * tone * 10 ** (np.broadcast_to(level, t.shape) / 20)
    return list(samples.astype(np.int16).reshape(-1, FRAME_SAMPLES))


def falling(by: float, over: float = 0.4, seconds: float = 1.6) -> Any:
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return -by * np.clip((t - (seconds - over)) / over, 0, 1)


@pytest.mark.parametrize("base", [100.0, 120.0, 210.0, 300.0])
def test_a_fall_is_measured_in_semitones_whoever_speaks(base: float) -> None:
    assert cadence(sung(0.0, base=base)).pitch == pytest.approx(0.0, abs=0.3)
    fallen = cadence(sung(falling(5.0), base=base))
    assert fallen.pitch == pytest.approx(-4.6, abs=0.7)
    assert fallen.slope == pytest.approx(-12.5, abs=3.0)
    assert fallen.above_low < 0.0
    risen = cadence(sung(falling(-4.0), base=base))
    assert risen.pitch > 3.0
    assert risen.above_low > 3.0
    assert risen.slope > 5.0


def test_a_voice_that_grows_weak() -> None:
    assert cadence(sung(0.0, falling(20.0))).level == pytest.approx(-15.0, abs=4.0)
    assert cadence(sung(0.0)).level == pytest.approx(0.0, abs=0.3)


def test_how_loud_it_is_recorded_makes_no_difference() -> None:
    loud = sung(falling(5.0), falling(12.0))
    quiet = [(frame // 8).astype(np.int16) for frame in loud]
    a, b = cadence(loud), cadence(quiet)
    assert (b.pitch, b.level) == (pytest.approx(a.pitch, abs=0.2), pytest.approx(a.level, abs=0.2))


def test_where_nothing_is_voiced_there_is_no_pitch() -> None:
    noise = np.random.default_rng(1).normal(size=SAMPLE_RATE) * 2000
    found = cadence(list(noise.astype(np.int16).reshape(-1, FRAME_SAMPLES)))
    assert (found.pitch, found.above_low, found.slope) == (0.0, 0.0, 0.0)
    assert cadence([]) == Cadence()


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.sampled_from([0, 1, 300, 40_000]))
def test_any_sound_has_a_cadence(seed: int, n: int, level: int) -> None:
    samples = np.random.default_rng(seed).normal(size=n * FRAME_SAMPLES) * level
    frames = list(np.clip(samples, -32768, 32767).astype(np.int16).reshape(-1, FRAME_SAMPLES))
    found = cadence(frames)
    assert np.isfinite([found.pitch, found.above_low, found.slope, found.level]).all()
    assert cadence(frames) == found
