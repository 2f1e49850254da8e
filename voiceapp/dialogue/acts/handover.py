"""How a caller gets from one to the next: transfer, a line that goes dead, a call-back."""

from __future__ import annotations

from dataclasses import replace

from voiceapp.dialogue import scenario
from voiceapp.dialogue.actions import Await
from voiceapp.dialogue.acts.base import ActInPlay
from voiceapp.dialogue.scenario import DEAD
from voiceapp.dialogue.session import Session
from voiceapp.dialogue.utterance import Utterance

CUT_AT = 0.7
"""The part of a sentence after which the line goes dead, when the line does not mark it with a bar."""

GONE = 3.0
"""Seconds after which a dead line is given up when nobody can ring back any more."""


HUNG_UP = 30.0
"""Seconds in which somebody who hung up can still dial again."""


class TransferInPlay(ActInPlay):
    """The caller is handed on, and the case file takes a knock. Who hands them on is not spoken to meanwhile."""

    can_start_over = True

    def __init__(self, act: scenario.Transfer) -> None:
        self._act = act

    def begin(self, call: Session) -> None:
        giver = call.whoever_speaks(besides=self._act.to)
        taker = call.scenario.cast[self._act.to]
        call.floor.record("transfer", **{"from": giver, "to": self._act.to, "warm": self._act.warm})
        for _ in range(self._act.damage):
            self._damage(call)
        call.say(giver, [self._act.brief], to=taker)
        if self._act.warm:
            call.say(self._act.to, [self._act.reply], giver=call.scenario.cast[giver], gap=0.5)
        call.agent = self._act.to
        if call.floor.speaking is None:
            call.go(self._act.go)

    def _damage(self, call: Session) -> None:
        fields = [field for field in call.case.filled if field != "number"]
        for field in call.rng.sample(fields, len(fields)):
            entry = call.case.get(field)
            for worse in call.mishear(Utterance(text=entry.recorded), self._act.to) if entry else ():
                recorded = worse.text if field == "problem" else worse.quotable
                # What was misheard twice may come out right: that would be no damage.
                if entry and recorded.casefold() != entry.said.casefold():
                    call.used(worse.text)
                    call.write(field, entry.said, recorded, self._act.to)
                    return

    def quiet(self, call: Session) -> None:
        call.go(self._act.go)


class CutInPlay(ActInPlay):
    """The line goes dead in mid-sentence. Whoever rings back begins again; the case file stays."""

    def __init__(self, act: scenario.Cut) -> None:
        self._act = act
        self._dead = False

    def begin(self, call: Session) -> None:
        speaker = self._act.agent or call.whoever_speaks()
        spoken = call.line(speaker, [self._act.say])
        if spoken is None:
            self._cut(call)
            return
        heard, whole, until = _broken_off(spoken.text)
        captions = {language: _broken_off(text)[0] for language, text in spoken.captions.items()}
        spoken = replace(spoken, text=whole, captions=captions)
        call.speak(speaker, spoken, gap=0.3, until=until, broken_off=heard)

    def timer(self, call: Session, timer: str) -> None:
        if timer == "tone":
            call.floor.play(self._act.tone, loop=True, line=call.scenario.line)
        else:
            call.leave_caller()

    def quiet(self, call: Session) -> None:
        self._cut(call)

    def _cut(self, call: Session) -> None:
        if self._dead:
            return
        self._dead = True
        call.floor.record("cut.off")
        call.floor.background("")
        call.floor.play("click", line=DEAD)
        call.floor.timer("tone", call.t + self._act.dead)
        call.floor.timer("gone", call.t + (GONE if call.input_ended else self._act.wait))
        call.floor.wait_for_caller(Await(what="ring_back"))

    def rang_back(self, call: Session) -> None:
        if self._dead:
            call.ring_again(self._act.go)

    def input_ended(self, call: Session) -> None:
        if self._dead:
            call.floor.timer("gone", call.t + GONE)


def _broken_off(text: str) -> tuple[str, str, float]:
    """What is heard of a line that goes dead, the whole of it, and the part that is heard, 0..1.

    A bar in the line marks the place: ``"it is under the | doormat"``.
    """
    before, bar, after = (part.strip() for part in text.partition("|"))
    if not bar:
        words = text.split()
        count = max(1, round(len(words) * CUT_AT))
        before, after = " ".join(words[:count]), " ".join(words[count:])
    whole = f"{before} {after}".strip()
    return f"{before}—", whole, len(before) / max(1, len(whole))


class HungUpInPlay(ActInPlay):
    """The caller put the receiver down, and may dial again."""

    def begin(self, call: Session) -> None:
        call.floor.record("caller.hung_up")
        call.floor.timer("gone", call.t + HUNG_UP)
        call.floor.wait_for_caller(Await(what="ring_back"))

    def timer(self, call: Session, timer: str) -> None:
        call.end("caller hung up")

    def rang_back(self, call: Session) -> None:
        call.ring_again(call.scenario.rang_again)


class CallbackInPlay(ActInPlay):
    """The company hangs up, and a moment later the caller's own telephone rings."""

    def __init__(self, act: scenario.Callback) -> None:
        self._act = act
        self._answered = False

    def begin(self, call: Session) -> None:
        call.floor.play("click", line=DEAD)
        call.floor.timer("dial", call.t + self._act.after)

    def timer(self, call: Session, timer: str) -> None:
        if timer == "dial":
            call.floor.record("callback", agent=self._act.agent)
            call.floor.play("telephone", loop=True, line=DEAD)
            call.floor.timer("unanswered", call.t + (GONE if call.input_ended else self._act.rings))
            call.floor.wait_for_caller(Await(what="answer"))
        elif timer == "unanswered":
            # The company is not put off: it takes the ringing for a yes.
            self.answered(call)

    def answered(self, call: Session) -> None:
        if not self._answered:
            self._answered = True
            call.agent = self._act.agent
            call.go(self._act.go)

    def input_ended(self, call: Session) -> None:
        pass  # the telephone rings all the same
