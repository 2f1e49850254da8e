"""Loudness as it is heard: ITU-R BS.1770-4, for one channel at 16 kHz; and the levels all sounds of a call are set to.

Everything the company lets be heard comes through the telephone line, which takes 4 dB from a voice and nearly all
from a rumble. So sounds are set to the loudness they have behind an ordinary line. Speech, which is at an active
level of -26 dBov there (``voiceapp.synthesis.level``), is at about -28 LUFS, the loudest words at -24.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import SAMPLE_RATE, Samples
from voiceapp.audio.telephone import through_the_line

MUSIC = -28.0
"""Integrated loudness of hold music, in LUFS: as loud as a voice."""

EVENT = -25.0
"""Loudest 0.4 s of something that is meant to be noticed (a knock, a horn), in LUFS: as a stressed word."""

GESTURE = -34.0
"""Loudest 0.4 s of what somebody does beside the telephone (typing, paper), in LUFS."""

ROOM = -57.0
"""Integrated loudness of the room around a voice, in LUFS."""

PEAK = 10 ** (-8 / 20)
"""No sample is louder than this part of full scale, which is where the peaks of speech are."""

_Signal = npt.NDArray[np.float64]

# The two filters of the K-weighting at 48 kHz (BS.1770-4, tables 1 and 2): numerator and denominator.
_SHELF = (1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)
_HIGH_PASS = (1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)
_OFFSET = -0.691  # so that a full-scale sine of 997 Hz in one channel is at -3.01
_BLOCK = round(0.4 * SAMPLE_RATE)
_STEP = _BLOCK // 4
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0


def integrated(signal: _Signal) -> float:
    """Gated loudness of the whole of ``signal`` (shape (n,), full scale 1) in LUFS; ``-inf`` for silence."""
    power = _blocks(signal)
    power = power[power > _power(_ABSOLUTE_GATE)]
    if not power.size:
        return float("-inf")
    return _loudness(power[power > power.mean() * 10 ** (_RELATIVE_GATE / 10)].mean())


def momentary(signal: _Signal) -> float:
    """Loudness of the loudest 0.4 s of ``signal`` (shape (n,), full scale 1) in LUFS; ``-inf`` for silence."""
    return _loudness(_blocks(signal).max())


def at(signal: _Signal, wanted: float, *, whole: bool = False) -> Samples:
    """``signal`` as samples which behind the line are at ``wanted`` LUFS, by the loudest 0.4 s or as a ``whole``.

    What would go above ``PEAK`` is rounded off. The signal must hold something that a telephone carries.
    """
    unit = signal * (PEAK / np.abs(signal).max())
    carried = through_the_line(np.rint(unit * 32767).astype(np.int16)) / 32767
    louder = unit * 10 ** ((wanted - (integrated if whole else momentary)(carried)) / 20)
    knee = PEAK / 2
    over = np.maximum(np.abs(louder) - knee, 0)
    rounded = np.sign(louder) * (np.abs(louder) - over + knee * np.tanh(over / knee))
    samples: Samples = np.rint(rounded * 32767).astype(np.int16)
    return samples


def _blocks(signal: _Signal) -> _Signal:
    """Weighted power of overlapping blocks of 0.4 s; a shorter sound is one block with silence around it."""
    signal = np.pad(signal, (0, max(0, _BLOCK - signal.size)))
    # Weighted in the frequency domain, where the standard's filters for 48 kHz serve any rate. Their phase, which
    # is left out, shifts no power from block to block that could be measured.
    size = 1 << (signal.size + SAMPLE_RATE - 1).bit_length()
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size, 1 / SAMPLE_RATE) / 48_000)
    weight = np.abs(_response(_SHELF, z) * _response(_HIGH_PASS, z))
    weighted = np.fft.irfft(np.fft.rfft(signal, size) * weight, size)[: signal.size]
    total = np.concatenate([[0.0], np.cumsum(weighted**2)])
    starts = np.arange(0, signal.size - _BLOCK + 1, _STEP)
    return np.asarray((total[starts + _BLOCK] - total[starts]) / _BLOCK)


def _response(
    filter_: tuple[tuple[float, float, float], tuple[float, float, float]], z: npt.NDArray[np.complex128]
) -> npt.NDArray[np.complex128]:
    above, below = filter_
    return np.asarray(np.polyval(above[::-1], z) / np.polyval(below[::-1], z))


def _loudness(power: float) -> float:
    return float(_OFFSET + 10 * np.log10(power)) if power > 0 else float("-inf")


def _power(loudness: float) -> float:
    return float(10 ** ((loudness - _OFFSET) / 10))
