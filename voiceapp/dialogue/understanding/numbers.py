"""Number words to digits, and spelled letters to a word.

"oh four seven six double five" → "047655"; "two hundred and five" → "205"; "twenty three forty five" → "2345";
"m a t h i e u" and "m for mother a as in apple" → "ma"... Each is returned as one ``Piece``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from voiceapp.dialogue.understanding.words import Word

Kind = Literal["word", "number", "ordinal", "letters", "code"]

UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
ZEROS = frozenset("zero oh o nought naught nil".split())
SCALES = {"thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
MULTIPLES = {"double": 2, "triple": 3, "treble": 3}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
NATO = {
    "alpha": "a", "alfa": "a", "bravo": "b", "charlie": "c", "delta": "d", "echo": "e", "foxtrot": "f", "golf": "g",
    "hotel": "h", "india": "i", "juliet": "j", "juliett": "j", "kilo": "k", "lima": "l", "mike": "m", "november": "n",
    "oscar": "o", "papa": "p", "quebec": "q", "romeo": "r", "sierra": "s", "tango": "t", "uniform": "u", "victor": "v",
    "whiskey": "w", "whisky": "w", "yankee": "y", "zulu": "z",
}  # fmt: skip
# Names of letters as a recogniser writes them; believed only between clear letters.
LETTER_NAMES = {
    "ay": "a", "bee": "b", "be": "b", "cee": "c", "see": "c", "sea": "c", "dee": "d", "ee": "e", "ef": "f", "gee": "g",
    "aitch": "h", "eye": "i", "jay": "j", "kay": "k", "el": "l", "em": "m", "en": "n", "oh": "o", "pee": "p",
    "pea": "p",
    "queue": "q", "cue": "q", "are": "r", "ar": "r", "es": "s", "ess": "s", "tea": "t", "tee": "t", "you": "u",
    "vee": "v", "ex": "x", "why": "y", "zed": "z", "zee": "z",
}  # fmt: skip
_SIGNS = {"apostrophe": "'", "hyphen": "-", "dash": "-"}
_MONTHS = frozenset("january february march april may june july august september october november december".split())
# How a recogniser writes digits that are read out; believed only among digits.
_HEARD_DIGITS = {
    "or": "0", "all": "0", "of": "0", "owe": "0", "to": "2", "too": "2", "free": "3", "tree": "3", "for": "4",
    "ate": "8", "won": "1", "sex": "6", "nein": "9",
}  # fmt: skip
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MIXED = re.compile(r"\d+[a-z]")
_WEAK_LETTERS = frozenset("ai")
_LONGEST_RUN = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or several words that make one number or one spelled name; ``start``/``end`` index the words."""

    text: str
    kind: Kind
    start: int
    end: int
    breaks: bool = False


def pieces(words: Sequence[Word]) -> list[Piece]:
    """The words with numbers and spelled letters joined."""
    texts = [word.text for word in words]
    found: list[Piece] = []
    at = 0
    while at < len(texts):
        kind: Kind
        spelled = _letters(texts, at)
        if spelled is not None:
            text, end, kind = spelled
        elif (number := _number(texts, at)) is not None:
            text, end, kind = number
        else:
            text, end, kind = texts[at], at + 1, "word"
        found.append(Piece(text, kind, at, end, words[at].breaks))
        at = end
        if kind == "number" and texts[at : at + 2] in (["p", "m"], ["a", "m"]):
            found.append(Piece(texts[at] + "m", "word", at, at + 2))
            at += 2
    return found


def _letters(texts: Sequence[str], at: int) -> tuple[str, int, Kind] | None:
    """A run of spelled letters (and digits between them) from ``at``."""
    letters: list[str] = []
    clear = nato = 0
    end = index = at
    explained = False
    while index < len(texts) and index - at < _LONGEST_RUN:
        text = texts[index]
        if text == "capital" and index + 1 < len(texts):
            index += 1
            continue
        times = 1
        if text in MULTIPLES and index + 1 < len(texts):
            if (
                text == "double"
                and texts[index + 1] in ("you", "u")
                and (letters or len("".join(texts[index + 2 : index + 3])) == 1)
            ):
                letters.append("w")
                index += 2
                end = index
                continue
            times, index = MULTIPLES[text], index + 1
            text = texts[index]
        following = texts[index + 1] if index + 1 < len(texts) else ""
        if len(text) == 1 and text.isalpha():
            # "m for mother", "m as in mother", "m like mother"
            skip = _explanation(texts, index, text)
            if text in _WEAK_LETTERS and not skip and not letters and not _letterlike(following):
                return None
            explained = explained or skip > 0
            clear += text not in _WEAK_LETTERS
            letters.append(text * times)
            index += 1 + skip
        elif text in NATO and (nato or letters or following in NATO or (len(following) == 1 and following not in "ai")):
            letters.append(NATO[text] * times)
            nato += 1
            index += 1
        elif letters and text in ("oh", "zero", "nought") and (_digit(following) is not None or following in MULTIPLES):
            letters.append("0" * times)
            index += 1
        elif text in LETTER_NAMES and (letters or _strongly_letterlike(following)) and _letter_name_fits(texts, index):
            letters.append(LETTER_NAMES[text] * times)
            index += 1
        elif letters and text in _SIGNS and len(following) == 1:
            letters.append(_SIGNS[text])
            index += 1
        elif letters and (text in UNITS or text == "zero" or text.isdigit()):
            letters.append((str(UNITS.get(text, 0)) if not text.isdigit() else text) * times)
            index += 1
        elif letters and (text in TEENS or text in TENS):
            value, index = _below_hundred(texts, index)
            letters.append(str(value))
        elif letters and text in ("then", "and") and (following in NATO or len(following) == 1):
            index += 1
            continue
        else:
            break
        end = index
    joined = "".join(letters)
    alphabetic = sum(1 for c in joined if c.isalpha())
    if joined.replace("'", "").replace("-", "").isalpha():
        if (clear + nato < 2 and not (explained and clear)) or len(letters) < 2:
            return None
        if joined in ("pm", "am", "tv", "uk", "us", "ok", "id", "pc", "eu", "dj", "cv"):
            return None
        if nato and not clear and nato < 3:
            return None
        return joined, end, "letters"
    if alphabetic and set(joined) - set("o0123456789") and clear + nato >= 1 and (len(joined) >= 4 or alphabetic >= 2):
        return joined, end, "code"
    return None


def _letterlike(text: str) -> bool:
    return (len(text) == 1 and text.isalpha()) or text in MULTIPLES


def _strongly_letterlike(text: str) -> bool:
    return len(text) == 1 and text.isalpha() and text not in _WEAK_LETTERS


def _letter_name_fits(texts: Sequence[str], index: int) -> bool:
    """Whether a word that also names a letter stands among letters: one before and one after, or at the end."""
    before = texts[index - 1] if index else ""
    after = texts[index + 1] if index + 1 < len(texts) else ""
    return (
        (_strongly_letterlike(before) or before in LETTER_NAMES or len(before) == 1)
        and (not after or len(after) == 1 or after in LETTER_NAMES)
    ) or (not before and _strongly_letterlike(after))


def _explanation(texts: Sequence[str], index: int, letter: str) -> int:
    """How many words after a letter only explain it."""
    rest = texts[index + 1 : index + 4]
    for cue in (["for"], ["as", "in"], ["like"], ["like", "in"], ["is", "for"]):
        size = len(cue)
        if list(rest[:size]) == cue and len(rest) > size and rest[size].startswith(letter) and len(rest[size]) > 1:
            return size + 1
    return 0


def _number(texts: Sequence[str], at: int) -> tuple[str, int, Kind] | None:
    first = texts[at]
    if re.fullmatch(r"\d+(?:st|nd|rd|th)", first):
        return first, at + 1, "ordinal"
    if first == "second" and texts[at + 1 : at + 2] == ["of"] and texts[at + 2 : at + 3] and texts[at + 2] in _MONTHS:
        return "2nd", at + 1, "ordinal"
    if first in ORDINALS:
        return None if first == "second" else (_ordinal(ORDINALS[first]), at + 1, "ordinal")
    if first in TENS and at + 1 < len(texts) and ORDINALS.get(texts[at + 1], 99) < 10:
        return _ordinal(TENS[first] + ORDINALS[texts[at + 1]]), at + 2, "ordinal"
    if first in ("a", "an"):
        if at + 1 < len(texts) and texts[at + 1] in ("hundred", "thousand", "million", "dozen"):
            if texts[at + 1] == "dozen":
                return "12", at + 2, "number"
            value, end = _cardinal(["one", *texts[at + 1 : at + 12]], 0)
            return str(value), at + end, "number"
        return None
    parts: list[str] = []
    index = at
    while index < len(texts) and index - at < _LONGEST_RUN:
        text = texts[index]
        following = texts[index + 1] if index + 1 < len(texts) else ""
        if text in MULTIPLES and (digit := _digit(following)) is not None:
            parts.append(digit * MULTIPLES[text])
            index += 2
        elif text in ZEROS:
            if text in ("oh", "o") and not parts and not _numberlike(following):
                break
            parts.append("0")
            index += 1
        elif text in UNITS or text in TEENS or text in TENS:
            value, index = _cardinal(texts, index)
            parts.append(str(value))
        elif _PLAIN_NUMBER.fullmatch(text) or _MIXED.fullmatch(text):
            clock = ":" in text or "." in text
            if parts and clock:
                break
            digits = re.sub(r",(?=\d{3})", "", text)
            index += 1
            if digits.isdigit() and following in SCALES:
                digits = str(int(digits[:12]) * SCALES[following])
                index += 1
            parts.append(digits)
            if clock:
                break
        elif text == "point" and parts and _digit(following) is not None:
            parts.append(".")
            index += 1
        elif text in _HEARD_DIGITS and _among_digits(texts, index):
            parts.append(_HEARD_DIGITS[text])
            index += 1
        else:
            break
    if not parts:
        return None
    digits = "".join(parts)
    if (
        index < len(texts)
        and re.fullmatch(r"[b-hj-z]|a", texts[index])
        and digits.isdigit()
        and len(digits) <= 4
        and (index + 1 == len(texts) or (texts[index] != "a" and len(texts[index + 1]) > 1))
        and texts[index + 1 : index + 2] not in (["m"], ["'s"])
    ):
        digits += texts[index]
        index += 1
    return digits, index, "number"


def _cardinal(texts: Sequence[str], at: int) -> tuple[int, int]:
    """The value of a number below a billion, and where it ends. "twenty three" is 23, "two three" only 2."""
    total = 0
    value, index = _below_thousand(texts, at)
    while index < len(texts) and texts[index] in SCALES:
        total += value * SCALES[texts[index]]
        value = 0
        index += 1
        follow = index + 1 if index < len(texts) and texts[index] == "and" else index
        if follow < len(texts) and (texts[follow] in UNITS or texts[follow] in TEENS or texts[follow] in TENS):
            value, index = _below_thousand(texts, follow)
    return total + value, index


def _below_thousand(texts: Sequence[str], at: int) -> tuple[int, int]:
    value, index = _below_hundred(texts, at)
    if index < len(texts) and texts[index] == "hundred":
        value *= 100
        index += 1
        joined = index < len(texts) and texts[index] == "and"
        follow = index + 1 if joined else index
        # "eight hundred five five five": a number read out, not eight hundred and five
        read_out = not joined and all(text in UNITS for text in texts[follow : follow + 2]) and follow + 1 < len(texts)
        if (
            follow < len(texts)
            and not read_out
            and (texts[follow] in UNITS or texts[follow] in TEENS or texts[follow] in TENS)
        ):
            rest, index = _below_hundred(texts, follow)
            value += rest
    return value, index


def _below_hundred(texts: Sequence[str], at: int) -> tuple[int, int]:
    text = texts[at]
    if text in TENS:
        if at + 1 < len(texts) and texts[at + 1] in UNITS:
            return TENS[text] + UNITS[texts[at + 1]], at + 2
        return TENS[text], at + 1
    return (UNITS[text] if text in UNITS else TEENS[text]), at + 1


def _digit(text: str) -> str | None:
    if text in ZEROS:
        return "0"
    if text in UNITS:
        return str(UNITS[text])
    return text if len(text) == 1 and text.isdigit() else None


def _numberlike(text: str) -> bool:
    return text in UNITS or text in TEENS or text in TENS or text in ZEROS or text in MULTIPLES or text.isdigit()


def _among_digits(texts: Sequence[str], index: int) -> bool:
    """Whether a word that sounds like a digit stands where a number is read out."""
    before = after = 0
    while before < index and _numberlike(texts[index - 1 - before]):
        before += 1
    while index + 1 + after < len(texts) and _numberlike(texts[index + 1 + after]):
        after += 1
    if not before:
        return after >= 5 and _HEARD_DIGITS[texts[index]] == "0"
    return (before >= 1 <= after and before + after >= 4) or (after == 1 and before == 2 and texts[index] != "or")


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
