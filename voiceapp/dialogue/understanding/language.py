"""What differs between languages besides their word data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from voiceapp.dialogue.understanding import number_words, numbers, phrases
from voiceapp.dialogue.understanding.completeness import english_digit
from voiceapp.dialogue.understanding.lexicon import Lexicon
from voiceapp.dialogue.understanding.numbers import Piece
from voiceapp.dialogue.understanding.slots import Slotter
from voiceapp.dialogue.understanding.spans import Grammar, Span
from voiceapp.dialogue.understanding.words import Word, english_parts, french_parts, whole


class FindsSlots(Protocol):
    """Finds all spans in pieces."""

    def find(self, pieces: Sequence[Piece]) -> list[Span]:
        """In the order said; a wish may lie over others."""
        ...


@dataclass(frozen=True, kw_only=True)
class Language:
    """``parts`` takes one written word apart, ``pieces`` joins numbers and spelled letters, ``counts`` tells whether
    a word can be part of a number that is read out, ``slotter`` finds what was said."""

    parts: Callable[[str], list[str]]
    pieces: Callable[[Sequence[Word]], list[Piece]]
    digits: Callable[[str], int]
    slotter: Callable[[Grammar, Lexicon], FindsSlots]


LANGUAGES = {
    "en": Language(parts=english_parts, pieces=numbers.pieces, digits=english_digit, slotter=Slotter),
    "fr": Language(
        parts=french_parts,
        pieces=number_words.FRENCH.pieces,
        digits=number_words.FRENCH.digits,
        slotter=lambda grammar, lexicon: phrases.PhraseSlotter(grammar, lexicon, phrases.FRENCH),
    ),
    "nl": Language(
        parts=whole,
        pieces=number_words.DUTCH.pieces,
        digits=number_words.DUTCH.digits,
        slotter=lambda grammar, lexicon: phrases.PhraseSlotter(grammar, lexicon, phrases.DUTCH),
    ),
}
"""By their code."""
