"""The telephone in the caller's hand during a live call: what they do with it, and what it shows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from voiceapp.audio.frames import Samples
from voiceapp.audio.level import NO_SOUND, dbfs
from voiceapp.dialogue.events import (
    KEYS,
    CallerAnswered,
    CallerHungUp,
    CallerRangBack,
    InputEnded,
    KeyPressed,
    KeySource,
    LinesClose,
)
from voiceapp.line import Line


class Handset:
    """Every method may be called from any thread; what was done takes effect with the next frame of the call.

    ``muted`` keeps the microphone out; ``volume``, 0..1, is that of the earpiece.
    """

    def __init__(self) -> None:
        self.muted = False
        self.volume = 1.0
        self.caller_level = NO_SOUND
        """Level of the caller's last 20 ms, dB below full scale (root mean square)."""
        self.company_level = NO_SOUND
        """Likewise, of the company as it came over the line."""
        self.partial = ""
        """What has been heard so far of the turn that is being spoken."""
        self.t = 0.0
        self.waits_for: str | None = None
        self.on_hold = ""
        """Why the call stands still: a device is gone; empty while it goes on."""
        self._acts: deque[Callable[[Line], None]] = deque()

    def press(self, key: str, source: KeySource = "window") -> None:
        """Press one of the keys 0-9, * and #. Raises ``ValueError`` for another."""
        if key not in KEYS or len(key) != 1:
            raise ValueError(f"{key!r} is no key; there are {KEYS}")
        self._acts.append(lambda line: line.post(KeyPressed(t=line.t, key=key, source=source)))

    def type(self, text: str) -> None:
        """Say something by typing it."""
        self._acts.append(lambda line: line.type(text))

    def ring_back(self) -> None:
        """Dial the number again after the line went dead; otherwise nothing happens."""
        self._acts.append(lambda line: _if_waiting(line, "ring_back", CallerRangBack(t=line.t)))

    def answer(self) -> None:
        """Pick up when one's own telephone rings; otherwise nothing happens."""
        self._acts.append(lambda line: _if_waiting(line, "answer", CallerAnswered(t=line.t)))

    def hang_up(self) -> None:
        """Put the receiver down. The company may wait for another call."""
        self._acts.append(lambda line: line.post(CallerHungUp(t=line.t)))

    def leave(self) -> None:
        """Put the receiver down for good: the call ends."""
        self._acts.append(_leave)

    def close_down(self) -> None:
        """For the company: let it say its last words and end the call."""
        self._acts.append(lambda line: line.post(LinesClose(t=line.t)))

    def pass_on(self, line: Line) -> None:
        """Let the call know what was done since the last frame. For who holds the line."""
        while self._acts:
            self._acts.popleft()(line)

    def show(self, line: Line, caller: Samples, company: Samples) -> None:
        """Take in what is to be shown after a frame. For who holds the line."""
        self.caller_level, self.company_level = dbfs(caller), dbfs(company)
        self.partial, self.t, self.waits_for = line.partial, line.t, line.waits_for


def _if_waiting(line: Line, what: str, event: CallerRangBack | CallerAnswered) -> None:
    if line.waits_for == what:
        line.post(event)


def _leave(line: Line) -> None:
    line.post(InputEnded(t=line.t))
    if line.ended is None:
        line.post(CallerHungUp(t=line.t))
