"""Somebody who answers, asks what the form asks, and passes the caller on."""

from __future__ import annotations

from voiceapp.dialogue import scenario
from voiceapp.dialogue.acts.base import SILENCE, ActInPlay
from voiceapp.dialogue.session import Session
from voiceapp.dialogue.turn import Pending
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

QUESTIONS_MORE = 2
"""Turns an agent who has just asked something stays beyond their time."""

GOODBYES = 3
"""How often a caller has to take leave before it is taken for one."""


class AgentInPlay(ActInPlay):
    """One stretch with an agent: an opening, turns of the caller each answered by a trick, a parting."""

    can_be_interrupted = True

    def __init__(self, act: scenario.Agent) -> None:
        self._act = act
        self._left = 0
        self._silences = 0
        self._goodbyes = 0
        self._leaving = False
        self._pending: Pending | None = None
        self._questions = list(act.ask)
        self._unanswered: tuple[Utterance, Meaning] | None = None

    def begin(self, call: Session) -> None:
        call.agent = self._act.agent
        self._left = call.rng.randint(*sorted(self._act.turns))
        for pool in self._act.open:
            call.say(self._act.agent, [pool])
        opening = call.floor.latest
        if opening is None or not opening.text.endswith("?"):
            self._ask(call)
        if call.floor.speaking is None:
            self.quiet(call)

    def quiet(self, call: Session) -> None:
        if self._leaving:
            call.go(self._act.go)
        elif self._unanswered:
            utterance, meaning = self._unanswered
            self._unanswered = None
            self.caller_said(call, utterance, meaning)
        else:
            call.wait(SILENCE)

    def talked_over(self, call: Session, utterance: Utterance, meaning: Meaning) -> None:
        self._unanswered = (utterance, meaning)

    def key_pressed(self, call: Session, key: str) -> None:
        if self._leaving or call.floor.speaking:
            return
        if call.say(self._act.agent, [f"key.{key}", "key"], key=key):
            call.floor.cancel("silence")

    def caller_said(self, call: Session, utterance: Utterance, meaning: Meaning) -> None:
        call.floor.cancel("silence")
        if self._leaving:
            call.go(self._act.go)
        elif not utterance.text:
            if not call.say(self._act.agent, ["noise"]):
                call.wait(SILENCE)
        else:
            self._silences = 0
            self._goodbyes += meaning.intent == "goodbye"
            if self._goodbyes >= GOODBYES:
                call.leave_caller()
            else:
                self._reply(call, utterance, meaning)

    def _reply(self, call: Session, utterance: Utterance, meaning: Meaning) -> None:
        turn = call.turn(utterance, meaning, self._act.agent, self._pending)
        choice = call.planner.choose(turn, call.values(self._act.agent))
        call.last_choice = choice
        self._pending = None
        self._left -= 1
        if choice:
            play = choice.play
            for field, said, recorded in play.writes:
                call.write(field, said, recorded, self._act.agent)
            call.used(play.heard)
            call.speak(self._act.agent, choice.spoken, trick=play.trick, heard=play.heard)
            self._pending = play.expects
        # A question is not trampled on by a parting: who asked one stays for the answer, twice at most.
        asked = choice is not None and choice.spoken.text.endswith("?")
        if choice is None or self._left <= (-QUESTIONS_MORE if asked else 0):
            self._leave(call)
        elif choice.play.expects is None and not asked and self._left > 0:
            self._ask(call)

    def _ask(self, call: Session) -> None:
        while self._questions:
            field = self._questions.pop(0)
            if call.say(self._act.agent, [f"ask.{field}"], gap=0.3):
                self._pending = Pending(kind="ask", field=field)
                return

    def _leave(self, call: Session) -> None:
        self._leaving = True
        if not call.say(self._act.agent, [self._act.close], gap=0.4) and call.floor.speaking is None:
            call.go(self._act.go)

    def timer(self, call: Session, timer: str) -> None:
        self._silences += 1
        if self._silences > self._act.silences:
            if call.input_ended:
                call.leave_caller()
            else:
                self._leave(call)
        elif not call.say(self._act.agent, ["silence"]):
            call.wait(SILENCE)
