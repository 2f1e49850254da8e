"""How the voice sounds where it falls silent: done, or only pausing?

At the end of what one has to say the pitch falls to the bottom of one's range and the voice grows weak; in a pause
within a sentence it stays up (A. Cruttenden, "Intonation", Cambridge University Press 1997; used for the end of
turns by L. Ferrer, E. Shriberg and A. Stolcke, "Is the speaker done yet?", ICSLP 2002). Everything is measured
against the same voice in the same turn, so that nothing needs to be known of the speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import SAMPLE_RATE, Samples

HEARD = 2.5
"""Seconds before the pause that are looked at."""

_WINDOW = SAMPLE_RATE // 25  # two periods of the lowest voice
_HOP = SAMPLE_RATE // 100
_FOURIER = 1024  # holds a window and the longest lag
_LOWEST, _HIGHEST = 70.0, 400.0  # Hz
_PERIODIC = 0.45  # normalised autocorrelation of a voiced window
_OCTAVE_COST = 0.02  # by which a lag twice as long must be better
_AUDIBLE = 32.0  # dB below the loudest window
_SPOKEN = 25.0
_ENOUGH = 8  # voiced windows from which pitch is judged
_LAST_VOICED = 6
_SLOPE = 12  # voiced windows over which the slope is taken
_STEEPEST = 60.0
_END = 12  # windows that are the end


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """The end of a stretch of speech. All zero where too little of it is voiced.

    ``pitch``: the last 0.06 s, in semitones above the median; ``above_low``: above the lowest tenth; ``slope``: over
    the last 0.12 s, semitones a second; ``level``: the last 0.12 s, dB above the mean of the speech.
    """

    pitch: float = 0.0
    above_low: float = 0.0
    slope: float = 0.0
    level: float = 0.0


def cadence(frames: Sequence[Samples]) -> Cadence:
    """Of speech that ends with the last of these frames. About 2 ms for ``HEARD`` seconds."""
    samples = np.concatenate(frames).astype(np.float32) if len(frames) else np.zeros(0, np.float32)
    if len(samples) < _WINDOW:
        return Cadence()
    windows = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[(len(samples) - _WINDOW) % _HOP :: _HOP]
    level = 10 * np.log10(np.mean(windows**2, axis=1) + 1)
    spoken = level[level > level.max() - _SPOKEN]
    fall = float(level[-_END:].mean() - spoken.mean())
    pitch = _pitch(windows, level)
    voiced = np.flatnonzero(np.isfinite(pitch))
    if len(voiced) < _ENOUGH:
        return Cadence(level=fall)
    semitones = 12 * np.log2(pitch / np.median(pitch[voiced]))
    end = float(np.median(semitones[voiced[-_LAST_VOICED:]]))
    tail = voiced[-_SLOPE:]
    slope = 0.0
    if tail[-1] - tail[0] < 40:
        seconds = tail * (_HOP / SAMPLE_RATE)
        seconds -= seconds.mean()
        slope = float(seconds @ semitones[tail] / (seconds @ seconds))
    return Cadence(
        pitch=end,
        above_low=end - float(np.percentile(semitones[voiced], 10)),
        slope=float(np.clip(slope, -_STEEPEST, _STEEPEST)),
        level=fall,
    )


def _pitch(windows: npt.NDArray[np.float32], level: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """In Hz for each window, nan where there is none: the highest peak of the autocorrelation, over that of the taper
    (P. Boersma, "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a
    sampled sound", Proc. Institute of Phonetic Sciences 17, Amsterdam 1993; without its path search)."""
    taper = np.hanning(_WINDOW).astype(np.float32)
    shortest, longest = int(SAMPLE_RATE / _HIGHEST), int(SAMPLE_RATE / _LOWEST)
    own = _autocorrelation(taper[None, :])[0]
    correlation = _autocorrelation((windows - windows.mean(axis=1, keepdims=True)) * taper)
    lags = np.arange(shortest, longest)
    likeness = correlation[:, lags] / (correlation[:, :1] + 1e-6) / (own[lags] / own[0])
    likeness -= _OCTAVE_COST * np.log2(lags / shortest)
    best = likeness.argmax(axis=1)
    pitch: npt.NDArray[np.float64] = SAMPLE_RATE / (best + shortest).astype(np.float64)
    unvoiced = (likeness[np.arange(len(best)), best] < _PERIODIC) | (level < level.max() - _AUDIBLE)
    pitch[unvoiced] = np.nan
    if not unvoiced.all():
        pitch[np.abs(np.log2(pitch / np.nanmedian(pitch))) > 0.9] = np.nan  # an octave off is an error
    return pitch


def _autocorrelation(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.floating]:
    spectrum = np.fft.rfft(rows, _FOURIER)
    return np.asarray(np.fft.irfft(spectrum.real**2 + spectrum.imag**2))
