"""From whatever was typed or recognised to plain words: lower case, no contractions, fillers or restarts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

LONGEST = 300
"""Words of one utterance that are looked at: the first and the last half of this. Speech never has more."""

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|[a-z])?(?![^\W\d_])|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[.,;:!?…]+|[^\w\s]|_"
)
_CLAUSE_END = frozenset(".,;:!?…")
_ENDINGS = (("n't", "not"), ("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'d", "would"), ("'m", "am"))
_FRENCH_WORDS = frozenset("aujourd'hui quelqu'un quelqu'une d'accord d'abord d'ailleurs presqu'île".split())
_LONGEST_RESTART = 5


@dataclass(frozen=True, slots=True)
class Word:
    """One plain word. ``breaks`` is set when punctuation stood before it."""

    text: str
    breaks: bool = False


@dataclass(frozen=True)
class Plain:
    """The words of an utterance, and what the punctuation told."""

    words: tuple[Word, ...]
    question: bool = False
    fillers: int = 0
    cut: bool = False


def english_parts(token: str) -> list[str]:
    """A word with an apostrophe in it taken apart: "isn't" → "is not", "driver's" → "driver 's"."""
    for ending, word in _ENDINGS:
        if token.endswith(ending) and len(token) > len(ending):
            return [token[: -len(ending)], word]
    if token.endswith("'s") and len(token) > 2:
        return [token[:-2], "'s"]
    return [token]


def french_parts(token: str) -> list[str]:
    """Each elided word by itself: "j'ai" → "j' ai"."""
    return [token] if token in _FRENCH_WORDS else re.findall(r"[^']+'?", token)


def whole(token: str) -> list[str]:
    """The word as it is."""
    return [token]


class Plainer:
    """Makes plain words. ``spellings`` maps one word to its plain words ("gonna" → "going to")."""

    def __init__(
        self,
        spellings: Mapping[str, str],
        fillers: Sequence[str],
        repeatable: frozenset[str],
        parts: Callable[[str], list[str]] = english_parts,
    ) -> None:
        self._spellings = {word: plain.split() for word, plain in spellings.items()}
        self._fillers = frozenset(fillers)
        self._repeatable = repeatable
        self._parts = parts

    def __call__(self, text: str) -> Plain:
        found, question = self._words(text)
        kept: list[Word] = []
        fillers = 0
        breaks = False
        for word in found:
            breaks = breaks or word.breaks
            if word.text in self._fillers:
                fillers += 1
                continue
            kept.append(Word(word.text, breaks))
            breaks = False
        if not kept:
            kept = found[:1]
        return Plain(tuple(self._without_restarts(kept)), question, fillers)

    def _words(self, text: str) -> tuple[list[Word], bool]:
        tokens = _TOKEN.findall(unicodedata.normalize("NFKC", shortened(text)).lower())
        if len(tokens) > LONGEST:
            tokens = tokens[: LONGEST // 2] + tokens[-LONGEST // 2 :]
        found: list[Word] = []
        breaks = question = False
        for token in tokens:
            if not token[0].isalnum():
                breaks = breaks or token[0] in _CLAUSE_END
                question = question or "?" in token
                continue
            for plain in self._plain(token.replace("’", "'")):
                found.append(Word(plain, breaks))
                breaks = False
        return found, question

    def _plain(self, token: str) -> list[str]:
        if token in self._spellings:
            return self._spellings[token]
        return self._parts(token) if "'" in token else [token]

    def _without_restarts(self, words: list[Word]) -> list[Word]:
        """Drop what is said again at once: "i want i want to" → "i want to". Digits and letters stay."""
        kept: list[Word] = []
        for word in words:
            kept.append(word)
            for size in range(1, _LONGEST_RESTART + 1):
                if len(kept) < 2 * size:
                    break
                tail = [w.text for w in kept[-size:]]
                if tail == [w.text for w in kept[-2 * size : -size]] and not all(
                    text in self._repeatable or text[0].isdigit() or len(text) == 1 for text in tail
                ):
                    del kept[-size:]
                    break
        return kept


def shortened(text: str) -> str:
    """The first and last part of a text too long to be speech."""
    limit = LONGEST * 12
    return text if len(text) <= 2 * limit else text[:limit] + " " + text[-limit:]
