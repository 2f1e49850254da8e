"""What a telephone line does to a voice: its band, its eight-bit samples, its level, its noise, its bad patches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Samples

BAND_HZ = (300.0, 3400.0)
"""The telephone band (ITU-T G.712)."""

TAPS = 129
"""Length of the linear-phase filter; its delay of 64 samples (4 ms) is taken out."""

NOISE_RMS = 3.0
"""Root mean square of the line's own noise in 16-bit steps: -81 dBFS, heard only when everything else is silent."""

_PATCH_SECONDS = (0.04, 0.25)
_PATCH_EDGE = 32  # samples: 2 ms
_CRACKLES = 30  # a second, within a bad patch
_CRACKLE_LEVEL = 0.12  # part of full scale

_Signal = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class TelephoneLine:
    """A line that can be chosen for a scenario or for one agent. The same line does the same to the same samples.

    ``band`` in Hz; ``companding`` squeezes each sample into the eight bits of G.711 (mu-law); ``level`` in dB;
    ``noise`` is the root mean square of the line's own noise in 16-bit steps.
    """

    band: tuple[float, float] = BAND_HZ
    companding: bool = False
    level: float = 0.0
    noise: float = NOISE_RMS

    def __post_init__(self) -> None:
        low, high = self.band
        if not 0 <= low < high <= SAMPLE_RATE / 2:
            raise ValueError(f"a band is 0 <= low < high <= {SAMPLE_RATE / 2:.0f} Hz, not {low} and {high}")

    def carry(self, samples: Samples) -> Samples:
        """``samples`` as they come out of the other end, without the noise, same shape. Never later."""
        if len(samples) == 0:
            return samples
        taps = _band_pass(*self.band)
        signal = _filtered(samples.astype(np.float64), taps)
        if self.level:
            signal *= 10 ** (self.level / 20)
        if self.companding:
            # What the coarse steps add above the band, the receiver's filter takes away again.
            signal = _filtered(mu_law(_rounded(signal)).astype(np.float64), taps)
        return _rounded(signal)

    def noise_for(self, seconds: float, seed: int = 0) -> Samples:
        """The line's own noise, shape (n,), in the line's band; made to be looped."""
        n = round(seconds * SAMPLE_RATE)
        spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=n))
        hz = np.fft.rfftfreq(n, 1 / SAMPLE_RATE)
        spectrum[(hz < self.band[0]) | (hz > self.band[1])] = 0
        noise = np.fft.irfft(spectrum, n)
        samples: Samples = np.rint(noise * (self.noise / np.sqrt(np.mean(noise**2)))).astype(np.int16)
        return samples


def through_the_line(samples: Samples) -> Samples:
    """``samples`` as they come out of the other end of an ordinary telephone line, same shape."""
    return _ORDINARY.carry(samples)


def mu_law(samples: Samples) -> Samples:
    """``samples`` as they come back from mu-law coding in eight bits (ITU-T G.711, table 2a), same shape."""
    coded: Samples = _mu_law_table()[samples.astype(np.int32) + 32768]
    return coded


_ORDINARY = TelephoneLine()


@cache
def _mu_law_table() -> Samples:
    """What each of the 65,536 sample values becomes, from -32,768 on."""
    values = np.arange(-32768, 32768)
    # G.711 works on 14 bits: a sample of 16 has two more. 33 added, each of eight segments is twice the one before.
    biased = np.minimum(np.abs(values) >> 2, 8158) + 33
    step = 2 << np.floor(np.log2(biased) - 5).astype(np.int64)
    decoded = (biased // step * step + step // 2 - 33) << 2
    table: Samples = np.clip(np.sign(values) * decoded, -32768, 32767).astype(np.int16)
    return table


@cache
def _band_pass(low_hz: float, high_hz: float) -> _Signal:
    """A windowed-sinc band-pass (Oppenheim & Schafer, Discrete-Time Signal Processing, 7.5), shape (TAPS,)."""
    n = np.arange(TAPS) - TAPS // 2
    low, high = (2 * hz / SAMPLE_RATE for hz in (low_hz, high_hz))
    ideal: _Signal = high * np.sinc(high * n) - low * np.sinc(low * n)
    return ideal * np.blackman(TAPS)


def _filtered(signal: _Signal, taps: _Signal) -> _Signal:
    return np.convolve(signal, taps, mode="full")[TAPS // 2 :][: len(signal)]


def _rounded(signal: _Signal) -> Samples:
    samples: Samples = np.clip(np.rint(signal), -32768, 32767).astype(np.int16)
    return samples


def _patches(n: int, share: float, rng: np.random.Generator) -> tuple[_Signal, _Signal]:
    """``n`` samples of a line of which a ``share`` is bad: what is left of the sound (0..1), and what crackles.

    Half of the bad patches crackle. None goes on past the end.
    """
    left, crackle = np.ones(n), np.zeros(n)
    mean = sum(_PATCH_SECONDS) / 2
    at = rng.exponential(mean * (1 - share) / share) * SAMPLE_RATE
    while at < n:
        length = rng.uniform(*_PATCH_SECONDS) * SAMPLE_RATE
        patch = slice(int(at), min(int(at + length), n))
        there = patch.stop - patch.start
        edge = min(_PATCH_EDGE, there // 2)
        left[patch] = 0
        left[patch.start : patch.start + edge] = np.linspace(1, 0, edge)
        left[patch.stop - edge : patch.stop] = np.linspace(0, 1, edge)
        if rng.random() < 0.5:
            for _ in range(rng.poisson(_CRACKLES * there / SAMPLE_RATE)):
                tick = np.exp(-np.arange(40) / rng.uniform(2, 10)) * rng.normal(0, _CRACKLE_LEVEL * 32767)
                start = patch.start + int(rng.integers(there))
                end = min(start + len(tick), patch.stop)
                crackle[start:end] += tick[: end - start]
        at += length + rng.exponential(mean * (1 - share) / share) * SAMPLE_RATE
    return left, crackle


class BadLine:
    """A line on which for a ``share`` of the time, 0..1, all drops out or crackles, at places that ``seed`` draws.

    Raises ``ValueError`` for another share.
    """

    _SECONDS = 10

    def __init__(self, share: float, seed: int) -> None:
        if not 0 < share <= 1:
            raise ValueError(f"the bad part of a line is above 0 and up to 1, not {share}")
        self.share = share
        self._rng = np.random.default_rng(seed)
        self._ahead: list[tuple[_Signal, _Signal]] = []

    def carry(self, frame: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """The next frame, shape (FRAME_SAMPLES,), as it comes out of the other end."""
        if not self._ahead:
            left, crackle = _patches(self._SECONDS * SAMPLE_RATE, self.share, self._rng)
            pairs = zip(left.reshape(-1, FRAME_SAMPLES), crackle.reshape(-1, FRAME_SAMPLES), strict=True)
            self._ahead = list(pairs)[::-1]
        left, crackle = self._ahead.pop()
        return np.rint(frame * left + crackle).astype(np.int32)
