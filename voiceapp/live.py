"""Pumps the line in real time, from a sound card or from nothing but the clock."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from voiceapp.audio.devices import DeviceLost
from voiceapp.audio.frames import FRAME_SECONDS, SILENCE, Samples
from voiceapp.handset import Handset
from voiceapp.line import Line

ON_HOLD = 300.0
"""Seconds for which a call waits for another sound device."""

LOOK_AGAIN = 0.5
"""Seconds between two looks whether there is one."""


class SoundCard(Protocol):
    """A microphone and a loudspeaker that keep the time; see ``voiceapp.audio.sound_card.SoundCard``."""

    def exchange(self, company: Samples) -> Samples:
        """Play 20 ms, wait until the next 20 ms have been heard, and give them. Both of shape (FRAME_SAMPLES,).

        Raises ``DeviceLost``.
        """
        ...

    def news(self, *, at_end: bool = False) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """Kinds and fields of what the journal should tell since the last call of this."""
        ...

    def reopen(self, lost: DeviceLost) -> bool:
        """Go on with the devices that are there after one was lost. Returns whether there are any."""
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

    def news(self, *, at_end: bool = False) -> tuple[()]:
        """Nothing ever happens to it."""
        return ()

    def reopen(self, lost: DeviceLost) -> bool:
        """It cannot be lost."""
        return True


def hold_live(line: Line, handset: Handset, card: SoundCard) -> str:
    """Hold a call until it ends. Returns why it ended.

    When a device goes away the call is on hold, and time stands still, until there is another one or the caller
    leaves; after ``ON_HOLD`` seconds nobody waits any longer.
    """
    company = SILENCE
    # Threads that decode and think give way to the one that keeps the pace, a quarter of a frame sooner than usual.
    sys.setswitchinterval(0.001)
    try:
        while line.ended is None:
            try:
                caller = card.exchange(_at_volume(company, handset.volume))
            except DeviceLost as lost:
                line.note("device.lost", {"direction": lost.direction, "name": lost.name})
                handset.on_hold = str(lost)
                _wait_for_a_device(line, handset, card, lost)
                handset.on_hold = ""
                continue
            for kind, fields in card.news():
                line.note(kind, fields)
            handset.pass_on(line)
            if handset.muted:
                caller = SILENCE
            company = line.step(caller)
            handset.show(line, caller, company)
        return line.ended
    finally:
        for kind, fields in card.news(at_end=True):
            line.note(kind, fields)


def _wait_for_a_device(line: Line, handset: Handset, card: SoundCard, lost: DeviceLost) -> None:
    begun = time.monotonic()
    while not card.reopen(lost):
        handset.pass_on(line)
        if line.ended is not None:
            return
        if time.monotonic() - begun > ON_HOLD:
            handset.leave()
        time.sleep(LOOK_AGAIN)
    line.note("device.changed", {"seconds": round(time.monotonic() - begun, 3)})


def _at_volume(samples: Samples, volume: float) -> Samples:
    if volume >= 1.0:
        return samples
    quieter: Samples = (samples * max(0.0, volume)).astype(np.int16)
    return quieter
