"""The tones: pitch, rhythm, level, and no clicks where none is meant."""

import numpy as np
import pytest

from voiceapp.audio import tones
from voiceapp.audio.frames import SAMPLE_RATE


def pitch(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(spectrum.argmax() * SAMPLE_RATE / len(samples))


def sounding(samples: np.ndarray) -> list[float]:
    """Seconds of sound and silence in turn, by blocks of 10 ms."""
    loud = np.abs(samples.astype(int)).reshape(-1, 160).max(axis=1) > 500
    edges = np.flatnonzero(np.diff(loud.astype(int))) + 1
    return [len(piece) / 100 for piece in np.split(loud, edges)]


@pytest.mark.parametrize(("make", "rhythm"), [(tones.ringing, [1.0, 3.0]), (tones.busy, [0.5, 0.5])])
def test_rhythm_pitch_and_level(make, rhythm):
    samples = make()
    assert samples.dtype == np.int16
    assert sounding(samples) == rhythm
    on = samples[: round(rhythm[0] * SAMPLE_RATE)]
    assert pitch(on) == pytest.approx(tones.TONE_HZ, abs=2)
    assert np.abs(on.astype(int)).max() == pytest.approx(tones.LEVEL * 32767, rel=0.01)


def test_a_tone_begins_and_ends_softly():
    samples = tones.tone(0.1).astype(int)
    assert abs(samples[0]) <= 1
    assert abs(samples[-1]) <= 20
    assert np.abs(np.diff(samples)).max() <= tones.LEVEL * 32767 * 2 * np.pi * tones.TONE_HZ / SAMPLE_RATE * 1.05


@pytest.mark.parametrize("seconds", [0, 0.0001, 0.001, 0.009])
def test_a_very_short_tone_is_one(seconds):
    assert tones.tone(seconds).shape == (round(seconds * SAMPLE_RATE),)


def test_a_click_dies_away():
    click = np.abs(tones.click().astype(int))
    assert click[:80].max() > 3000
    assert click[-20:].max() < 100
