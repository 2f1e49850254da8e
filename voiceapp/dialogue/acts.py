"""The acts a call is made of, in play: menu, hold, agent, transfer, cut line, ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voiceapp.dialogue import scenario
from voiceapp.dialogue.actions import Await
from voiceapp.dialogue.turn import Pending
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

if TYPE_CHECKING:
    from voiceapp.dialogue.call import Call

SILENCE = 5.0
"""Seconds an agent waits for a word before saying something."""

MENU_SILENCE = 3.5
"""Seconds a menu waits for a key."""

SECONDS_A_WORD = 0.38
"""Length of a spoken word at 160 words a minute, to know about where the middle of a sentence is."""

GOODBYES = 3
"""How often a caller has to take leave before it is taken for one."""


class ActInPlay:
    """What happens in an act. Everything that is not overridden leaves the call as it is."""

    can_be_interrupted = False

    def begin(self, call: Call) -> None:
        """The act begins; nothing of the one before sounds any more."""

    def caller_said(self, call: Call, utterance: Utterance, meaning: Meaning) -> None:
        """The caller's turn is over, and nobody on the company's side speaks."""

    def talked_over(self, call: Call, utterance: Utterance, meaning: Meaning) -> None:
        """The caller spoke while somebody who talks on was speaking."""

    def key_pressed(self, call: Call, key: str) -> None:
        """A key was pressed."""

    def quiet(self, call: Call) -> None:
        """All that was to be said has been spoken."""

    def timer(self, call: Call, timer: str) -> None:
        """A timer that this act set has run out."""

    def rang_back(self, call: Call) -> None:
        """The caller dialled again."""

    def input_ended(self, call: Call) -> None:
        """The caller's side is used up: whoever waits for a word need not wait long."""
        if call.floor.speaking is None and call.floor.timers <= {"silence"}:
            call.floor.timer("silence", call.t + 1.0)


class MenuInPlay(ActInPlay):
    """A recorded voice that reads options and is chosen from by key or word."""

    can_be_interrupted = True

    def __init__(self, act: scenario.Menu, name: str) -> None:
        self._act = act
        self._name = name
        self._tries = 0
        self._chosen: scenario.Go | None = None

    def begin(self, call: Call) -> None:
        call.agent = self._act.voice
        call.floor.record("menu", menu=self._name, options=len(self._act.options))
        self._read(call)

    def _read(self, call: Call) -> None:
        said = [call.say(self._act.voice, [pool]) for pool in self._act.open]
        if not any(said):
            call.go(self._act.go)

    def quiet(self, call: Call) -> None:
        if self._chosen is not None:
            call.go(self._chosen)
        else:
            call.wait(MENU_SILENCE)

    def key_pressed(self, call: Call, key: str) -> None:
        if self._chosen is None:
            call.floor.stop()
            self._take(call, next((option for option in self._act.options if key in option.keys), None), key=key)

    def caller_said(self, call: Call, utterance: Utterance, meaning: Meaning) -> None:
        if self._chosen is not None:
            return
        if not utterance.text:
            call.wait(MENU_SILENCE)
            return
        numbers = meaning.slots.get("number", ())
        words = set(utterance.text.casefold().split())
        for option in self._act.options:
            if words & set(option.words) or meaning.intent in option.intents or set(numbers) & set(option.keys):
                self._take(call, option)
                return
        candidates = call.mishear(utterance, call.scenario.cast[self._act.voice].domain)
        heard = next((c for c in candidates if c.with_), None)
        if heard:
            call.used(heard.text)
            call.write("problem", utterance.text, heard.text, self._act.voice)
        more: dict[str, Any] = (
            {"heard": heard.phrase or heard.with_, "said": heard.replaced, "quote": heard.text} if heard else {}
        )
        self._take(call, None, **more)

    def _take(self, call: Call, option: scenario.Option | None, **more: Any) -> None:
        call.floor.cancel("silence")
        if option is not None:
            self._chosen = option.go
            if not (option.say and call.say(self._act.voice, [option.say], **more)):
                call.go(option.go)
            return
        self._tries += 1
        call.say(self._act.voice, [self._act.unclear, "unclear"], **more)
        self._again_or_on(call)

    def _again_or_on(self, call: Call) -> None:
        if self._tries >= self._act.tries:
            self._chosen = self._act.go
            if call.floor.speaking is None:
                call.go(self._chosen)
        elif call.floor.speaking is None:
            call.wait(MENU_SILENCE)

    def timer(self, call: Call, timer: str) -> None:
        self._tries += 1
        call.say(self._act.voice, [self._act.silent, "silent"])
        self._again_or_on(call)


class HoldInPlay(ActInPlay):
    """Music, and announcements that make it worse."""

    def __init__(self, act: scenario.Hold) -> None:
        self._act = act
        self._since = 0.0

    def begin(self, call: Call) -> None:
        self._since = call.t
        call.agent = self._act.voice
        call.floor.record("hold.started", music=self._act.music)
        call.floor.play(self._act.music, loop=True)
        seconds = call.rng.uniform(*self._act.seconds)
        call.floor.timer("hold.over", call.t + seconds)
        for i, pool in enumerate(self._act.announce):
            call.floor.timer(f"announce.{pool}", call.t + seconds * (i + 1) / (len(self._act.announce) + 1))

    def timer(self, call: Call, timer: str) -> None:
        if timer.startswith("announce."):
            call.say(self._act.voice, [timer.removeprefix("announce.")])
        elif timer == "hold.over":
            if call.floor.speaking:
                call.floor.timer("hold.over", call.t + 1.0)
            else:
                call.floor.record("hold.ended", duration=round(call.t - self._since, 2))
                call.go(self._act.go)


class AgentInPlay(ActInPlay):
    """Somebody who answers, asks what the form asks, and passes the caller on."""

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

    def begin(self, call: Call) -> None:
        call.agent = self._act.agent
        self._left = call.rng.randint(*sorted(self._act.turns))
        for pool in self._act.open:
            call.say(self._act.agent, [pool])
        opening = call.floor.latest
        if opening is None or not opening.text.endswith("?"):
            self._ask(call)
        if call.floor.speaking is None:
            self.quiet(call)

    def quiet(self, call: Call) -> None:
        if self._leaving:
            call.go(self._act.go)
        elif self._unanswered:
            utterance, meaning = self._unanswered
            self._unanswered = None
            self.caller_said(call, utterance, meaning)
        else:
            call.wait(SILENCE)

    def talked_over(self, call: Call, utterance: Utterance, meaning: Meaning) -> None:
        self._unanswered = (utterance, meaning)

    def key_pressed(self, call: Call, key: str) -> None:
        if not self._leaving and call.floor.speaking is None and call.say(self._act.agent, ["key"], key=key):
            call.floor.cancel("silence")

    def caller_said(self, call: Call, utterance: Utterance, meaning: Meaning) -> None:
        call.floor.cancel("silence")
        if self._leaving:
            call.go(self._act.go)
            return
        if not utterance.text:
            call.wait(SILENCE)
            return
        self._silences = 0
        self._goodbyes += meaning.intent == "goodbye"
        if self._goodbyes >= GOODBYES:
            call.leave_caller()
            return
        self._reply(call, utterance, meaning)

    def _reply(self, call: Call, utterance: Utterance, meaning: Meaning) -> None:
        member = call.scenario.cast[self._act.agent]
        turn = call.turn(utterance, meaning, member, self._pending)
        choice = call.planner.choose(turn, call.values(self._act.agent))
        call.last_choice = choice
        self._pending = None
        self._left -= 1
        if choice:
            play = choice.play
            for field, said, recorded in play.writes:
                call.write(field, said, recorded, self._act.agent)
            call.used(play.heard)
            call.floor.say(
                choice.spoken.text,
                agent=self._act.agent,
                voice=self._act.agent,
                captions=choice.spoken.captions,
                trick=play.trick,
                heard=play.heard,
            )
            self._pending = play.expects
        if self._left <= 0 or choice is None:
            self._leave(call)
        elif choice.play.expects is None and not choice.spoken.text.endswith("?"):
            self._ask(call)

    def _ask(self, call: Call) -> None:
        while self._questions:
            field = self._questions.pop(0)
            if call.say(self._act.agent, [f"ask.{field}"], gap=0.3):
                self._pending = Pending(kind="ask", field=field)
                return

    def _leave(self, call: Call) -> None:
        self._leaving = True
        if not call.say(self._act.agent, [self._act.close], gap=0.4) and call.floor.speaking is None:
            call.go(self._act.go)

    def timer(self, call: Call, timer: str) -> None:
        self._silences += 1
        if self._silences > self._act.silences:
            if call.input_ended:
                call.leave_caller()
            else:
                self._leave(call)
        elif not call.say(self._act.agent, ["silence"]):
            call.wait(SILENCE)


class TransferInPlay(ActInPlay):
    """The caller is handed on, and the case file takes a knock."""

    def __init__(self, act: scenario.Transfer) -> None:
        self._act = act

    def begin(self, call: Call) -> None:
        giver = call.agent
        taker = call.scenario.cast[self._act.to]
        call.floor.record("transfer", **{"from": giver, "to": self._act.to, "warm": self._act.warm})
        for _ in range(self._act.damage):
            self._damage(call, taker.domain)
        call.say(giver, [self._act.brief], to=taker)
        if self._act.warm:
            call.say(self._act.to, [self._act.reply], to=taker, giver=call.scenario.cast[giver], gap=0.5)
        call.agent = self._act.to
        if call.floor.speaking is None:
            call.go(self._act.go)

    def _damage(self, call: Call, domain: str) -> None:
        fields = [field for field in call.case.filled if field != "number"]
        for field in call.rng.sample(fields, len(fields)):
            entry = call.case.get(field)
            if entry is None:
                continue
            worse = call.mishear(Utterance(text=entry.recorded), domain)
            if worse:
                recorded = worse[0].text if field == "problem" else (worse[0].phrase or worse[0].text)
                call.used(recorded)
                call.write(field, entry.said, recorded, self._act.to)
                return

    def quiet(self, call: Call) -> None:
        call.go(self._act.go)


class CutInPlay(ActInPlay):
    """The line goes dead in mid-sentence. Whoever rings back begins again; the case file stays."""

    def __init__(self, act: scenario.Cut) -> None:
        self._act = act
        self._dead = False

    def begin(self, call: Call) -> None:
        speaker = self._act.agent or call.agent
        call.say(speaker, [self._act.say, "cut"])
        sentence = call.floor.speaking
        words = len(sentence.text.split()) if sentence else 0
        call.floor.timer("cut", call.t + 0.3 + words * SECONDS_A_WORD * 0.7)

    def timer(self, call: Call, timer: str) -> None:
        if timer == "cut":
            self._cut(call)
        elif timer == "gone":
            call.leave_caller()

    def quiet(self, call: Call) -> None:
        self._cut(call)

    def _cut(self, call: Call) -> None:
        if self._dead:
            return
        self._dead = True
        call.floor.cancel("cut")
        call.floor.stop()
        call.floor.record("cut.off")
        call.floor.play("click")
        call.floor.play("busy", loop=True)
        call.floor.timer("gone", call.t + (3.0 if call.input_ended else self._act.wait))
        call.floor.wait_for_caller(Await(what="ring_back"))

    def rang_back(self, call: Call) -> None:
        if self._dead:
            call.floor.clear()
            call.floor.record("call.resumed", times=call.times_rung + 1)
            call.ring_again(self._act.go)

    def input_ended(self, call: Call) -> None:
        if self._dead:
            call.floor.timer("gone", call.t + 3.0)


class EndingInPlay(ActInPlay):
    """The last words."""

    def __init__(self, act: scenario.Ending) -> None:
        self._act = act

    def begin(self, call: Call) -> None:
        call.agent = self._act.voice
        for pool in self._act.say:
            call.say(self._act.voice, [pool], gap=0.3)
        if call.floor.speaking is None:
            self.quiet(call)

    def quiet(self, call: Call) -> None:
        call.end(self._act.reason)


def play(act: scenario.Act, name: str) -> ActInPlay:
    """An act of the scenario, ready to begin."""
    match act:
        case scenario.Menu():
            return MenuInPlay(act, name)
        case scenario.Hold():
            return HoldInPlay(act)
        case scenario.Agent():
            return AgentInPlay(act)
        case scenario.Transfer():
            return TransferInPlay(act)
        case scenario.Cut():
            return CutInPlay(act)
        case scenario.Ending():
            return EndingInPlay(act)
