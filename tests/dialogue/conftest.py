"""A small company for tests of the pure core: a scenario with every kind of act, and wits that are easy to foresee."""

from __future__ import annotations

from collections.abc import Callable, Collection

import msgspec
import pytest

from voiceapp.dialogue.call import Call
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
        "dead": {"kind": "cut", "agent": "bob", "go": [{"to": "menu", "when": "calls < 3"}, {"to": "end", "weight": 9}]},
        "end": {"kind": "ending", "voice": "machine", "say": ["bye"]},
    },
}


class PlainWits:
    """Knows an intent by a word, and mishears the longest word as one word or another."""

    INTENTS = {"goodbye": "goodbye", "yes": "yes", "no": "no", "human": "ask_human", "stop": "cancel"}

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

    def finished(self, partial: str) -> bool:
        return True

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


@pytest.fixture(scope="session")
def small() -> Scenario:
    return msgspec.convert(SMALL, Scenario)


@pytest.fixture(scope="session")
def new_call(small: Scenario) -> Callable[..., Call]:
    def make(seed: int = 1, start: str | None = None) -> Call:
        return Call(small, seed=seed, comprehension=PlainWits(), start=start)

    return make
