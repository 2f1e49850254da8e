"""Tones of the telephone network, computed: dial, ringing, busy, congestion, information; and a line that goes dead.

Which frequencies and rhythms is a ``TonePlan``. Europe's are Belgium's (ITU-T E.180 Supplement 2, "Various tones
used in national networks"; the information tone ITU-T E.180, 6), America's those of the Precise Tone Plan (ANSI
T1.401; the information tone of a number that is not in service, ANSI T1.209).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voiceapp.audio.frames import SAMPLE_RATE, Samples

TONE_HZ = 425.0
LEVEL = 0.12
"""Peak of a European tone as a part of full scale: -21.4 dBov, that is -15 dBm0, the softest that E.180 allows."""

EDGE_SECONDS = 0.005
"""Raised-cosine edges, so that a tone begins and ends without a click."""

_DBM0 = -6.18  # dBov of a sine at 0 dBm0: one at full scale (-3.01) is at +3.17 dBm0 in mu-law (ITU-T G.711, table 5)


def _peak(dbm0: float) -> float:
    return float(np.sqrt(2) * 10 ** ((dbm0 + _DBM0) / 20))


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """A rhythm: each part is the frequencies that sound at once, in Hz (none: silence), and its seconds.

    ``level`` is the peak of each frequency as a part of full scale.
    """

    parts: tuple[tuple[tuple[float, ...], float], ...]
    level: float = LEVEL

    def sound(self) -> Samples:
        """One period, shape (n,); made to be looped."""
        if len(self.parts) == 1:  # goes on and on: whole cycles, and no edges
            ((pitches, seconds),) = self.parts
            return _sines(pitches, seconds, self.level, edge=0.0)
        return np.concatenate([_sines(pitches, seconds, self.level) for pitches, seconds in self.parts])


@dataclass(frozen=True, kw_only=True)
class TonePlan:
    """The tones of a country or region."""

    dial: Cadence
    ringing: Cadence
    busy: Cadence
    congestion: Cadence
    information: Cadence


EUROPE = TonePlan(
    dial=Cadence(parts=(((TONE_HZ,), 2.0),)),
    ringing=Cadence(parts=(((TONE_HZ,), 1.0), ((), 3.0))),
    busy=Cadence(parts=(((TONE_HZ,), 0.5), ((), 0.5))),
    congestion=Cadence(parts=(((TONE_HZ,), 0.167), ((), 0.167))),
    # Softer, since an ear hears these pitches louder: by BS.1770 it is as loud as the others so.
    information=Cadence(parts=(((950.0,), 0.33), ((1400.0,), 0.33), ((1800.0,), 0.33), ((), 1.0)), level=0.08),
)

AMERICA = TonePlan(
    dial=Cadence(parts=(((350.0, 440.0), 2.0),), level=_peak(-13)),
    ringing=Cadence(parts=(((440.0, 480.0), 2.0), ((), 4.0)), level=_peak(-19)),
    busy=Cadence(parts=(((480.0, 620.0), 0.5), ((), 0.5)), level=_peak(-24)),
    congestion=Cadence(parts=(((480.0, 620.0), 0.25), ((), 0.25)), level=_peak(-24)),
    information=Cadence(parts=(((985.2,), 0.38), ((1370.6,), 0.274), ((1776.7,), 0.38), ((), 1.0)), level=_peak(-24)),
)

PLANS = {"europe": EUROPE, "america": AMERICA}
"""The plans by the name a scenario gives them."""


def tone(seconds: float, hz: float = TONE_HZ, level: float = LEVEL) -> Samples:
    """A sine of ``hz`` for ``seconds`` with soft edges, shape (n,)."""
    return _sines((hz,), seconds, level)


def _sines(pitches: tuple[float, ...], seconds: float, level: float, edge: float = EDGE_SECONDS) -> Samples:
    n = round(seconds * SAMPLE_RATE)
    wave = np.zeros(n)
    for hz in pitches:
        wave += np.sin(2 * np.pi * hz * np.arange(n) / SAMPLE_RATE) * level
    ends = min(round(edge * SAMPLE_RATE), n // 2)
    ramp = (1 - np.cos(np.pi * np.arange(ends) / max(ends, 1))) / 2
    wave[:ends] *= ramp
    wave[n - ends :] *= ramp[::-1]
    return (wave * 32767).astype(np.int16)


def dial(plan: TonePlan = EUROPE) -> Samples:
    """Two seconds of the dial tone; play it in a loop."""
    return plan.dial.sound()


def ringing(plan: TonePlan = EUROPE) -> Samples:
    """One period of the ringing tone; play it in a loop."""
    return plan.ringing.sound()


def busy(plan: TonePlan = EUROPE) -> Samples:
    """One period of the busy tone; play it in a loop."""
    return plan.busy.sound()


def congestion(plan: TonePlan = EUROPE) -> Samples:
    """One period of the tone for a network that is full; play it in a loop."""
    return plan.congestion.sound()


def information(plan: TonePlan = EUROPE) -> Samples:
    """The three rising tones before "the number you have dialled", and the silence after them."""
    return plan.information.sound()


def click() -> Samples:
    """A relay letting go: 50 ms of a quickly dying low thump with a tick on it, and 5 ms of silence before.

    The line's filter swells before a sharp sound; without the silence that would be cut off, and click by itself.
    """
    t = np.arange(round(0.05 * SAMPLE_RATE)) / SAMPLE_RATE
    wave = np.exp(-t * 220) * np.sin(2 * np.pi * 140 * t) + 0.5 * np.exp(-t * 1800) * np.sin(2 * np.pi * 2300 * t)
    before = np.zeros(round(EDGE_SECONDS * SAMPLE_RATE))
    return (np.concatenate([before, wave]) * 0.3 * 32767).astype(np.int16)
