"""A caller's French or Dutch sentence made ready: words, where they stand, their sounds and what they mostly are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.counting import Counting
from voiceapp.dialogue.mishearing.wordbook import NOUN, Reading, WordBook

LONGEST_CLAUSE = 26  # words looked at; of a longer turn one stretch is chosen
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*['’]?")
_PART = re.compile(r"[^\W_]+['’]?")
_BREAK = re.compile(r"[.,;:!?…()\[\]\"«»“”–—/\n]")


@dataclass(frozen=True)
class Token:
    """One word, an elided one by itself ("l'"): as it is written in lower case, where it is, how it sounds."""

    word: str
    start: int
    end: int
    phones: ph.Phones
    reading: Reading
    determiner: bool
    number: bool
    name: bool
    breaks: bool  # punctuation stands before it

    @property
    def is_noun(self) -> bool:
        """Whether it names a thing, as far as is known."""
        return self.reading.kind == NOUN and not self.determiner and not self.number


@dataclass(frozen=True)
class Clause:
    """A turn: its text, and the tokens of the stretch that is looked at."""

    text: str
    tokens: tuple[Token, ...]

    def words(self, i: int, j: int) -> str:
        """The words of tokens ``i`` to ``j`` in lower case, elided ones close to the next."""
        return " ".join(token.word for token in self.tokens[i:j]).replace("' ", "'")

    def phones(self, i: int, j: int) -> ph.Phones:
        """The sounds of tokens ``i`` to ``j``."""
        return np.concatenate([token.phones for token in self.tokens[i:j]])

    def replaced(self, i: int, j: int, by: str) -> str:
        """The whole text with tokens ``i`` to ``j`` replaced."""
        before, after = self.text[: self.tokens[i].start], self.text[self.tokens[j - 1].end :]
        glued = by.endswith("'") and after.startswith(" ")
        return before + by + (after[1:] if glued else after)


def _parts(text: str, book: WordBook) -> Iterator[re.Match[str]]:
    """The words; those with a hyphen are one only where they are known as one ("rendez-vous", not "pouvez-vous")."""
    for match in _WORD.finditer(text):
        if "-" in match[0] and match[0].casefold() not in book.index:
            yield from _PART.finditer(text, match.start(), match.end())
        else:
            yield match


def read(text: str, book: WordBook, counting: Counting, cues: frozenset[tuple[str, ...]], stretch: int = 0) -> Clause:
    """Split and sound a text. ``cues`` are words behind which names stand; ``stretch`` chooses a part of a long one."""
    text = unicodedata.normalize("NFC", " ".join(text.split())).replace("’", "'")
    found = list(_parts(text, book))
    first = 0
    if len(found) > LONGEST_CLAUSE:
        first = (stretch % (len(found) // LONGEST_CLAUSE)) * LONGEST_CLAUSE
    determiners = book.articles.all()
    tokens: list[Token] = []
    words = [match.group().casefold() for match in found]
    for k in range(first, min(first + LONGEST_CLAUSE, len(found))):
        match, word = found[k], words[k]
        between = text[found[k - 1].end() if k else 0 : match.start()]
        number = counting.counts(word)
        reading = book.as_noun(word) if tokens and tokens[-1].determiner else book.reading(word)
        named = any(tuple(words[max(0, k - size) : k]) in cues for size in (1, 2, 3, 4))
        follows_name = bool(tokens and tokens[-1].name and not reading.kind)
        capital = match.group()[:1].isupper() and k > 0 and not _BREAK.search(between)
        tokens.append(
            Token(
                word=word,
                start=match.start(),
                end=match.end(),
                phones=book.phones(counting.spoken(word)),
                reading=reading,
                determiner=word in determiners or word in ("du", "au", "aux", "de", "d'"),
                number=number,
                name=(named or follows_name or capital) and word not in determiners and not number and len(word) > 2,
                breaks=bool(k and _BREAK.search(between)),
            )
        )
    return Clause(text, tuple(tokens))
