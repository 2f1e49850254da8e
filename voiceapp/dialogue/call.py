"""The dialogue manager: events in, actions out, nothing else.

``Call.receive`` takes what happened and returns what to do. The acts of the scenario (see ``acts``) decide; here is
what is so in every act: ringing, barge-in, what the caller said going on record, the way from act to act.
"""

from __future__ import annotations

from copy import deepcopy

from voiceapp.dialogue.actions import Action
from voiceapp.dialogue.acts import ActInPlay, HungUpInPlay, play
from voiceapp.dialogue.comprehension import Comprehension
from voiceapp.dialogue.events import (
    CallerAnswered,
    CallerHungUp,
    CallerRangBack,
    CallerSaid,
    CallerStarted,
    CallPlaced,
    Event,
    InputEnded,
    KeyPressed,
    SpeechFinished,
    TimerFired,
    TimeUp,
)
from voiceapp.dialogue.scenario import Scenario, branches
from voiceapp.dialogue.session import RING, Session

BACK_CHANNELS = frozenset(
    "uh-huh|uh huh|mm|mhm|mm-hm|hmm|hm|okay|ok|right|yeah|yes|i see|sure|ah|oh|huh|the|all right".split("|")
)
"""Words that show listening and do not ask for the floor (Yngve 1970); "the" is how the model hears a breath."""

ACTS_IN_ONE_STEP = 12
"""Acts that may go by without a word; more mean that a circle of them has run out of lines."""


class Call:
    """One telephone call to the company.

    Raises ``ValueError`` for a ``start`` that is no act of the scenario. Any sequence of events is accepted; time
    that runs back is taken for the time before; after the end every event gives no action.
    """

    def __init__(
        self, scenario: Scenario, *, seed: int, comprehension: Comprehension, start: str | None = None
    ) -> None:
        if start is not None and start not in scenario.acts:
            raise ValueError(f"there is no act {start!r}; there are {', '.join(scenario.acts)}")
        self.session = Session(scenario, seed=seed, comprehension=comprehension)
        self._start = start or scenario.start
        self._act = ActInPlay()

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
        session.t = max(session.t, event.t)
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
            case CallPlaced():
                if session.times_rung == 0:
                    session.ring(self._start)
            case CallerStarted():
                self._caller_started()
            case CallerSaid():
                self._caller_said(event)
            case KeyPressed():
                session.floor.record("key.pressed", key=event.key, source=event.source)
                session.mood.key(event.key)
                self._act.key_pressed(session, event.key)
            case SpeechFinished():
                if session.floor.finished(event.speech):
                    self._act.quiet(session)
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
            case TimeUp():
                session.end("time is up")

    def _enter(self, name: str) -> None:
        session = self.session
        act = session.scenario.acts[name]
        session.next_act = None
        session.floor.clear()
        session.visits[name] += 1
        session.enter(act)
        session.floor.record("act", act=name)
        self._act = play(act, name)
        self._act.begin(session)

    def _timer(self, timer: str) -> None:
        session = self.session
        if not session.floor.fired(timer):
            return
        if timer == RING and session.behind_the_ringing:
            session.next_act, session.behind_the_ringing = session.behind_the_ringing, None
        else:
            self._act.timer(session, timer)

    def _caller_started(self) -> None:
        floor = self.session.floor
        floor.cancel("silence")
        speaking = floor.speaking
        if speaking and self._act.can_be_interrupted and self._barge_in(speaking.agent) != "talks_on":
            floor.pause()

    def _barge_in(self, name: str) -> str:
        return self.session.scenario.cast[name].barge_in

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
        speaking = session.floor.speaking
        if speaking:
            if not utterance.text or utterance.text.casefold() in BACK_CHANNELS:
                session.floor.resume()
                return
            if not self._act.can_be_interrupted:
                return
            if self._barge_in(speaking.agent) == "talks_on":
                self._act.talked_over(session, utterance, meaning)
                return
            session.floor.stop()
        session.talked_over = speaking is not None
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
