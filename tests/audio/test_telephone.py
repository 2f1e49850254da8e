"""The telephone line: its band, its delay, its noise."""

import numpy as np
import pytest

from voiceapp.audio.frames import SAMPLE_RATE
from voiceapp.audio.telephone import NOISE_RMS, line_noise, through_the_line


def gain(hz: float) -> float:
    """What becomes of a tone, in dB, its edges left out."""
    t = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    tone = np.round(10_000 * np.sin(2 * np.pi * hz * t)).astype(np.int16)
    out = through_the_line(tone)[1000:-1000].astype(float)
    return 20 * np.log10(max(np.sqrt(np.mean(out**2)), 1e-3) / (10_000 / np.sqrt(2)))


@pytest.mark.parametrize("hz", [500, 800, 1000, 2000, 3000])
def test_the_band_of_speech_passes(hz):
    assert abs(gain(hz)) < 0.5


@pytest.mark.parametrize("hz", [300, 3400])
def test_its_edges_are_six_decibels_down(hz):
    assert -7 < gain(hz) < -5


@pytest.mark.parametrize("hz", [50, 100, 4000, 6000])
def test_what_is_outside_does_not(hz):
    assert gain(hz) < -20


def test_nothing_is_delayed():
    click = np.zeros(1001, np.int16)
    click[500] = 20_000
    assert np.abs(through_the_line(click).astype(int)).argmax() == 500


def test_full_scale_is_clipped_and_never_wraps():
    square = np.where(np.arange(16_000) // 10 % 2, 32767, -32768).astype(np.int16)
    out = through_the_line(square).astype(int)
    assert out.max() == 32767
    assert np.corrcoef(out, square)[0, 1] > 0.9


@pytest.mark.parametrize("n", [0, 1, 63, 64, 128, 129, 130])
def test_any_length_keeps_its_length(n):
    assert through_the_line(np.ones(n, np.int16)).shape == (n,)


def test_noise_is_faint_and_the_same_each_time():
    noise = line_noise(7.0)
    assert noise.shape == (7 * SAMPLE_RATE,)
    assert np.sqrt(np.mean(noise.astype(float) ** 2)) == pytest.approx(NOISE_RMS, rel=0.05)
    assert (noise == line_noise(7.0)).all()
    assert (noise != line_noise(7.0, seed=1)).any()
