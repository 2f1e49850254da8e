"""What the company needs of a language besides lines: tables of words, no rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """The words of one language.

    ``numbers`` are the words from one upwards, ``several`` stands for more. ``alphabet`` has for each letter a word in
    which it cannot be heard, or not where one looks for it, and ``as_in`` puts the two together. ``boxes`` maps the
    boxes of the form to what they are called. ``asking`` are the beginnings of a polite question, as words, and
    ``as_agent`` says back what the caller says of themselves, without what maps to "". ``hanging`` are words on which
    a sentence cannot be broken off, ``prepositions`` those with which a place begins that is no name, ``nays`` words
    that do not name what is wished for instead. ``back_channels`` show listening and do not ask for the floor
    (Yngve 1970); ``answers`` are those of them that can also answer a question.
    """

    language: str
    numbers: Sequence[str]
    several: str
    alphabet: Mapping[str, str]
    as_in: str
    boxes: Mapping[str, str]
    asking: frozenset[tuple[str, ...]]
    as_agent: Mapping[str, str]
    hanging: frozenset[str]
    prepositions: frozenset[str]
    nays: frozenset[str]
    back_channels: frozenset[str]
    answers: frozenset[str]
    unasked: frozenset[str] = field(default_factory=frozenset)
    """Words between what asks and what is asked for, which are not said back."""
    asked_words: int = 2
    """How many words of what asks are said back."""
    politeness: Sequence[str] = ()
    """Phrases that are not said back."""
    elides: bool = False
    """Whether an apostrophe ends a word of its own ("m'envoyer")."""

    def number(self, value: int) -> str:
        """A number from one upwards in words."""
        return self.numbers[value - 1] if value <= len(self.numbers) else self.several

    def letters(self, name: str) -> list[str]:
        """The letters of a name that the alphabet has, accents taken off."""
        plain = unicodedata.normalize("NFKD", name.casefold())
        return [letter for letter in plain if letter in self.alphabet]

    def said_back(self, words: Sequence[str]) -> str:
        """What the caller says of themselves, as the one who was asked says it."""
        text = " ".join(words).replace("’", "'")
        for phrase in self.politeness:
            text = text.replace(phrase, "")
        words = re.findall(r"[^\s']+'?", text) if self.elides else text.split()
        said = " ".join(filter(None, (self.as_agent.get(word, word) for word in words)))
        return said.replace("' ", "'") if self.elides else said

    def spelled(self, letters: Sequence[str]) -> str:
        """Letters by the alphabet, to be said one after the other."""
        return ", ".join(self.as_in.format(letter=ch.upper(), word=self.alphabet[ch]) for ch in letters)


def phrases(text: str) -> frozenset[tuple[str, ...]]:
    """``"can you|could you"`` as tuples of words."""
    return frozenset(tuple(phrase.split()) for phrase in text.split("|"))
