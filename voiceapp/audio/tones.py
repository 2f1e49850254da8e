"""Tones of the telephone network, computed: ringing, busy, and the click of a line that goes dead.

Frequencies and cadences are Belgium's: 425 Hz; ringing 1 s on, 3 s off; busy 0.5 s on, 0.5 s off
(ITU-T E.180 Supplement 2, "Various tones used in national networks").
"""

from __future__ import annotations

import numpy as np

from voiceapp.audio.frames import SAMPLE_RATE, Samples

TONE_HZ = 425.0
LEVEL = 0.12
"""Peak of a tone as a part of full scale: -18 dBFS."""

EDGE_SECONDS = 0.005
"""Raised-cosine edges, so that a tone begins and ends without a click."""


def tone(seconds: float, hz: float = TONE_HZ, level: float = LEVEL) -> Samples:
    """A sine of ``hz`` for ``seconds`` with soft edges, shape (n,)."""
    n = round(seconds * SAMPLE_RATE)
    wave = np.sin(2 * np.pi * hz * np.arange(n) / SAMPLE_RATE) * level
    edge = min(round(EDGE_SECONDS * SAMPLE_RATE), n // 2)
    ramp = (1 - np.cos(np.pi * np.arange(edge) / max(edge, 1))) / 2
    wave[:edge] *= ramp
    wave[n - edge :] *= ramp[::-1]
    return (wave * 32767).astype(np.int16)


def _cadence(on: float, off: float) -> Samples:
    return np.concatenate([tone(on), np.zeros(round(off * SAMPLE_RATE), dtype=np.int16)])


def ringing() -> Samples:
    """One period of the ringing tone; play it in a loop."""
    return _cadence(1.0, 3.0)


def busy() -> Samples:
    """One period of the busy tone; play it in a loop."""
    return _cadence(0.5, 0.5)


def click() -> Samples:
    """A relay letting go: 30 ms of a quickly dying low thump with a tick on it."""
    t = np.arange(round(0.03 * SAMPLE_RATE)) / SAMPLE_RATE
    wave = np.exp(-t * 220) * np.sin(2 * np.pi * 140 * t) + 0.5 * np.exp(-t * 1800) * np.sin(2 * np.pi * 2300 * t)
    return (wave * 0.3 * 32767).astype(np.int16)
