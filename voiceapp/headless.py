"""Pumps the line from audio files, as fast as the machine goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from voiceapp.audio.frames import FRAME_SECONDS, SILENCE, Samples
from voiceapp.dialogue.events import CallerAnswered, CallerRangBack, InputEnded
from voiceapp.line import Line

REACTION = 0.4
"""Seconds a caller leaves between the company's last word and their own first one."""

RING_BACK = 4.0
"""Seconds a caller listens to the dead line before dialling again, or to their own telephone before picking up."""


class _Later:
    """Something that happens once a number of frames have gone by."""

    def __init__(self) -> None:
        self._left: int | None = None

    def start(self, seconds: float) -> None:
        if self._left is None:
            self._left = round(seconds / FRAME_SECONDS)

    def tick(self) -> bool:
        """Count a frame. Returns whether the time has come, once."""
        if self._left is None:
            return False
        self._left -= 1
        if self._left > 0:
            return False
        self._left = None
        return True


def hold_recording(line: Line, recording: Iterator[Samples]) -> str:
    """Play one long recording of a caller against the company as time passes. Returns why the call ended."""
    ring_back = _Later()
    over = False
    while line.ended is None:
        frame = None if over else next(recording, None)
        if frame is None and not over:
            over = True
            line.post(InputEnded(t=line.t))
        line.step(SILENCE if frame is None else frame)
        if line.waits_for in ("ring_back", "answer") and not over:
            ring_back.start(RING_BACK)
        if ring_back.tick():
            _use_the_telephone(line)
    return line.ended


def _use_the_telephone(line: Line) -> None:
    """Dial again, or pick up, as the case may be by now."""
    if line.waits_for == "ring_back":
        line.post(CallerRangBack(t=line.t))
    elif line.waits_for == "answer":
        line.post(CallerAnswered(t=line.t))


def hold_turns(line: Line, next_turn: Callable[[], Iterator[Samples] | None]) -> str:
    """Play recordings one by one, each when the company has finished and waits. Returns why the call ended.

    ``next_turn`` is asked for a recording when it is the caller's turn; ``None`` says that there is no more.
    """
    playing: Iterator[Samples] | None = None
    begin, ring_back = _Later(), _Later()
    over = False
    while line.ended is None:
        frame = next(playing, None) if playing else None
        if frame is None:
            playing = None
        line.step(SILENCE if frame is None else frame)
        if line.waits_for == "speech" and playing is None and not over:
            begin.start(REACTION)
        elif line.waits_for in ("ring_back", "answer"):
            ring_back.start(RING_BACK)
        if begin.tick() and playing is None and not over:
            playing = next_turn()
            if playing is None:
                over = True
                line.post(InputEnded(t=line.t))
        if ring_back.tick():
            _use_the_telephone(line)
    return line.ended
