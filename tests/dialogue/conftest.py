"""A small company for tests of the pure core: a scenario with every kind of act, and wits that are easy to foresee."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, ClassVar

import msgspec
import pytest

from voiceapp.dialogue.actions import (
    Action,
    Await,
    CancelTimer,
    EndCall,
    PlaySound,
    Record,
    Say,
    SetTimer,
    StopSound,
    StopSpeaking,
)
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.events import (
    CallerSaid,
    CallerStarted,
    CallPlaced,
    Event,
    KeyPressed,
    SpeechFinished,
    TimerFired,
)
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.scenario import Scenario
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

VOICE = {"id": "en-us"}

SMALL = {
    "name": "small",
    "title": "Small",
    "about": "Every kind of act, once.",
    "number": "1",
    "start": "menu",
    "abandoned": "end",
    "ringing": 2,
    "cast": {
        "machine": {
            "name": "Machine",
            "role": "ivr",
            "voice": VOICE,
            "lines": {
                "greeting": ["Press one.", "Press one again."],
                "unclear": ["I heard {{ heard }}.", "That was no key."],
                "silent": ["Nothing.", "Nothing still."],
                "bye": ["Goodbye.", "Goodbye and thank you."],
                "wait": ["Please wait.", "Please wait longer."],
            },
        },
        "ann": {
            "name": "Ann",
            "voice": VOICE,
            "tricks": {"mishear": 1, "confirm": 0.5, "digits_back": 1},
            "lines": {
                "open": ["Ann here. What is it?", "Ann again. What is it?"],
                "ask.name": ["Your name?"],
                "trick.mishear": ["A {{ heard }}?", "So {{ heard }}.", "{{ heard }}, then."],
                "trick.digits_back": ["{{ heard|spelled }}?"],
                "trick.confirm": ["Is it {{ heard }}?"],
                "trick.confirmed.yes": ["Good, {{ heard }}."],
                "trick.confirmed.no": ["Not {{ heard }}."],
                "on.goodbye": ["Not yet."],
                "on.any": ["Hm.", "Well.", "I see.", "Quite."],
                "silence": ["Hello?", "Are you there?"],
                "close": ["I pass you on."],
                "brief": ["Bob, it is {{ case.object|default('someone') }}."],
            },
        },
        "bob": {
            "name": "Bob",
            "voice": VOICE,
            "barge_in": "talks_on",
            "tricks": {"mishear": 1},
            "lines": {
                "open": ["Bob. Yes?"],
                "briefed": ["Right."],
                "trick.mishear": ["The {{ heard }} again?"],
                "on.any": ["No.", "Never."],
                "silence": ["Still here."],
                "close": ["Done."],
                "cut": ["The whole solution is very simple and it is"],
            },
        },
    },
    "acts": {
        "menu": {
            "kind": "menu",
            "voice": "machine",
            "open": ["greeting"],
            "go": "hold",
            "tries": 2,
            "options": [{"keys": ["1"], "words": ["one"], "go": "hold"}],
        },
        "hold": {"kind": "hold", "voice": "machine", "seconds": [5, 6], "announce": ["wait"], "go": "ann"},
        "ann": {"kind": "agent", "agent": "ann", "ask": ["name"], "turns": [2, 3], "go": "over"},
        "over": {"kind": "transfer", "to": "bob", "warm": True, "go": "bob"},
        "bob": {"kind": "agent", "agent": "bob", "turns": [1, 2], "go": "dead"},
        "dead": {
            "kind": "cut",
            "agent": "bob",
            "go": [{"to": "menu", "when": "calls < 3"}, {"to": "end", "weight": 9}],
        },
        "end": {"kind": "ending", "voice": "machine", "say": ["bye"]},
    },
}


class PlainWits:
    """Knows an intent by a word, and mishears the longest word as one word or another."""

    INTENTS: ClassVar = {"goodbye": "goodbye", "yes": "yes", "no": "no", "human": "ask_human", "stop": "cancel"}

    def understand(self, utterance: Utterance) -> Meaning:
        words = utterance.text.casefold().split()
        intent = next((self.INTENTS[w] for w in words if w in self.INTENTS), "report_problem" if words else "silence")
        slots = {
            "number": tuple(w for w in words if w.isdecimal()),
            "object": tuple(w for w in words if w == "container"),
        }
        return Meaning(
            text=utterance.text, intent=intent, intents=((intent, 1.0),), slots={k: v for k, v in slots.items() if v}
        )

    def finishing(self, partial: str) -> float:
        return 1.0

    def mishear(
        self,
        utterance: Utterance,
        *,
        domain: str,
        seed: int,
        remembered: Collection[tuple[str, str]] = (),
        avoid: Collection[str] = (),
    ) -> list[Candidate]:
        words = utterance.text.split()
        if not words:
            return []
        longest = max(words, key=len)
        taken = ("campaigner", "tenor", "tuna", "trainer")[seed % 4]
        reading = " ".join(taken if w == longest else w for w in words)
        if reading in avoid or taken == longest:
            return []
        return [Candidate(text=reading, source="phonetics", replaced=longest, with_=taken, phrase=taken)]


class Line:
    """Holds a call of whose world nothing is left to chance: a word takes 0.4 seconds, timers fire when due."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.t = 0.0
        self.actions: list[Action] = []
        self.waits = ""
        self._timers: dict[str, float] = {}
        self._speeches: list[tuple[int, float]] = []  # number, and when it is over
        self.post(CallPlaced(t=0.0))

    def post(self, event: Event) -> list[Action]:
        actions = list(self.call.receive(event))
        self.actions += actions
        for action in actions:
            match action:
                case SetTimer():
                    self._timers[action.timer] = action.at
                case CancelTimer():
                    self._timers.pop(action.timer, None)
                case Say():
                    begins = max([self.t, *(end for _, end in self._speeches)])
                    self._speeches.append((action.speech, begins + 0.4 * len(action.text.split())))
                    self.waits = ""
                case StopSpeaking():
                    self._speeches.clear()
                case Await():
                    self.waits = action.what
                case _:
                    pass
        return actions

    def step(self) -> list[Action]:
        """Let the next thing happen by itself."""
        timer = min(self._timers, key=lambda name: self._timers[name], default=None)
        if self._speeches and (timer is None or self._speeches[0][1] <= self._timers[timer]):
            speech, self.t = self._speeches.pop(0)
            return self.post(SpeechFinished(t=self.t, speech=speech))
        assert timer is not None, "the call hangs"
        self.t = max(self.t, self._timers.pop(timer))
        return self.post(TimerFired(t=self.t, timer=timer))

    def until(self, done: Callable[[], bool]) -> list[Action]:
        """Let things happen until ``done``. Returns what was done meanwhile."""
        before = len(self.actions)
        for _ in range(300):
            if done():
                return self.actions[before:]
            self.step()
        raise AssertionError("it never comes to that")

    def until_waiting(self, what: str = "speech") -> list[Action]:
        return self.until(lambda: self.waits == what and not self._speeches)

    def until_act(self, name: str) -> list[Action]:
        return self.until(lambda: name in self.acts)

    def until_ended(self) -> list[Action]:
        return self.until(lambda: bool(self.of(EndCall)))

    def say(self, text: str) -> list[Action]:
        """The caller speaks for a second, at once."""
        self.waits = ""
        started = self.post(CallerStarted(t=self.t))
        self.t += 1
        said = CallerSaid(t=self.t, start=self.t - 1, end=self.t, utterance=Utterance(text=text))
        return [*started, *self.post(said)]

    def press(self, keys: str) -> list[Action]:
        return [action for key in keys for action in self.post(KeyPressed(t=self.t, key=key, source="window"))]

    def of(self, kind: type, actions: list[Action] | None = None) -> list[Any]:
        return [action for action in (self.actions if actions is None else actions) if isinstance(action, kind)]

    def records(self, kind: str, actions: list[Action] | None = None) -> list[dict[str, Any]]:
        return [dict(record.fields) for record in self.of(Record, actions) if record.kind == kind]

    @property
    def acts(self) -> list[str]:
        """The acts that were entered, in order."""
        return [record["act"] for record in self.records("act")]

    @property
    def texts(self) -> list[str]:
        """All that was spoken, in order."""
        return [say.text for say in self.of(Say)]

    @property
    def sounds(self) -> list[str]:
        """Sounds as they start (``+``) and stop (``-``)."""
        marks = {PlaySound: "+", StopSound: "-"}
        return [marks[type(a)] + a.sound for a in self.actions if isinstance(a, PlaySound | StopSound)]


@pytest.fixture(scope="session")
def company() -> Callable[..., Line]:
    """A call to the small company with other acts (the first one is the start), more lines and ``members``' keys."""

    def phone(
        acts: dict[str, Any],
        *,
        seed: int = 1,
        lines: dict[str, dict[str, Any]] | None = None,
        members: dict[str, dict[str, Any]] | None = None,
        **more: Any,
    ) -> Line:
        cast: dict[str, Any] = {
            name: {
                **member,
                **(members or {}).get(name, {}),
                "lines": {**member["lines"], **(lines or {}).get(name, {})},
            }
            for name, member in SMALL["cast"].items()  # type: ignore[attr-defined]
        }
        end = {"kind": "ending", "voice": "machine", "say": ["bye"]}
        data = {**SMALL, "cast": cast, "acts": {**acts, "end": end}, "start": next(iter(acts)), **more}
        return Line(Call(msgspec.convert(data, Scenario), seed=seed, comprehension=PlainWits()))

    return phone


@pytest.fixture(scope="session")
def small() -> Scenario:
    return msgspec.convert(SMALL, Scenario)


@pytest.fixture(scope="session")
def new_call(small: Scenario) -> Callable[..., Call]:
    def make(seed: int = 1, start: str | None = None) -> Call:
        return Call(small, seed=seed, comprehension=PlainWits(), start=start)

    return make
