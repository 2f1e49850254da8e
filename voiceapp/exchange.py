"""Between the pure call and the world: timers, the journal, and who gets which action.

Both ways of running a call use it: the Line, frame by frame with sound, and the typed rehearsal, which jumps from
one event to the next.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from voiceapp import __version__
from voiceapp.dialogue.actions import Action, Await, CancelTimer, EndCall, Record, Say, SetTimer
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.comprehension import Comprehension
from voiceapp.dialogue.events import CallerAnswered, CallerRangBack, Event, SpeechFinished, TimerFired
from voiceapp.dialogue.scenario import Scenario
from voiceapp.errors import UsageFault
from voiceapp.journal import Journal


class Stage(Protocol):
    """What speaks and plays. Its speeches are over when it says so by an event."""

    def perform(self, action: Action, t: float) -> None:
        """Carry out an action at ``t`` seconds."""
        ...


class Exchange:
    """Passes events to the call and its actions to timers, journal and stage, in order."""

    def __init__(self, call: Call, stage: Stage, journal: Journal) -> None:
        self.call = call
        self.waits_for: str | None = None
        """What the caller is to do now: see ``Await``; ``None`` while it is the company's turn."""
        self.ended: str | None = None
        self._stage = stage
        self._journal = journal
        self._timers: dict[str, float] = {}
        self._order: list[tuple[float, int, str]] = []
        self._set = 0

    def post(self, event: Event) -> None:
        """Let the call know of ``event`` and do what it wants done."""
        match event:
            case SpeechFinished() | TimerFired():
                pass
            case CallerRangBack() | CallerAnswered():
                self.waits_for = None
            case _ if self.waits_for == "speech":
                self.waits_for = None  # the caller has taken the turn; into a dead line one may speak in vain
        for action in self.call.receive(event):
            self._carry_out(action, event.t)

    def _carry_out(self, action: Action, t: float) -> None:
        match action:
            case Record():
                self._journal.write(t, action.kind, action.fields)
            case SetTimer():
                self._set += 1
                self._timers[action.timer] = action.at
                heapq.heappush(self._order, (action.at, self._set, action.timer))
            case CancelTimer():
                self._timers.pop(action.timer, None)
            case Await():
                self.waits_for = action.what
            case EndCall():
                self.ended = action.reason
                self._timers.clear()
                self._stage.perform(action, t)
            case _:
                if isinstance(action, Say):
                    self.waits_for = None
                self._stage.perform(action, t)

    @property
    def next_timer(self) -> float | None:
        """When the next timer runs out, in seconds of call time."""
        while self._order and self._timers.get(self._order[0][2]) != self._order[0][0]:
            heapq.heappop(self._order)  # cancelled, or set anew to another time
        return self._order[0][0] if self._order else None

    def fire_timers(self, t: float) -> None:
        """Fire, in order, all timers that have run out by ``t``."""
        while (due := self.next_timer) is not None and due <= t:
            timer = heapq.heappop(self._order)[2]
            del self._timers[timer]
            self.post(TimerFired(t=t, timer=timer))


def note_beginning(journal: Journal, scenario: Scenario, seed: int) -> None:
    """Write ``call.started``, with all that one needs to know of the company to read the journal."""
    cast = {
        key: {"name": member.name, "department": member.department, "role": member.role}
        for key, member in scenario.cast.items()
    }
    fields = {
        "scenario": scenario.name,
        "seed": seed,
        "version": __version__,
        "title": scenario.title,
        "company": scenario.company,
        "number": scenario.number,
        "language": scenario.language,
        "cast": cast,
    }
    journal.write(0.0, "call.started", fields)


def new_call(
    scenario: Scenario,
    comprehension: Comprehension,
    *,
    seed: int,
    start: str | None,
    recalled: Sequence[Mapping[str, Any]] = (),
) -> Call:
    """A call of this scenario, or one that takes another up. Raises ``UsageFault`` for a ``start`` that is no act."""
    try:
        return Call(scenario, seed=seed, comprehension=comprehension, start=start, recalled=recalled)
    except ValueError as fault:
        raise UsageFault(f"--from: {fault}") from None
