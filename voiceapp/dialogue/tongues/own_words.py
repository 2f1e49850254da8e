"""Words of the company's own, which lines compare in one language and say in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class Worded:
    """A value of a line that reads otherwise in each language."""

    def in_language(self, language: str) -> object:
        """What a line in ``language`` gets."""
        raise NotImplementedError


class Said:
    """Own words in one language: reads as they are said, compares as their key."""

    def __init__(self, key: str, words: str) -> None:
        self.key = key
        self._words = words

    def __str__(self) -> str:
        return self._words

    def __eq__(self, other: object) -> bool:
        return self.key == (other.key if isinstance(other, Said) else other)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class OwnWords(Worded):
    """``key`` is what conditions of lines compare with; a language that is not in ``words`` says the key."""

    key: str
    words: Mapping[str, str]

    def in_language(self, language: str) -> Said:
        return Said(self.key, self.words.get(language, self.key))
