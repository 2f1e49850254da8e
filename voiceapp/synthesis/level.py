"""From what a synthesiser writes to what a call plays: 16 kHz, no silence at the edges, one loudness."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import soxr

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Samples
from voiceapp.audio.telephone import through_the_line

EDGE_SECONDS = 0.005
"""Near silence kept before the first and after the last sound, in which they fade: no click, and no frame's delay."""

SILENT_SECONDS = 0.1
"""Length of an utterance in which nothing can be heard: an empty line, or punctuation only."""

ACTIVE_LEVEL = -26.0
"""Active speech level of every utterance at volume 1, in dBov (0 dBov: the RMS of a full-scale square wave).

The nominal level of ITU-T P.830, of what an ordinary telephone carries: it loses much of a deep voice."""

PEAK_LEVEL = -1.0
"""No sample is louder, in dB of full scale; an utterance with sharper peaks is made softer as a whole."""

MARGIN = 15.9
"""How far below the active level speech still counts as active, in dB: the margin M of ITU-T P.56 (12/2011), 8.2."""

# Sound begins this far below the loudest sample. eSpeak pads with digital zero and a faint tail; the softest
# consonants ("f", "th") begin about 45 dB below a vowel's peak.
_AUDIBLE = -50.0

_Signal = npt.NDArray[np.float64]


def condition(pcm: npt.NDArray[np.int16], rate: int, volume: float) -> Samples:
    """Mono ``pcm`` at ``rate`` Hz, shape (n,), as an utterance of a call at ``volume`` 0..1. Read-only."""
    signal = _trimmed(pcm.astype(np.float64) / 32768, rate)
    if not signal.size:
        return silent()
    if rate != SAMPLE_RATE:
        # Resampled as floats: the resampler dithers integers.
        signal = np.asarray(soxr.resample(signal, rate, SAMPLE_RATE, quality="HQ"), dtype=np.float64)
    gain = _ratio(ACTIVE_LEVEL - active_level(_on_the_telephone(signal)))
    gain = min(gain, _ratio(PEAK_LEVEL) / np.abs(signal).max())
    edge = min(round(EDGE_SECONDS * SAMPLE_RATE), len(signal) // 2)
    signal[:edge] *= np.linspace(0, 1, edge)
    signal[len(signal) - edge :] *= np.linspace(1, 0, edge)
    result: Samples = np.rint(signal * (gain * volume * 32767)).astype(np.int16)
    result.flags.writeable = False
    return result


def _on_the_telephone(signal: _Signal) -> _Signal:
    unit = 0.5 * 32767 / np.abs(signal).max()  # what rings may be louder than what comes in
    return np.asarray(through_the_line(np.rint(signal * unit).astype(np.int16)) / unit)


def silent() -> Samples:
    """An utterance in which nothing can be heard. Read-only."""
    result: Samples = np.zeros(round(SILENT_SECONDS * SAMPLE_RATE), dtype=np.int16)
    result.flags.writeable = False
    return result


def active_level(signal: _Signal) -> float:
    """The level of speech while there is speech, in dBov; ``signal`` has shape (n,), full scale 1, 16 kHz.

    After ITU-T P.56, method B: the power averaged over those parts only whose level is no more than ``MARGIN``
    below the result. Where P.56 follows the envelope with a filter and a hangover of 0.2 s, this takes frames
    of 20 ms, and so reads the short pauses between words as pauses. ``-inf`` for silence.
    """
    frames = np.pad(signal, (0, -signal.size % FRAME_SAMPLES)).reshape(-1, FRAME_SAMPLES)
    power = np.mean(frames**2, axis=1)
    power = power[power > 0]
    if not power.size:
        return float("-inf")
    # Every pass drops frames or ends: the mean rises as soft frames leave.
    while True:
        level = float(10 * np.log10(np.mean(power)))
        active = power >= np.mean(power) * 10 ** (-MARGIN / 10)
        if active.all():
            return level
        power = power[active]


def _trimmed(signal: _Signal, rate: int) -> _Signal:
    peak = np.abs(signal).max(initial=0.0)
    if peak < 1e-4:  # three steps of 16 bits
        return signal[:0]
    loud = np.flatnonzero(np.abs(signal) >= peak * _ratio(_AUDIBLE))
    edge = round(EDGE_SECONDS * rate)
    return signal[max(0, loud[0] - edge) : loud[-1] + 1 + edge]


def _ratio(decibels: float) -> float:
    return float(10 ** (decibels / 20))
