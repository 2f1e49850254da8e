"""Whether a thought is finished: fast enough to be asked at every partial result."""

from __future__ import annotations

from collections.abc import Callable

from voiceapp.dialogue.understanding.lexicon import Lexicon, folded
from voiceapp.dialogue.understanding.numbers import MULTIPLES, TEENS, TENS, UNITS, ZEROS
from voiceapp.dialogue.understanding.words import shortened

_OPENS_CLAUSE = frozenset("whether that or because if and".split())
_ZEROS = frozenset(("zero", "nul"))
_NATIONAL_NUMBER = 9  # digits of the shortest telephone number that begins with a zero


class Completeness:
    """Judges by the last words only."""

    def __init__(self, lexicon: Lexicon, digits: Callable[[str], int] | None = None) -> None:
        """``digits`` says how many digits of a number that is read out a word stands for, by default in English."""
        lists = lexicon.lists
        self._lexicon = lexicon
        self._digits = digits or english_digit
        self._questions = lists.words("questions")
        self._stranded = lists.words("stranded")
        self._open = lists.words("open")
        self._open_pairs = lists.phrases("open pairs")
        self._complete = lists.phrases("complete")
        self._complete_ends = lists.phrases("complete ends")
        self._tags = lists.phrases("tags")
        self._possessives = frozenset("my your our his her their".split())
        self._fillers = lists.words("fillers")
        self._always = lists.words("closed")

    def __call__(self, text: str) -> bool:
        stripped = folded(shortened(text).strip().lower().replace("’", "'"))
        if not any(c.isalnum() for c in stripped):
            return True
        if stripped.endswith(("...", "…", "-", "–", ",")):
            return False
        if stripped.endswith((".", "!", "?")):
            return True
        words = stripped.split()
        if len(words) > 1 and words[-1] in self._fillers:
            return False
        words = [word.strip(".,!?;:\"'()") for word in words[-24:]]
        while len(words) > 3 and (words[-1] in ("eh", "dear", "love") or words[-2:] == ["you", "know"]):
            del words[-1 if words[-1] != "know" else -2 :]  # they hang on to whatever was said
        asked = any(word in self._questions for word in words[:-2])
        if " ".join(words[-2:]) in self._tags and len(words) > 4 and not asked:
            return True  # "move it before five will you"
        if len(words) > 1 and len(words[-1]) == len(words[-2]) == 1:
            return True  # spelled
        if (
            words[-3:-2] != []
            and words[-3] in _OPENS_CLAUSE
            and words[-2] in self._possessives
            and words[-4:-3] != ["is"]
        ):
            return False  # "i wanted to know whether my parcel"
        for size in (5, 4, 3, 2, 1):
            tail = " ".join(words[-size:])
            if (size == len(words) and tail in self._complete) or tail in self._complete_ends:
                return True
            if tail in self._open_pairs:
                return False
        if words[-1] in self._stranded and any(word in self._questions for word in words[:-3]):
            return True  # "what did you say your name was"
        if words[-1] in MULTIPLES or self._waits_for_noun(words):
            return False
        if self._digits_go_on(words):
            return False
        return words[-1] not in self._open or words[-1] in self._always

    def _waits_for_noun(self, words: list[str]) -> bool:
        """Whether only an adjective stands behind the last determiner: "i need a new"."""
        letters = self._lexicon.letters(words[-1])
        return (
            letters[:1] == "a" and "n" not in letters and words[-2:-1] != [] and words[-2] in self._lexicon.determiners
        )

    def _digits_go_on(self, words: list[str]) -> bool:
        """Whether the utterance ends in a telephone number that has too few digits yet."""
        digits = 0
        first = ""
        for word in reversed(words):
            if word in MULTIPLES:
                digits += MULTIPLES[word] - 1
            elif count := self._digits(word):
                digits += count
            else:
                break
            first = word
        begins = first in ZEROS or first in _ZEROS or first.startswith("0")
        return digits >= 2 and begins and digits < _NATIONAL_NUMBER


def english_digit(word: str) -> int:
    """How many digits of a number that is read out an English word stands for."""
    if word in UNITS or word in ZEROS:
        return 1
    if word in TEENS or word in TENS:
        return 2
    return len(word) if word.isdigit() else 0
