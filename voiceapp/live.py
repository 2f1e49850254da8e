"""Pumps the line in real time, from a sound card or from nothing but the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from voiceapp.audio.frames import FRAME_SECONDS, SILENCE, Samples
from voiceapp.handset import Handset
from voiceapp.line import Line


class SoundCard(Protocol):
    """A microphone and a loudspeaker that keep the time."""

    def exchange(self, company: Samples) -> Samples:
        """Play 20 ms, wait until the next 20 ms have been heard, and give them. Both of shape (FRAME_SAMPLES,)."""
        ...


class ClockCard:
    """No sound at all: the caller is silent, and frames follow each other by the clock, ``speed`` times as fast."""

    def __init__(
        self,
        speed: float = 1.0,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not speed > 0:
            raise ValueError("the speed must be above 0")
        self._frame = FRAME_SECONDS / speed
        self._now, self._sleep = now, sleep
        self._due: float | None = None

    def exchange(self, company: Samples) -> Samples:
        """See ``SoundCard``."""
        now = self._now()
        self._due = now + self._frame if self._due is None else self._due + self._frame
        if self._due > now:
            self._sleep(self._due - now)
        elif now - self._due > 1.0:  # the machine slept: time goes on from here
            self._due = now
        return SILENCE


def hold_live(line: Line, handset: Handset, card: SoundCard) -> str:
    """Hold a call until it ends. Returns why it ended."""
    company = SILENCE
    while line.ended is None:
        caller = card.exchange(_at_volume(company, handset.volume))
        handset.pass_on(line)
        if handset.muted:
            caller = SILENCE
        company = line.step(caller)
        handset.show(line, caller, company)
    return line.ended


def _at_volume(samples: Samples, volume: float) -> Samples:
    if volume >= 1.0:
        return samples
    quieter: Samples = (samples * max(0.0, volume)).astype(np.int16)
    return quieter
