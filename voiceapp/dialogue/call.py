"""The dialogue manager: events in, actions out, nothing else.

``Call.receive`` takes what happened and returns what to do. The acts of the scenario (see ``acts``) decide; here is
what is so in every act: ringing, barge-in, what the caller said going on record, the way from act to act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from voiceapp.dialogue.actions import Action
from voiceapp.dialogue.acts import ActInPlay, EndingInPlay, HungUpInPlay, play
from voiceapp.dialogue.barge_in import BargeIn
from voiceapp.dialogue.comprehension import Comprehension
from voiceapp.dialogue.events import (
    CallerAnswered,
    CallerHungUp,
    CallerRangBack,
    CallerSaid,
    CallerStarted,
    CallerWords,
    CallPlaced,
    Event,
    HeardSelf,
    InputEnded,
    KeyPressed,
    LinesClose,
    SpeechFinished,
    TimerFired,
    TimeUp,
)
from voiceapp.dialogue.recall import recall, taken_up
from voiceapp.dialogue.scenario import Callback, Scenario, branches
from voiceapp.dialogue.session import RING, Session
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

ACTS_IN_ONE_STEP = 12
"""Acts that may go by without a word; more mean that a circle of them has run out of lines."""


class Call:
    """One telephone call to the company.

    With ``recalled``, the journal lines of a call that was torn off, the company calls back and goes on with it. Raises
    ``ValueError`` for a ``start`` that is no act of the scenario. Any sequence of events is accepted; time
    that runs back is taken for the time before; after the end every event gives no action.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        seed: int,
        comprehension: Comprehension,
        start: str | None = None,
        recalled: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        if start is not None and start not in scenario.acts:
            raise ValueError(f"there is no act {start!r}; there are {', '.join(scenario.acts)}")
        self.session = Session(scenario, seed=seed, comprehension=comprehension)
        self._start = start or scenario.start
        self._act = ActInPlay()
        self._barge_in = BargeIn(self.session)
        self._calls_back: Callback | None = None
        if recalled:
            recall(self.session, recalled)
            self._calls_back = taken_up(scenario, recalled)
            self.session.visits[str(self._calls_back.go)] -= 1  # it goes on, it does not come again

    def copy(self) -> Call:
        """One that goes its own way from here, so that one can see what would happen."""
        shared = (self.session.scenario, self.session.comprehension)
        return deepcopy(self, {id(part): part for part in shared})

    @property
    def ended(self) -> bool:
        """Whether the call is over."""
        return self.session.ended

    def receive(self, event: Event) -> tuple[Action, ...]:
        """Everything the company does because of ``event``, in order."""
        session = self.session
        if session.ended:
            return ()
        session.t = session.floor.t = max(session.t, event.t)
        self._happened(event)
        for _ in range(ACTS_IN_ONE_STEP):
            if session.next_act is None or session.ended:
                break
            self._enter(session.next_act)
        else:
            session.end("nothing left to say")
        return session.floor.take()

    def _happened(self, event: Event) -> None:
        session = self.session
        match event:
            case CallPlaced() if self._calls_back:
                self._act = play(self._calls_back, "")
                self._act.begin(session)
            case CallPlaced():
                if session.times_rung == 0:
                    session.ring(self._start)
            case CallerStarted():
                self._barge_in.voice(self._act)
            case CallerWords():
                self._barge_in.words(self._act, event.text)
            case HeardSelf():
                session.floor.record("heard.self", start=event.start, end=event.end, text=event.text)
                self._barge_in.not_the_caller(self._act)
            case CallerSaid():
                self._caller_said(event)
            case KeyPressed():
                session.floor.record("key.pressed", key=event.key, source=event.source)
                session.mood.key(event.key)
                self._act.key_pressed(session, event.key)
            case SpeechFinished():
                if session.floor.finished(event.speech):
                    self._all_said()
            case TimerFired():
                self._timer(event.timer)
            case CallerRangBack():
                if session.behind_the_ringing is None:
                    self._act.rang_back(session)
            case CallerAnswered():
                self._act.answered(session)
            case CallerHungUp():
                self._hung_up()
            case InputEnded():
                if not session.input_ended:
                    session.input_ended = True
                    session.floor.resume()
                    self._act.input_ended(session)
            case LinesClose():
                if not isinstance(self._act, EndingInPlay):
                    session.behind_the_ringing = None
                    session.next_act = session.scenario.abandoned
            case TimeUp():
                session.end("time is up")

    def _enter(self, name: str) -> None:
        session = self.session
        act = session.scenario.acts[name]
        session.next_act = None
        session.floor.clear()
        session.visits[name] += 1
        session.enter(act)
        self._barge_in.act_begins()
        session.floor.record("act", act=name)
        self._act = play(act, name)
        if self._calls_back:
            session.say(self._calls_back.agent, ["resumed"])
            self._calls_back = None
        self._act.begin(session)

    def _timer(self, timer: str) -> None:
        session = self.session
        if not session.floor.fired(timer):
            return
        if timer == RING and session.behind_the_ringing:
            session.next_act, session.behind_the_ringing = session.behind_the_ringing, None
        elif not self._barge_in.timer(timer):
            self._act.timer(session, timer)

    def _all_said(self) -> None:
        answer = self._barge_in.answered_ahead(self._act)
        if answer:
            self._answer(*answer)
        else:
            self._act.quiet(self.session)

    def _caller_said(self, event: CallerSaid) -> None:
        session, utterance = self.session, event.utterance
        meaning = session.comprehension.understand(utterance)
        session.floor.record(
            "caller.said",
            start=event.start,
            end=event.end,
            text=utterance.text,
            confidence=round(utterance.confidence, 4),
            alternatives=[{"text": a.text, "probability": round(a.probability, 4)} for a in utterance.alternatives],
            intent=meaning.intent,
            slots={name: list(values) for name, values in meaning.slots.items()},
        )
        was_speaking = session.floor.speaking is not None
        if self._barge_in.takes_the_floor(self._act, utterance, meaning):
            self._answer(utterance, meaning, talked_over=was_speaking)

    def _answer(self, utterance: Utterance, meaning: Meaning, *, talked_over: bool = False) -> None:
        session = self.session
        session.talked_over = talked_over
        session.mood.hear(meaning)
        self._act.caller_said(session, utterance, meaning)
        session.earlier.append(meaning)
        session.talked_over = False

    def _hung_up(self) -> None:
        session = self.session
        if session.input_ended or not branches(session.scenario.rang_again):
            session.end("caller hung up")
            return
        session.floor.clear()
        session.floor.background("")
        session.behind_the_ringing = None
        self._act = HungUpInPlay()
        self._act.begin(session)
