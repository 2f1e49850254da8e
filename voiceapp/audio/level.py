"""How loud a few samples are, for meters."""

from __future__ import annotations

import math

import numpy as np

from voiceapp.audio.frames import Samples

NO_SOUND = -math.inf
"""The level of digital silence."""


def dbfs(samples: Samples) -> float:
    """Root mean square of ``samples``, in dB below a full-scale square wave; ``NO_SOUND`` for silence."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    return 10 * math.log10(power) - 20 * math.log10(32768) if power else NO_SOUND
