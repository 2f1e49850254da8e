"""What a telephone line does to a voice: the band from 300 to 3,400 Hz, and a little noise."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import SAMPLE_RATE, Samples

BAND_HZ = (300.0, 3400.0)
"""The telephone band (ITU-T G.712)."""

TAPS = 129
"""Length of the linear-phase filter; its delay of 64 samples (4 ms) is taken out."""

NOISE_RMS = 3.0
"""Root mean square of the line's own noise in 16-bit steps: -81 dBFS, heard only when everything else is silent."""


def _band_pass() -> npt.NDArray[np.float64]:
    """A windowed-sinc band-pass (Oppenheim & Schafer, Discrete-Time Signal Processing, 7.5), shape (TAPS,)."""
    n = np.arange(TAPS) - TAPS // 2
    low, high = (2 * hz / SAMPLE_RATE for hz in BAND_HZ)
    ideal: npt.NDArray[np.float64] = high * np.sinc(high * n) - low * np.sinc(low * n)
    return ideal * np.blackman(TAPS)


_FILTER = _band_pass()


def through_the_line(samples: Samples) -> Samples:
    """``samples`` as they come out of the other end of a telephone line, same shape."""
    if len(samples) == 0:
        return samples
    filtered = np.convolve(samples.astype(np.float64), _FILTER, mode="full")[TAPS // 2 :][: len(samples)]
    return np.clip(np.rint(filtered), -32768, 32767).astype(np.int16)


def line_noise(seconds: float, seed: int = 0) -> Samples:
    """Noise of a quiet line, shape (n,); made to be looped."""
    noise = np.random.default_rng(seed).normal(0.0, NOISE_RMS, round(seconds * SAMPLE_RATE))
    return np.rint(noise).astype(np.int16)
