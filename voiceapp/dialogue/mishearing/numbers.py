"""Numbers: how digits are spoken, and the slips a tired ear makes with them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
DIGIT = {word: str(i) for i, word in enumerate(_UNITS[:10])} | {"oh": "0"}
ONE = (("one",), ("1",))  # what a singular follows
# What a number is taken for on a bad line, the likeliest first (the pairs that spelling alphabets were made for).
CONFUSED = {
    "zero": ("seven", "two"),
    "oh": ("four",),
    "one": ("nine", "seven"),
    "two": ("ten", "three"),
    "three": ("two", "six"),
    "four": ("five", "oh"),
    "five": ("nine", "four"),
    "six": ("three", "eight"),
    "seven": ("eleven", "zero"),
    "eight": ("three", "six"),
    "nine": ("five", "one"),
    "ten": ("two", "seven"),
    "eleven": ("seven",),
    "twelve": ("twenty",),
    "thirteen": ("thirty",),
    "fourteen": ("forty",),
    "fifteen": ("fifty",),
    "sixteen": ("sixty",),
    "seventeen": ("seventy",),
    "eighteen": ("eighty",),
    "nineteen": ("ninety",),
    "twenty": ("twelve",),
    "thirty": ("thirteen",),
    "forty": ("fourteen",),
    "fifty": ("fifteen",),
    "sixty": ("sixteen",),
    "seventy": ("seventeen",),
    "eighty": ("eighteen",),
    "ninety": ("nineteen",),
    "hundred": ("thousand",),
    "thousand": ("hundred",),
    "double": ("triple",),
    "triple": ("double",),
}
_DIGIT_CONFUSED = {
    DIGIT[w]: tuple(DIGIT[o] for o in others if o in DIGIT) for w, others in CONFUSED.items() if w in DIGIT
}


def spoken(word: str) -> str:
    """The words of a number written in digits: "42" gives "forty two", "0470" digit by digit. Other words stay."""
    digits = "".join(c for c in word if c.isdigit() and c.isascii())
    if not digits or not word[0].isdigit():
        return word
    if word != digits or len(digits) > 3 or digits[0] == "0":
        tail = word.lstrip("0123456789") if word[len(digits) :].isalpha() else ""
        return " ".join([*(_UNITS[int(c)] for c in digits[:40]), tail]).strip()
    value = int(digits)
    parts = []
    if value >= 100:
        parts += [_UNITS[value // 100], "hundred"]
        value %= 100
    if value >= 20:
        parts.append(_TENS[value // 10])
        value %= 10
    if value or not parts:
        parts.append(_UNITS[value])
    return " ".join(parts)


def slips(words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Wrong readings of a run of number words, each with what went wrong. Digits stay digits, words stay words."""
    if len(words) == 1 and words[0].isdigit() and words[0].isascii():
        for digits, why in _digit_slips(words[0]):
            yield (digits,), why
        return
    digits_only = len(words) > 2 and all(w in DIGIT or w in ("double", "triple") for w in words)
    for i, word in enumerate(words):
        for other in CONFUSED.get(word, ()):
            teen_before_unit = other.endswith("teen") and i + 1 < len(words) and words[i + 1] in DIGIT
            if (other in ("oh", "zero", "eleven") and not digits_only) or teen_before_unit:
                continue
            yield (*words[:i], other, *words[i + 1 :]), f"{word} taken for {other}"
    for i in range(len(words) - 1):
        if words[i] in DIGIT and words[i + 1] in DIGIT and words[i] != words[i + 1]:
            yield (*words[:i], words[i + 1], words[i], *words[i + 2 :]), f"{words[i]} and {words[i + 1]} transposed"


def _digit_slips(digits: str) -> Iterator[tuple[str, str]]:
    for i, (a, b) in enumerate(itertools.pairwise(digits)):
        if a != b and not (i == 0 and b == "0"):
            yield digits[:i] + b + a + digits[i + 2 :], f"{a} and {b} transposed"
    for i, digit in enumerate(digits):
        for other in _DIGIT_CONFUSED.get(digit, ()):
            if not (i == 0 and other == "0" and len(digits) > 1):
                yield digits[:i] + other + digits[i + 1 :], f"{digit} taken for {other}"
    if len(digits) == 2:
        if digits[0] == "1" and digits[1] > "2":
            yield digits[1] + "0", "thirteen for thirty"
        elif digits[1] == "0" and digits[0] > "2":
            yield "1" + digits[0], "thirty for thirteen"
