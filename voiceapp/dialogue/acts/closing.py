"""How a call ends: the survey, the commercial gesture, the last words."""

from __future__ import annotations

from voiceapp.dialogue import scenario
from voiceapp.dialogue.acts.base import SILENCE, ActInPlay
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.session import Session
from voiceapp.dialogue.tongues import OwnWords
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

SURVEY_SILENCE = 4.0
"""Seconds a survey waits for an answer before it knows it."""

CONTENT = frozenset("yes accept_offer thank".split())
"""Intents with which a gesture is taken as read back."""

MOST_CORRECTIONS = 3
"""Read-backs after which a gesture is ordered as it stands."""


class SurveyInPlay(ActInPlay):
    """Questions about satisfaction. Whatever is answered, what is recorded stands in the scenario."""

    can_be_interrupted = True

    def __init__(self, act: scenario.Survey) -> None:
        self._act = act
        self._open = list(act.questions)
        self._asked: scenario.Question | None = None

    def begin(self, call: Session) -> None:
        call.agent = self._act.voice
        for pool in self._act.open:
            call.say(self._act.voice, [pool])
        self._next(call)

    def _next(self, call: Session) -> None:
        self._asked = self._open.pop(0) if self._open else None
        if self._asked is None:
            for pool in self._act.close:
                call.say(self._act.voice, [pool], gap=0.3)
        else:
            call.say(self._act.voice, [self._asked.ask], gap=0.3)
            question = call.floor.latest
            call.floor.record("survey.asked", question=question.text if question else self._asked.ask)
        if call.floor.speaking is None:
            self.quiet(call)

    def quiet(self, call: Session) -> None:
        if self._asked is None:
            call.go(self._act.go)
        else:
            call.wait(SURVEY_SILENCE)

    def caller_said(self, call: Session, utterance: Utterance, meaning: Meaning) -> None:
        if self._asked:
            self._record(call, utterance.text)
        else:
            call.go(self._act.go)

    def key_pressed(self, call: Session, key: str) -> None:
        if self._asked:
            call.floor.stop()
            self._record(call, key)

    def timer(self, call: Session, timer: str) -> None:
        if self._asked:
            self._record(call, "")

    def _record(self, call: Session, said: str) -> None:
        question = self._asked
        if question is None:
            return
        call.floor.cancel("silence")
        recorded = call.own(call.rng.choice(question.recorded))
        call.floor.record("survey.recorded", said=said, recorded=call.spoken(recorded))
        pools = [question.thank] if said else [f"{question.thank}.silent", question.thank]
        call.say(self._act.voice, pools, said=said, recorded=recorded)
        self._next(call)


class GestureInPlay(ActInPlay):
    """The company would like to give something. What is wished for is taken down wrong, twice, and confirmed."""

    can_be_interrupted = True

    def __init__(self, act: scenario.Gesture) -> None:
        self._act = act
        self._asked = ""
        self._recorded: str | OwnWords = ""
        self._corrected = 0
        self._leaving = False

    def begin(self, call: Session) -> None:
        call.agent = self._act.agent
        for pool in self._act.open:
            call.say(self._act.agent, [pool], gap=0.3)
        if call.floor.speaking is None:
            self.quiet(call)

    def quiet(self, call: Session) -> None:
        if self._leaving:
            call.go(self._act.go)
        else:
            call.wait(SILENCE)

    def caller_said(self, call: Session, utterance: Utterance, meaning: Meaning) -> None:
        call.floor.cancel("silence")
        if self._leaving:
            call.go(self._act.go)
        elif not utterance.text:
            call.wait(SILENCE)
        elif self._recorded and (meaning.intent in CONTENT or self._corrected >= MOST_CORRECTIONS):
            self._deliver(call)
        else:
            self._take_down(call, utterance, meaning)

    def _take_down(self, call: Session, utterance: Utterance, meaning: Meaning) -> None:
        wish = _wish(utterance, meaning, call.tongue.nays)
        # A bare "no" names nothing new: what is on file gets worse, not right.
        reading = _reading(call, wish or call.spoken(self._recorded) or utterance.text, self._act.agent)
        self._asked = wish or self._asked or utterance.text
        if reading:
            call.used(reading.text)
            self._recorded = reading.quotable
        self._recorded = self._recorded or call.own(self._act.otherwise)
        pool = self._act.insist if self._corrected else self._act.read_back
        self._corrected += 1
        call.write("gesture", self._asked, self._recorded, self._act.agent)
        said = call.say(self._act.agent, [pool, self._act.insist], heard=self._recorded, said=wish or utterance.text)
        if not said:
            self._deliver(call)

    def timer(self, call: Session, timer: str) -> None:
        self._corrected += 1
        if self._corrected > MOST_CORRECTIONS or call.input_ended or not call.say(self._act.agent, [self._act.silent]):
            self._deliver(call)

    def _deliver(self, call: Session) -> None:
        self._recorded = self._recorded or call.own(self._act.otherwise)
        self._leaving = True
        call.write("gesture", self._asked, self._recorded, self._act.agent)
        call.floor.record("gesture", asked=self._asked, recorded=call.spoken(self._recorded))
        for pool in self._act.deliver:
            call.say(self._act.agent, [pool], gap=0.3, heard=self._recorded)
        if call.floor.speaking is None:
            call.go(self._act.go)


def _wish(utterance: Utterance, meaning: Meaning, nays: frozenset[str]) -> str:
    """The thing that is wished for, or the words after a "no"; empty when a turn names nothing."""
    for slot in ("object", "wish"):
        if meaning.slots.get(slot):
            return meaning.slots[slot][-1]
    words = [word for word in utterance.text.casefold().split() if word not in nays]
    return " ".join(words) if meaning.intent == "no" and len(words) <= 4 else ""


def _reading(call: Session, text: str, by: str) -> Candidate | None:
    return next((c for c in call.mishear(Utterance(text=text), by) if c.quotable), None)


class EndingInPlay(ActInPlay):
    """The last words."""

    def __init__(self, act: scenario.Ending) -> None:
        self._act = act

    def begin(self, call: Session) -> None:
        call.agent = self._act.voice
        for pool in self._act.say:
            call.say(self._act.voice, [pool], gap=0.3)
        if call.floor.speaking is None:
            self.quiet(call)

    def quiet(self, call: Session) -> None:
        call.end(self._act.reason)
