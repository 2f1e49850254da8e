"""The one format in which sound travels through voiceapp: 16 kHz, mono, 16-bit, frames of 20 ms."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 16_000
"""Samples a second."""

FRAME_SAMPLES = 320
"""Samples in one frame."""

FRAME_SECONDS = FRAME_SAMPLES / SAMPLE_RATE
"""Length of one frame: 0.02 s."""

Samples: TypeAlias = npt.NDArray[np.int16]
"""Mono 16-bit samples at ``SAMPLE_RATE``, shape (n,). A frame has n = ``FRAME_SAMPLES``."""

SILENCE: Samples = np.zeros(FRAME_SAMPLES, dtype=np.int16)
SILENCE.flags.writeable = False
