"""How the caller feels, as far as words tell: so that the calmest agents meet the angriest callers."""

from __future__ import annotations

from voiceapp.dialogue.understanding.meaning import Meaning

HEAT = {"swear": 0.35, "threaten": 0.3, "complain": 0.2, "cancel": 0.15, "ask_supervisor": 0.15, "refuse_hold": 0.1}
"""How much an intent adds to anger, 0..1. Our own choice, so that three hard words in a row reach the top."""


class Mood:
    """``anger`` runs from 0 to 1 and cools by a quarter with each turn that does not feed it."""

    def __init__(self) -> None:
        self.anger = 0.0
        self.turns = 0
        self.asked_human = 0
        self.swore = 0
        self.thanked = 0
        self.zeros = 0

    def hear(self, meaning: Meaning) -> None:
        """Take one more turn of the caller into account."""
        self.turns += 1
        self.asked_human += meaning.intent == "ask_human"
        self.swore += meaning.intent == "swear"
        self.thanked += meaning.intent == "thank"
        heat = HEAT.get(meaning.intent, 0.0) + max(0.0, -meaning.sentiment) * 0.15
        self.anger = min(1.0, self.anger + heat) if heat else self.anger * 0.75

    def key(self, key: str) -> None:
        """Count the keys that mean "a human, please" everywhere else."""
        self.zeros += key == "0"

    @property
    def angry(self) -> bool:
        """Whether the caller has plainly had enough."""
        return self.anger >= 0.5
