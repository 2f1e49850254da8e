"""From letters to sounds: the dictionary, British spellings, and rules learnt from the dictionary for what it lacks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS

# A spelling rule and what it makes of a British spelling; used only where the result is a known word.
_BRITISH = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"our(s|ed|ing|ful|able|ite|ites)?$", r"or\1"),
        (r"is(e|es|ed|ing|ation|er)$", r"iz\1"),
        (r"ys(e|es|ed|ing)$", r"yz\1"),
        (r"tre(s)?$", r"ter\1"),
        (r"ogue(s)?$", r"og\1"),
        (r"ence$", "ense"),
        (r"ll(ed|ing|er|ers)$", r"l\1"),
        (r"^grey", "gray"),
        (r"^cheque", "check"),
        (r"^tyre", "tire"),
        (r"^yoghurt", "yogurt"),
        (r"^aluminium", "aluminum"),
        (r"mme(s)?$", r"m\1"),
        (r"^mould", "mold"),
        (r"^plough", "plow"),
        (r"^kerb", "curb"),
        (r"^pyjama", "pajama"),
    )
)
_LETTER_NAMES = {
    "a": "EY1", "b": "B IY1", "c": "S IY1", "d": "D IY1", "e": "IY1", "f": "EH1 F", "g": "JH IY1", "h": "EY1 CH",
    "i": "AY1", "j": "JH EY1", "k": "K EY1", "l": "EH1 L", "m": "EH1 M", "n": "EH1 N", "o": "OW1", "p": "P IY1",
    "q": "K Y UW1", "r": "AA1 R", "s": "EH1 S", "t": "T IY1", "u": "Y UW1", "v": "V IY1", "w": "D AH1 B AH0 L Y UW0",
    "x": "EH1 K S", "y": "W AY1", "z": "Z IY1",
}  # fmt: skip
LONGEST_WORD = 40  # letters; what is longer is no word, and only its beginning is sounded


class LetterRules:
    """Letter-to-sound rules: the longest known context of a letter says which phones it makes.

    ``rules`` maps contexts such as ``"^k(n)ee"`` to phones. Contexts widen alternately to the right and to the left.
    """

    def __init__(self, rules: Mapping[str, str]) -> None:
        self._rules = rules

    def __call__(self, word: str) -> list[str]:
        """ARPAbet for a word of letters a-z; never empty for a word with a letter in it."""
        found: list[str] = []
        padded = f"^{word}$"
        for i in range(1, len(padded) - 1):
            for context in reversed(list(contexts(padded, i))):
                if context in self._rules:
                    found += self._rules[context].split()
                    break
        if not any(p[-1] == "1" for p in found):
            found = _stress_first(found)
        return found or _LETTER_NAMES.get(word[:1], "AH1").split()


def contexts(padded: str, i: int) -> Iterator[str]:
    """The contexts of letter ``i`` of ``^word$``, from the narrowest to the widest."""
    for left, right in ((0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 4)):
        lo, hi = max(0, i - left), min(len(padded), i + 1 + right)
        yield f"{padded[lo:i]}({padded[i]}){padded[i + 1 : hi]}"


def _stress_first(found: list[str]) -> list[str]:
    for i, phone in enumerate(found):
        if phone[-1].isdigit():
            return [*found[:i], phone[:-1] + "1", *found[i + 1 :]]
    return found


def plain_letters(word: str) -> str:
    """Lower case, accents off, only a-z and apostrophes: "Mañana" gives "manana", "Łódź" "lodz"."""
    loose = {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "th", "þ": "th", "ı": "i", "’": "'"}
    spread = "".join(loose.get(c, c) for c in word.casefold())
    return "".join(c for c in unicodedata.normalize("NFKD", spread) if "a" <= c <= "z" or c == "'")


class Sounding(Protocol):
    """Sounds of single words in lower case, in the ``inventory`` of a language; ``digits`` are its words for 0 to 9."""

    inventory: ph.Inventory
    digits: Sequence[str]

    def __call__(self, word: str) -> ph.Phones:
        """The sounds of a word; empty if nothing can be sounded."""
        ...


class Pronouncer:
    """Phones of any English word. ``known`` gives the phones of words in the dictionary, or None."""

    inventory = ph.ENGLISH
    digits: Sequence[str] = "zero one two three four five six seven eight nine".split()

    def __init__(self, index: Mapping[str, int], flat: ph.Phones, starts: np.ndarray, rules: LetterRules) -> None:
        self._index = index
        self._flat = flat
        self._starts = starts
        self._rules = rules

    def known_spelling(self, word: str) -> str | None:
        """The spelling under which the dictionary has this word, or None. "colour" gives "color"."""
        if word in self._index:
            return word
        for pattern, replacement in _BRITISH:
            other = pattern.sub(replacement, word)
            if other != word and other in self._index:
                return other
        return None

    def __call__(self, word: str) -> ph.Phones:
        """Phones of one word in lower case; a function word comes without stress. Empty if nothing can be sounded."""
        spelling = self.known_spelling(word)
        if spelling is not None:
            i = self._index[spelling]
            found = self._flat[self._starts[i] : self._starts[i + 1]]
            return ph.unstressed(found) if spelling in FUNCTION_WORDS else found
        letters = plain_letters(word)[:LONGEST_WORD]
        if letters.endswith("'s") and (stem := self.known_spelling(letters[:-2])) is not None:
            return np.append(self(stem), np.uint8(ph.INDEX["Z"]))
        letters = letters.replace("'", "")
        if not letters:
            return np.zeros(0, dtype=np.uint8)
        if not re.search("[aeiouy]", letters):  # "pdf", "sms": spelled out
            return ph.encode([p for c in letters[:6] for p in _LETTER_NAMES[c].split()])
        return ph.encode(self._rules(letters))
