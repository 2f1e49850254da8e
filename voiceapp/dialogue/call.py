"""The dialogue manager: events in, actions out, nothing else.

``Call.receive`` takes what happened and returns what to do. The acts of the scenario (see ``acts``) decide; here is
what they share: the floor, the case file, the seed, barge-in, silence, and the ways a call comes to its end.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from voiceapp.dialogue import template
from voiceapp.dialogue.actions import Action, Await, EndCall
from voiceapp.dialogue.acts import ActInPlay, HungUpInPlay, play
from voiceapp.dialogue.case_file import CaseFile, Entry
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
from voiceapp.dialogue.floor import Floor
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.mood import Mood
from voiceapp.dialogue.planner import Choice, Planner
from voiceapp.dialogue.prompter import Prompter, Spoken
from voiceapp.dialogue.queue import Queue
from voiceapp.dialogue.scenario import Go, Scenario, branches
from voiceapp.dialogue.tricks import writes_for
from voiceapp.dialogue.turn import Pending, Turn
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

BACK_CHANNELS = frozenset(
    "uh-huh|uh huh|mm|mhm|mm-hm|hmm|hm|okay|ok|right|yeah|yes|i see|sure|ah|oh|huh|the|all right".split("|")
)
"""Words that show listening and do not ask for the floor (Yngve 1970); "the" is how the model hears a breath."""

RING = "ring"
ACTS_WITHOUT_CALLER = 40
"""Acts a call may still go through once the caller's side is used up; then it is ended."""

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
        self.scenario = scenario
        self.case = CaseFile()
        self.floor = Floor()
        self.mood = Mood()
        self.queue = Queue()
        self.rng = Random(f"voiceapp {seed}")
        self.prompter = Prompter(self.rng)
        self.planner = Planner(self.rng, self.prompter)
        self.t = 0.0
        self.ended = False
        self.input_ended = False
        self.agent = ""
        self.times_rung = 0
        self.earlier: list[Meaning] = []
        self.visits: Counter[str] = Counter()
        self.last_choice: Choice | None = None
        self._comprehension = comprehension
        self._start = start or scenario.start
        self._used: list[str] = []
        self._talked_over = False
        self._acts_alone = 0
        self._entered = 0
        self._room = 0.0
        self._act: ActInPlay | None = None
        if self._start not in scenario.acts:
            raise ValueError(f"there is no act {self._start!r}; there are {', '.join(scenario.acts)}")

    def receive(self, event: Event) -> tuple[Action, ...]:
        """Everything the company does because of ``event``, in order."""
        if self.ended:
            return ()
        self.t = max(self.t, event.t)
        self._entered = 0
        match event:
            case CallPlaced():
                self._ring()
            case CallerStarted():
                self._caller_started()
            case CallerSaid():
                self._caller_said(event)
            case KeyPressed():
                self._key_pressed(event)
            case SpeechFinished():
                if self.floor.finished(event.speech) and self._act:
                    self._act.quiet(self)
            case TimerFired():
                self._timer(event.timer)
            case CallerRangBack():
                if self._act:
                    self._act.rang_back(self)
            case CallerAnswered():
                if self._act:
                    self._act.answered(self)
            case CallerHungUp():
                self._hung_up()
            case InputEnded():
                self._input_ended()
            case TimeUp():
                self.end("time is up")
        return self.floor.take()

    # What happens at any time ------------------------------------------------------------------------------------

    def _ring(self) -> None:
        if self._act is None and self.times_rung == 0:
            self.times_rung = 1
            self.floor.play("ringing", loop=True)
            self.floor.timer(RING, self.t + self.scenario.ringing)

    def ring_again(self, to: Go) -> None:
        """Ring, and be answered in the act that ``to`` leads to: the caller dialled again."""
        self.times_rung += 1
        self._start = self._drawn(to)
        self._act = None
        self.floor.play("ringing", loop=True)
        self.floor.timer(RING, self.t + self.scenario.ringing)

    def _timer(self, timer: str) -> None:
        if not self.floor.fired(timer):
            return
        if timer == RING:
            self.floor.stop_sound("ringing")
            self._enter(self._start)
        elif self._act:
            self._act.timer(self, timer)

    def _caller_started(self) -> None:
        self.floor.cancel("silence")
        speaking = self.floor.speaking
        if speaking and self._act and self._act.can_be_interrupted and self._barge_in(speaking.agent) != "talks_on":
            self.floor.pause()

    def _barge_in(self, name: str) -> str:
        return self.scenario.cast[name].barge_in if name in self.scenario.cast else "yields"

    def _caller_said(self, event: CallerSaid) -> None:
        utterance = event.utterance
        meaning = self._comprehension.understand(utterance)
        self.floor.record(
            "caller.said",
            start=event.start,
            end=event.end,
            text=utterance.text,
            confidence=utterance.confidence,
            alternatives=[{"text": a.text, "probability": a.probability} for a in utterance.alternatives],
            intent=meaning.intent,
            slots={name: list(values) for name, values in meaning.slots.items()},
        )
        if self._act is None:
            return
        speaking = self.floor.speaking
        if speaking:
            if not utterance.text or utterance.text.casefold() in BACK_CHANNELS:
                self.floor.resume()
                return
            if not self._act.can_be_interrupted:
                return
            if self._barge_in(speaking.agent) == "talks_on":
                self._act.talked_over(self, utterance, meaning)
                return
            self._talked_over = True
            self.floor.stop()
        self.mood.hear(meaning)
        self._act.caller_said(self, utterance, meaning)
        self.earlier.append(meaning)
        self._talked_over = False

    def _hung_up(self) -> None:
        if self.input_ended or not branches(self.scenario.rang_again):
            self.end("caller hung up")
            return
        self.floor.clear()
        self._act = HungUpInPlay()
        self._act.begin(self)

    def _key_pressed(self, event: KeyPressed) -> None:
        self.floor.record("key.pressed", key=event.key, source=event.source)
        self.mood.key(event.key)
        if self._act:
            self._act.key_pressed(self, event.key)

    def _input_ended(self) -> None:
        if not self.input_ended:
            self.input_ended = True
            self.floor.resume()
            if self._act:
                self._act.input_ended(self)

    # What acts use ------------------------------------------------------------------------------------------------

    def turn(self, utterance: Utterance, meaning: Meaning, by: str, pending: Pending | None) -> Turn:
        """The turn as a member of the cast takes it, with the wrong readings that are left."""
        return Turn(
            t=self.t,
            text=utterance.text,
            meaning=meaning,
            candidates=self.mishear(utterance, by) if utterance.text else (),
            member=self.scenario.cast[by],
            case=self.case,
            earlier=tuple(self.earlier),
            pending=pending,
            talked_over=self._talked_over,
            rng=self.rng,
        )

    def mishear(self, utterance: Utterance, by: str) -> list[Candidate]:
        """Wrong readings that this call has not used yet, towards what ``by`` would like to hear about."""
        remembered = [
            (entry.said, entry.recorded)
            for field in self.case.filled
            for entry in self.case.history(field)[-1:]
            if entry.wrong and entry.said
        ]
        return self._comprehension.mishear(
            utterance,
            domain=self.scenario.cast[by].domain or self.scenario.domain,
            seed=self.rng.getrandbits(32),
            remembered=remembered,
            avoid=tuple(self._used),
        )

    def used(self, reading: str) -> None:
        """Remember a wrong reading, so that it is not made a second time from other words."""
        if reading:
            self._used.append(reading)

    def write(self, field: str, said: str, recorded: str, by: str) -> None:
        """Put something on file, and into the journal when it changed what the company believes."""
        if recorded and self.case.write(Entry(field=field, said=said, recorded=recorded, by=by, t=self.t)):
            self.floor.record("case.changed", field=field, said=said, recorded=recorded, by=by)

    def file_reading(self, reading: Candidate, text: str, meaning: Meaning, by: str) -> None:
        """Put a wrong reading of ``text`` on file where it belongs."""
        for field, said, recorded in writes_for(reading, text, meaning):
            self.write(field, said, recorded, by)

    def values(self, name: str = "", **more: Any) -> dict[str, Any]:
        """The slots that every line may use."""
        return {
            "company": self.scenario.company,
            "number": self.scenario.number,
            "agent": self.scenario.cast.get(name or self.agent),
            "case": self.case,
            "first": self.case.beginnings,
            "mood": self.mood,
            "queue": self.queue,
            "calls": self.times_rung,
            "minutes": max(1, round(self.t / 60)),
            "visits": self.visits,
            **more,
        }

    def say(self, name: str, pools: list[str], *, gap: float = 0.15, **more: Any) -> bool:
        """Have a member of the cast say a line from the first pool that has one left. Returns whether it did."""
        spoken = self.prompter.line(self.scenario.cast[name].lines, pools, self.values(name, **more))
        if spoken is None:
            return False
        heard = more.get("heard", "")
        self.speak(name, spoken, gap=gap, heard=heard if heard and heard in spoken.text else "")
        return True

    def speak(self, name: str, spoken: Spoken, *, gap: float = 0.0, trick: str = "", heard: str = "") -> None:
        """Have a member of the cast say a line that was chosen."""
        self.floor.say(
            spoken.text,
            agent=name,
            voice=name,
            captions=spoken.captions,
            trick=trick,
            heard=heard,
            gap=gap,
            sound=spoken.sound,
            room=self._room,
        )

    def wait(self, silence: float) -> None:
        """Give the caller the floor, and be woken by the timer ``silence`` after that many seconds."""
        self.floor.timer("silence", self.t + (min(silence, 1.5) if self.input_ended else silence))
        self.floor.wait_for_caller(Await())

    def go(self, to: Go) -> None:
        """Leave the act for the next one."""
        if self.input_ended:
            self._acts_alone += 1
            if self._acts_alone > ACTS_WITHOUT_CALLER:
                self.end("caller's audio is used up")
                return
        self._enter(self._drawn(to))

    def _drawn(self, to: Go) -> str:
        """One of the ways that are open: its condition holds and its act may still be gone through."""
        values = self.values()
        ways = [
            way
            for way in branches(to)
            if self.visits[way.to] < self.scenario.acts[way.to].at_most and template.holds(way.when, values)
        ]
        if not ways:
            return self.scenario.abandoned
        return self.rng.choices(ways, [way.weight for way in ways])[0].to

    def _enter(self, name: str) -> None:
        self._entered += 1
        if self._entered > ACTS_IN_ONE_STEP:
            self.end("nothing left to say")
            return
        self.floor.clear()
        self.visits[name] += 1
        self.floor.record("act", act=name)
        act = self.scenario.acts[name]
        self._room = act.room
        self._act = play(act, name)
        self._act.begin(self)

    def leave_caller(self) -> None:
        """The caller's side has been silent for good: bring the call to its end."""
        self.go(self.scenario.abandoned)

    def end(self, reason: str) -> None:
        """Put the receiver down."""
        self.floor.clear()
        self.floor.end(EndCall(reason=reason))
        self.ended = True
