"""How near in sound a mishearing was: the words that were changed, and the distance between them."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.pronunciation import Sounding
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS

_AROUND = '.,;:!?"()'
_WORDS_MORE = 2
"""A wrong word may have swallowed this many words more than it has itself."""

_LONGEST = 40
"""Words of a sentence that are searched; nobody says more in one breath."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """The words that were said and those that stand on file instead.

    ``distance`` is articulatory edit cost over the longer phone count (``voiceapp.dialogue.mishearing.phones``): 0 for
    homophones, about 1 for sounds with nothing in common; ``None`` where there is nothing to compare.
    """

    said: str
    recorded: str
    distance: float | None


def change(said: str, recorded: str, pronounce: Sounding | None) -> Change:
    """What was changed between ``said`` and ``recorded``: the words that differ, or the nearest stretch of ``said``.

    Without ``pronounce`` (in a language whose sounds are not known) there is no distance, and of two texts that have
    no word in common the whole is shown.
    """
    before, after = said.split()[:_LONGEST], recorded.split()[:_LONGEST]
    if not before or not after:
        return Change(said=said, recorded=recorded, distance=None)
    same = SequenceMatcher(None, [w.casefold() for w in before], [w.casefold() for w in after], autojunk=False)
    unequal = [code for code in same.get_opcodes() if code[0] != "equal"]
    if not unequal:
        return Change(said=said, recorded=recorded, distance=0.0)
    whole = unequal[0][1] == 0 and unequal[-1][2] == len(before) and len(unequal) == 1
    if whole and pronounce and len(before) > len(after):
        return _nearest(before, recorded, pronounce)
    a, b, c, d = unequal[0][1], unequal[-1][2], unequal[0][3], unequal[-1][4]
    if a == b or c == d:  # a word that came or went: with the one beside it
        a, c = (a - 1, c - 1) if a and c else (a, c)
        b, d = (b + 1, d + 1) if a == b or c == d else (b, d)
    one, two = " ".join(before[a:b]), " ".join(after[c:d])
    return Change(said=one, recorded=two, distance=_distance(one, two, pronounce) if pronounce else None)


def sounds(text: str, pronounce: Sounding) -> ph.Phones:
    """The sounds of some words in a row; digits are spoken one by one."""
    runs = []
    for word in text.casefold().split():
        bare = word.strip(_AROUND)
        if bare.isascii() and bare.isdigit():
            runs += [pronounce(pronounce.digits[int(digit)]) for digit in bare]
        else:
            runs.append(pronounce(bare))
    return np.concatenate(runs) if runs else np.zeros(0, dtype=np.uint8)


def _distance(one: str, two: str, pronounce: Sounding) -> float | None:
    said, heard = sounds(one, pronounce), sounds(two, pronounce)
    if not len(said) or not len(heard):
        return None
    return round(min(1.0, pronounce.inventory.distance(said, heard)), 3)


def _nearest(words: list[str], recorded: str, pronounce: Sounding) -> Change:
    """The stretch of ``words`` that sounds most like ``recorded``: what an agent quotes alone was part of more."""
    heard = sounds(recorded, pronounce)
    spans = []
    for i in range(len(words)):
        for j in range(i + 1, min(len(words), i + len(recorded.split()) + _WORDS_MORE) + 1):
            part = words[i:j]
            if not all(word.casefold() in FUNCTION_WORDS for word in part):
                spans.append((" ".join(part), sounds(" ".join(part), pronounce)))
    spans = [(text, phones) for text, phones in spans if len(phones)]
    if not spans or not len(heard):
        return Change(said=" ".join(words), recorded=recorded, distance=None)
    width = max(len(phones) for _, phones in spans)
    rows = np.full((len(spans), width), pronounce.inventory.pad, dtype=np.uint8)
    for row, (_, phones) in zip(rows, spans, strict=True):
        row[: len(phones)] = phones
    costs = pronounce.inventory.edit_costs(rows, np.broadcast_to(heard, (len(spans), len(heard))))
    distances = costs / np.array([max(len(phones), len(heard)) for _, phones in spans])
    best = int(distances.argmin())
    return Change(said=spans[best][0], recorded=recorded, distance=round(min(1.0, float(distances[best])), 3))
