"""The room somebody speaks in: a steel box of twenty feet, heard more or less."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import SAMPLE_RATE, Samples

BOX_METRES = (5.90, 2.35, 2.39)
"""Inside of a twenty-foot container (ISO 668, type 1CC)."""

DECAY_SECONDS = 0.45
"""Time in which the echo falls by 60 dB; bare steel absorbs little, a handful of people some."""

SPEED_OF_SOUND = 343.0  # metres a second, at 20 degrees
_ORDERS = range(-6, 7)


@cache
def _echo() -> npt.NDArray[np.float64]:
    """The echoes of the six walls, without the direct sound, by image sources (Allen & Berkley 1979), shape (n,)."""
    response = np.zeros(round(DECAY_SECONDS * SAMPLE_RATE))
    speaker, ear = np.array([1.1, 0.7, 1.2]), np.array([1.5, 0.9, 1.1])
    box = np.array(BOX_METRES)
    direct = float(np.linalg.norm(speaker - ear))
    for ix in _ORDERS:
        for iy in _ORDERS:
            for iz in _ORDERS:
                order = np.array([ix, iy, iz])
                image = order * box + np.where(order % 2 == 0, speaker, box - speaker)
                distance = float(np.linalg.norm(image - ear))
                at = round((distance - direct) / SPEED_OF_SOUND * SAMPLE_RATE)
                if 0 < at < len(response):
                    loss = 10 ** (-3 * at / SAMPLE_RATE / DECAY_SECONDS)  # 60 dB is a factor of 1,000
                    response[at] += (-1) ** int(abs(order).sum()) * loss * direct / distance
    return response


def in_a_container(samples: Samples, amount: float) -> Samples:
    """``samples`` as spoken in a steel box, same start, longer by its echo, about as loud.

    ``amount`` is 0 (outside) .. 1.
    """
    if amount <= 0 or len(samples) == 0:
        return samples
    echo = _echo()
    n = len(samples) + len(echo) - 1
    size = 1 << (n - 1).bit_length()
    wet = np.fft.irfft(np.fft.rfft(samples.astype(np.float64), size) * np.fft.rfft(echo, size), size)[:n]
    mixed = amount * 1.6 * wet
    mixed[: len(samples)] += samples
    mixed /= np.sqrt(1 + (amount * 1.6) ** 2 * np.sum(echo**2))
    return np.clip(np.rint(mixed), -32768, 32767).astype(np.int16)
