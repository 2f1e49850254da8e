"""Callers of many kinds. Each sees what a person would (who spoke, what was said, what was asked) and answers.

What they say stands in ``words/NAME.yaml``, by what they take the company to have asked; ``{odd}`` is the word they
wonder about. What they do beside speaking (keys, silence, interrupting) is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import yaml

HERE = Path(__file__).parent
RANDOM_WORDS = HERE.parent / "mishearing" / "sentences_dev.txt"

ASKED = (
    ("name", r"\bname\b|\bwho am i speaking\b"),
    ("number", r"\bnumber\b|\bdigits?\b|\bserial\b"),
    ("switched_on", r"\bswitched\b|\bplugged\b|\bstandby\b|\blight\b|\bon or off\b"),
    ("place", r"\bwhere\b|\bplace\b|\bstanding\b|\baddress\b"),
    ("confirm", r"\bcorrect\b|\bconfirm\b|\bshall i\b|\bdid i\b|\bis that\b|\bright\?"),
)
"""What a caller takes a question for, by the words in it; the first that fits."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What a caller knows when it is their turn.

    ``text`` is all that was said since they last spoke; ``speaker`` and ``role`` belong to who spoke last. ``kind`` is
    the kind of act, as one notices it: a menu, an agent, a survey. ``first`` holds until the caller has spoken in it,
    ``cut_off`` when the line has been dead since they last spoke to a person. ``odd`` is something on file that was
    spoken and that the caller did not say.
    """

    text: str
    speaker: str
    role: str
    kind: str
    first: bool
    cut_off: bool = False
    odd: str = ""

    @property
    def asked(self) -> str:
        """What the caller takes the question for, or the empty string."""
        questions = re.findall(r"[^.?!]*\?", self.text.casefold())
        if not questions:
            return ""
        return next((name for name, words in ASKED if re.search(words, questions[-1])), "")


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a caller does: words, or keys, or (with neither) nothing."""

    words: str = ""
    keys: str = ""


NOTHING = Reply()


@dataclass(kw_only=True)
class Persona:
    """A caller with words by occasion. No sentence comes again before all of its kind were said."""

    name: str
    rng: Random
    words: dict[str, list[str]]
    keys: dict[str, list[str]] = field(default_factory=dict)
    """Keys pressed in a kind of act instead of speaking, one after the other; the last one again and again."""
    interrupts: float = 0.0
    """Share of the sentences that are interrupted."""
    _left: dict[str, list[str]] = field(default_factory=dict)

    def answer(self, moment: Moment) -> Reply:
        """What this caller does now."""
        keys = self.keys.get(moment.kind) or self.keys.get("any")
        if keys:
            return Reply(keys=keys.pop(0) if len(keys) > 1 else keys[0])
        for occasion in self._occasions(moment):
            if self.words.get(occasion):
                return Reply(words=self._say(occasion).format(odd=moment.odd))
        return NOTHING

    def _occasions(self, moment: Moment) -> Iterable[str]:
        if moment.kind in {"menu", "number", "hold"}:
            yield moment.asked if moment.kind == "number" else "menu"
            yield "number" if moment.kind == "number" else "menu"
        elif moment.kind == "survey":
            yield "rating"
        elif moment.kind == "gesture":
            yield "gift"
        elif moment.first:
            yield "cut_off" if moment.cut_off else "opening"
        # A person who hears a strange word asks about it more often than not.
        if moment.odd and self.rng.random() < 0.55:
            yield "odd"
        yield moment.asked
        yield "else"

    def _say(self, occasion: str) -> str:
        left = self._left.get(occasion)
        if not left:
            left = self._left[occasion] = self.rng.sample(self.words[occasion], len(self.words[occasion]))
        return left.pop()

    def interrupts_now(self, seconds: float) -> float | None:
        """After how many seconds of a sentence this caller comes in, or ``None``."""
        if seconds < 2.0 or self.rng.random() >= self.interrupts:
            return None
        return seconds * self.rng.uniform(0.25, 0.8)


SPEAKING = (
    "polite angry human lawyer child chatterbox cooperative swearer play_along interrupter other_language mover".split()
)
NAMES = (*SPEAKING, "silent", "zero", "random")
"""All callers there are. ``zero`` presses 0 and nothing else."""


def persona(name: str, seed: int) -> Persona:
    """The caller of that name; the same seed gives the same caller. Raises ``KeyError`` for an unknown name."""
    rng = Random(f"{name} {seed}")
    if name == "silent":
        return Persona(name=name, rng=rng, words={})
    if name == "zero":
        return Persona(name=name, rng=rng, words={}, keys={"any": ["0", "0", "00", "0"]})
    if name == "random":
        return Persona(name=name, rng=rng, words={"else": RANDOM_WORDS.read_text(encoding="utf-8").splitlines()})
    if name not in SPEAKING:
        raise KeyError(name)
    words = yaml.load((HERE / "words" / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # all text
    if name == "cooperative":
        return Persona(name=name, rng=rng, words=words, keys={"menu": ["1", "5", "2", "1"], "number": ["0475201066#"]})
    return Persona(name=name, rng=rng, words=words, interrupts=0.5 if name == "interrupter" else 0.0)
