"""One call as its acts see it: the case file, the floor, the seed, and what they can do with them."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from voiceapp.dialogue import template
from voiceapp.dialogue.actions import Await, EndCall
from voiceapp.dialogue.case_file import CaseFile, Entry
from voiceapp.dialogue.comprehension import Comprehension
from voiceapp.dialogue.floor import Floor
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.mood import Mood
from voiceapp.dialogue.planner import Choice, Planner
from voiceapp.dialogue.prompter import Prompter, Spoken
from voiceapp.dialogue.queue import Queue
from voiceapp.dialogue.scenario import Act, Cut, Go, PhoneLine, Scenario, Transfer, branches, speaker_of
from voiceapp.dialogue.tongues import TONGUES, OwnWords, Tongue
from voiceapp.dialogue.tricks import writes_for
from voiceapp.dialogue.turn import Pending, Turn
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

RING = "ring"
"""The timer after which ringing is answered."""

ACTS_WITHOUT_CALLER = 40
"""Acts a call may still go through once the caller's side is used up; then it is ended."""

TOO_FAR = 0.9
"""Distance at which a reading has nothing of what was said; another sense of the same word is about 0.5 away."""


class Session:
    """What one call remembers, and what an act may do. An act that wants to leave says where to with ``go``."""

    def __init__(self, scenario: Scenario, *, seed: int, comprehension: Comprehension) -> None:
        self.scenario = scenario
        self.comprehension = comprehension
        self.case = CaseFile()
        self.floor = Floor()
        self.mood = Mood()
        self.queue = Queue()
        self.rng = Random(f"voiceapp {seed}")
        self.prompter = Prompter(self.rng, scenario.language)
        self.planner = Planner(self.rng, self.prompter)
        self.t = 0.0
        self.ended = False
        self.input_ended = False
        self.talked_over = False
        self.agent = ""
        self.room = 0.0
        self.times_rung = 0
        self.earlier: list[Meaning] = []
        self.visits: Counter[str] = Counter()
        self.last_choice: Choice | None = None
        self.next_act: str | None = None
        """Where the act that is in play wants to go; the call goes there when it has done."""
        self.behind_the_ringing: str | None = None
        """The act that answers when the telephone rings."""
        self._used: list[str] = []
        self._acts_alone = 0

    def ring(self, to: str) -> None:
        """Ring, and be answered in the act ``to``."""
        self.times_rung += 1
        self.behind_the_ringing = to
        self.floor.background("")
        self.floor.play("ringing", loop=True, line=self.scenario.line)
        self.floor.timer(RING, self.t + self.scenario.ringing)

    def ring_again(self, to: Go) -> None:
        """The caller dialled again: ring, and be answered in the act that ``to`` leads to."""
        self.floor.clear()
        self.floor.record("call.resumed", times=self.times_rung + 1)
        self.ring(self._drawn(to))

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
            talked_over=self.talked_over,
            rng=self.rng,
            language=self.scenario.language,
        )

    def mishear(self, utterance: Utterance, by: str) -> list[Candidate]:
        """Wrong readings that this call has not used yet, towards what ``by`` would like to hear about."""
        remembered = [
            (entry.said, entry.recorded)
            for field in self.case.filled
            for entry in self.case.history(field)[-1:]
            if entry.wrong and entry.said
        ]
        readings = self.comprehension.mishear(
            utterance,
            domain=self.scenario.cast[by].domain or self.scenario.domain,
            seed=self.rng.getrandbits(32),
            remembered=remembered,
            avoid=tuple(self._used),
        )
        return [reading for reading in readings if reading.distance < TOO_FAR]

    def used(self, reading: str) -> None:
        """Remember a wrong reading, so that it is not made a second time from other words."""
        if reading:
            self._used.append(reading)

    @property
    def tongue(self) -> Tongue:
        """The words of the language that is spoken."""
        return TONGUES[self.scenario.language]

    def own(self, words: str) -> OwnWords:
        """Words that stand in an act, in every language there is."""
        return OwnWords(words, {language: own.get(words, words) for language, own in self.scenario.wording.items()})

    def spoken(self, words: str | OwnWords) -> str:
        """Words as they are said in the language that is spoken."""
        return words if isinstance(words, str) else str(words.in_language(self.scenario.language))

    def write(self, field: str, said: str, recorded: str | OwnWords, by: str, reading: Candidate | None = None) -> None:
        """Put something on file, and into the journal when it changed what the company believes.

        ``reading`` is the wrong reading that it comes from: the journal tells how near it was.
        """
        own, recorded = recorded if isinstance(recorded, OwnWords) else None, self.spoken(recorded)
        if recorded and self.case.write(Entry(field=field, said=said, recorded=recorded, by=by, t=self.t, own=own)):
            how: dict[str, Any] = {}
            if reading:
                how = {"replaced": reading.replaced, "with": reading.with_, "source": reading.source}
                how["distance"] = round(reading.distance, 3)
            self.floor.record("case.changed", field=field, said=said, recorded=recorded, by=by, **how)

    def file_reading(self, reading: Candidate, text: str, meaning: Meaning, by: str) -> None:
        """Put a wrong reading of ``text`` on file where it belongs."""
        for field, said, recorded in writes_for(reading, text, meaning):
            self.write(field, said, recorded, by, reading)

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

    def whoever_speaks(self, besides: str = "") -> str:
        """Who is on the line. A call may begin in the middle, where nobody was yet: then the first of the cast."""
        return self.agent or next((name for name in self.scenario.cast if name != besides), besides)

    def line(self, name: str, pools: list[str], **more: Any) -> Spoken | None:
        """A line for a member of the cast from the first pool that has one left."""
        return self.prompter.line(self.scenario.cast[name].lines, pools, self.values(name, **more))

    def say(self, name: str, pools: list[str], *, gap: float = 0.15, **more: Any) -> bool:
        """Have a member of the cast say a line from the first pool that has one left. Returns whether it did."""
        spoken = self.line(name, pools, **more)
        if spoken is None:
            return False
        heard = self.spoken(more.get("heard", ""))
        self.speak(name, spoken, gap=gap, heard=heard if spoken.quotes(heard) else "")
        return True

    def speak(
        self,
        name: str,
        spoken: Spoken,
        *,
        gap: float = 0.0,
        trick: str = "",
        heard: str = "",
        until: float = 1.0,
        broken_off: str = "",
    ) -> None:
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
            room=self.room,
            line=self.line_of(name, spoken.line),
            until=until,
            broken_off=broken_off,
        )

    def line_of(self, name: str, own: PhoneLine | None = None) -> PhoneLine:
        """The telephone line a member of the cast is heard on: ``own``, then theirs, then the scenario's."""
        line = self.scenario.cast[name].line.over(self.scenario.line)
        return own.over(line) if own else line

    def enter(self, act: Act) -> None:
        """Let the room of an act be heard. Handing on, and a line about to die, happen where one was before."""
        self.room = act.room
        name = speaker_of(act) or (self.agent if isinstance(act, Transfer | Cut) else "")
        member = self.scenario.cast.get(name)
        background = act.background if act.background is not None else member.background if member else ""
        self.floor.background(background, self.line_of(name) if member else self.scenario.line)

    def wait(self, silence: float) -> None:
        """Give the caller the floor, and be woken by the timer ``silence`` after that many seconds."""
        self.floor.timer("silence", self.t + (min(silence, 1.5) if self.input_ended else silence))
        self.floor.wait_for_caller(Await())

    def go(self, to: Go) -> None:
        """Leave the act for the next one, as soon as it has done what it is doing."""
        if self.input_ended:
            self._acts_alone += 1
            if self._acts_alone > ACTS_WITHOUT_CALLER:
                self.end("caller's audio is used up")
                return
        self.next_act = self._drawn(to)

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

    def leave_caller(self) -> None:
        """The caller's side has been silent for good: bring the call to its end."""
        self.go(self.scenario.abandoned)

    def end(self, reason: str) -> None:
        """Put the receiver down."""
        self.floor.clear()
        self.floor.background("")
        self.floor.end(EndCall(reason=reason))
        self.ended = True
