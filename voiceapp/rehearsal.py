"""The call typed: every line is what the caller says, in virtual time and without sound."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator

from voiceapp.dialogue.actions import (
    Action,
    EndCall,
    PauseSpeaking,
    ResumeSpeaking,
    Say,
    StopSpeaking,
)
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.events import (
    CallerAnswered,
    CallerHungUp,
    CallerRangBack,
    CallerSaid,
    CallerStarted,
    CallPlaced,
    InputEnded,
    KeyPressed,
    SpeechFinished,
    TimeUp,
)
from voiceapp.dialogue.pace import speaking_time
from voiceapp.dialogue.utterance import Utterance
from voiceapp.exchange import Exchange
from voiceapp.journal import UNFINISHED, Journal

REACTION = 0.4
"""Seconds between the end of the company's sentence and the typed caller's first word."""

HANG_UP = "/hangup"
"""A typed line that puts the receiver down; the next line dials again."""

RING_BACK = 3.0
"""Seconds of dead line before the typed caller dials again, or of ringing before they pick up."""


class TimedStage:
    """A stage without sound: a speech takes as long as its words would."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._queue: deque[Say] = deque()
        self._start = 0.0
        self._finished: deque[SpeechFinished] = deque()

    def perform(self, action: Action, t: float) -> None:
        """Take an action; sounds are left out."""
        match action:
            case Say():
                self._queue.append(action)
                if len(self._queue) == 1:
                    self._begin(t)
            case StopSpeaking():
                self._stop(t)
            case PauseSpeaking() | ResumeSpeaking():
                pass  # a typed caller is done as soon as begun
            case EndCall():
                self._stop(t)
            case _:
                pass

    def _begin(self, t: float) -> None:
        say = self._queue[0]
        self._start = t + say.gap
        self._journal.speech_started(say, t, self._start)

    def _stop(self, t: float) -> None:
        if self._queue:
            say = self._queue[0]
            self._journal.speech_over(say, t, self._start, max(t, self._start), interrupted=True)
            self._finished.extend(SpeechFinished(t=t, speech=say.speech, interrupted=True) for say in self._queue)
            self._queue.clear()

    @property
    def next_end(self) -> float | None:
        """When the speech that sounds now will be over."""
        if self._finished:
            return self._finished[0].t
        return self._start + speaking_time(self._queue[0].text) * self._queue[0].until if self._queue else None

    def events(self, t: float) -> Iterator[SpeechFinished]:
        """Speeches that are over by ``t``."""
        while (end := self.next_end) is not None and end <= t:
            if self._finished:
                yield self._finished.popleft()
                continue
            say = self._queue.popleft()
            self._journal.speech_over(say, end, self._start, end)
            if self._queue:
                self._begin(end)
            yield SpeechFinished(t=end, speech=say.speech)


class Rehearsal:
    """Holds a typed call. ``lines`` yields what is typed, without line ends; it is asked for when it is wanted."""

    def __init__(
        self,
        call: Call,
        journal: Journal,
        lines: Iterator[str],
        *,
        max_seconds: float,
        after_turn: Callable[[Call], None] = lambda call: None,
    ) -> None:
        self._stage = TimedStage(journal)
        self._exchange = Exchange(call, self._stage, journal)
        self._journal = journal
        self._lines = lines
        self._max_seconds = max_seconds
        self._after_turn = after_turn
        self._t = 0.0

    def run(self) -> str:
        """Hold the call to its end, which is noted even if it is interrupted. Returns the reason for which it ended."""
        exchange = self._exchange
        try:
            exchange.post(CallPlaced(t=0.0))
            while exchange.ended is None:
                if exchange.waits_for and self._stage.next_end is None:
                    waited_for, exchange.waits_for = exchange.waits_for, None
                    self._caller(waited_for)
                else:
                    self._jump()
                if self._t >= self._max_seconds:
                    exchange.post(TimeUp(t=self._t))
        finally:
            reason = exchange.ended or UNFINISHED
            if not exchange.ended:
                self._stage.perform(EndCall(reason=reason), self._t)
            self._journal.write(self._t, "call.ended", {"reason": reason, "duration": round(self._t, 3)})
        return reason

    def _jump(self) -> None:
        """Go to the next thing that happens by itself."""
        due = [at for at in (self._exchange.next_timer, self._stage.next_end) if at is not None]
        if not due:  # nothing will ever happen any more: no call may hang
            self._t = self._max_seconds
            return
        self._t = max(self._t, min(due))
        for event in self._stage.events(self._t):
            self._exchange.post(event)
        self._exchange.fire_timers(self._t)

    def _caller(self, waited_for: str) -> None:
        if waited_for == "answer":
            self._t += RING_BACK
            self._exchange.post(CallerAnswered(t=self._t))
            return
        line = next(self._lines, None)
        if line is None:
            self._exchange.post(InputEnded(t=self._t))
            return
        if waited_for == "ring_back":
            self._lines = _put_back(line, self._lines)
            self._t += RING_BACK
            self._exchange.post(CallerRangBack(t=self._t))
            return
        keys = re.fullmatch(r"#([0-9*#]+)", line.strip())
        if line.strip() == HANG_UP:
            self._exchange.post(CallerHungUp(t=self._t))
        elif keys:
            for key in keys[1]:
                self._t += 0.25
                self._exchange.post(KeyPressed(t=self._t, key=key, source="text"))
        elif line.strip():
            self._say(" ".join(line.split()))
        self._after_turn(self._exchange.call)

    def _say(self, text: str) -> None:
        start = self._t + REACTION
        self._exchange.post(CallerStarted(t=start))
        end = start + speaking_time(text)
        self._t = end + REACTION / 2
        self._exchange.post(
            CallerSaid(t=self._t, start=round(start, 3), end=round(end, 3), utterance=Utterance(text=text))
        )


def _put_back(line: str, lines: Iterator[str]) -> Iterator[str]:
    yield line
    yield from lines
