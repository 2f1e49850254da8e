"""A call held with a persona, in virtual time and without sound: the Call, its Exchange and the rehearsal's stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from personas import NOTHING, Moment, Persona, Reply

from voiceapp import __version__
from voiceapp.dialogue.actions import Action, PauseSpeaking, ResumeSpeaking, Say, StopSpeaking
from voiceapp.dialogue.comprehension import Comprehension
from voiceapp.dialogue.events import (
    CallerAnswered,
    CallerRangBack,
    CallerSaid,
    CallerStarted,
    CallPlaced,
    Event,
    KeyPressed,
    TimeUp,
)
from voiceapp.dialogue.pace import speaking_time
from voiceapp.dialogue.scenario import Scenario
from voiceapp.dialogue.utterance import Utterance
from voiceapp.exchange import Exchange, new_call
from voiceapp.journal import Journal
from voiceapp.rehearsal import REACTION, RING_BACK, TimedStage

BETWEEN_KEYS = 0.4


@dataclass(frozen=True, kw_only=True)
class HeldCall:
    """What is left of a call: the journal's lines, and the milliseconds that each turn of the caller took."""

    persona: str
    seed: int
    lines: list[dict[str, Any]]
    turn_ms: list[float]


class _Stage(TimedStage):
    """Knows as well whether a sentence is held, so that nothing ends while the caller talks."""

    held = False

    def perform(self, action: Action, t: float) -> None:
        if isinstance(action, PauseSpeaking):
            self.held = True
        elif isinstance(action, ResumeSpeaking | StopSpeaking | Say):
            self.held = False
        super().perform(action, t)

    @property
    def next_end(self) -> float | None:
        return None if self.held else super().next_end


class _Conversation:
    """``max_seconds`` bounds the call as a last resort; a persona stays on the line to the end."""

    def __init__(
        self, scenario: Scenario, comprehension: Comprehension, persona: Persona, seed: int, max_seconds: float
    ) -> None:
        self.lines: list[dict[str, Any]] = []
        self.turn_ms: list[float] = []
        self._scenario = scenario
        self._persona = persona
        self._max_seconds = max_seconds
        journal = Journal(None, self._note)
        self._journal = journal
        self._stage = _Stage(journal)
        call = new_call(scenario, comprehension, seed=seed, start=None)
        self._exchange = Exchange(call, self._stage, journal)
        self._t = 0.0
        self._kind = ""
        self._first = True
        self._cut_off = False
        self._since: list[Mapping[str, Any]] = []  # what was spoken since the caller's last turn
        self._recorded: list[str] = []
        self._comes_in: float | None = None  # when the caller interrupts the sentence that sounds
        self._ends: float | None = None  # when the caller, who has begun, is done
        journal.write(0.0, "call.started", {"scenario": scenario.name, "seed": seed, "version": __version__})

    def _note(self, line: Mapping[str, Any]) -> None:
        self.lines.append(dict(line))
        match line["kind"]:
            case "act":
                self._kind = type(self._scenario.acts[line["act"]]).__name__.casefold()
                self._first = True
            case "agent.started":
                self._since.append(line)
                after = self._persona.interrupts_now(speaking_time(line["text"]))
                self._comes_in = line["start"] + after if after is not None else None
            case "call.resumed":
                self._cut_off = True
            case "agent.said":
                self._comes_in = None
            case "case.changed" if line["said"].casefold() != line["recorded"].casefold():
                self._recorded.append(line["recorded"])

    def hold(self) -> None:
        exchange = self._exchange
        exchange.post(CallPlaced(t=0.0))
        while exchange.ended is None:
            if exchange.waits_for and self._stage.next_end is None and self._ends is None:
                waited_for, exchange.waits_for = exchange.waits_for, None
                self._caller(waited_for)
            else:
                self._jump()
            if self._t >= self._max_seconds:
                exchange.post(TimeUp(t=self._t))
        self._journal.write(self._t, "call.ended", {"reason": exchange.ended, "duration": round(self._t, 3)})

    def _jump(self) -> None:
        soon = (self._exchange.next_timer, self._stage.next_end, self._comes_in, self._ends)
        due = [at for at in soon if at is not None]
        if not due:
            self._t = self._max_seconds  # the call hangs: the measure shows it by its reason
            return
        self._t = max(self._t, min(due))
        if self._ends is not None and self._ends <= self._t:
            self._ends = None
            self._say(self._persona.answer(self._moment()).words or "hello", self._t)
        elif self._comes_in is not None and self._comes_in <= self._t:
            self._comes_in = None
            self._exchange.post(CallerStarted(t=self._t))
            self._ends = self._t + 1.5
        else:
            for event in self._stage.events(self._t):
                self._exchange.post(event)
            self._exchange.fire_timers(self._t)

    def _moment(self) -> Moment:
        text = " ".join(line["text"] for line in self._since)
        spoken = text.casefold()
        speaker = self._since[-1]["agent"] if self._since else ""
        odd = next((word for word in reversed(self._recorded) if word.casefold() in spoken), "")
        return Moment(
            text=text,
            speaker=speaker,
            role=self._scenario.cast[speaker].role if speaker else "",
            kind=self._kind,
            first=self._first,
            cut_off=self._cut_off,
            odd=odd if len(odd.split()) <= 3 else "",
        )

    def _caller(self, waited_for: str) -> None:
        if waited_for in {"ring_back", "answer"}:
            self._t += RING_BACK
            event: Event = CallerRangBack(t=self._t) if waited_for == "ring_back" else CallerAnswered(t=self._t)
            self._exchange.post(event)
            return
        reply = self._persona.answer(self._moment())
        if reply.keys:
            self._press(reply)
        elif reply != NOTHING:
            start = self._t + REACTION
            self._exchange.post(CallerStarted(t=start))
            self._t = start + speaking_time(reply.words) + REACTION / 2
            self._say(reply.words, start)

    def _press(self, reply: Reply) -> None:
        self._since.clear()
        for key in reply.keys:
            self._t += BETWEEN_KEYS
            self._exchange.post(KeyPressed(t=self._t, key=key, source="text"))

    def _say(self, words: str, start: float) -> None:
        self._since.clear()
        self._first = False
        self._cut_off &= self._kind != "agent"
        said = CallerSaid(t=self._t, start=round(start, 3), end=round(self._t, 3), utterance=Utterance(text=words))
        before = perf_counter()
        self._exchange.post(said)
        self.turn_ms.append((perf_counter() - before) * 1000)


def hold(
    scenario: Scenario, comprehension: Comprehension, persona: Persona, *, seed: int, max_seconds: float = 3600.0
) -> HeldCall:
    """Hold a whole call. The same scenario, persona and seeds give the same lines."""
    conversation = _Conversation(scenario, comprehension, persona, seed, max_seconds)
    conversation.hold()
    return HeldCall(persona=persona.name, seed=seed, lines=conversation.lines, turn_ms=conversation.turn_ms)
