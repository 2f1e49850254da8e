"""Measures that the engine does not use itself: bigrams attested elsewhere, articulatory distance, foul words.

Each says by ``None`` or an empty set that what it needs is not installed. See README.md for the sources.
"""

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Pair = tuple[str, str]
WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
GCIDE = Path("/usr/share/dictd/gcide.dict.dz")
FORTUNES = Path("/usr/share/games/fortunes")
WORDNET = Path("/usr/share/wordnet")
# ARPAbet to IPA, as panphon spells it.
IPA = dict(
    pair.split(":")
    for pair in "P:p B:b M:m F:f V:v W:w TH:θ DH:ð T:t D:d N:n S:s Z:z L:l R:ɹ SH:ʃ ZH:ʒ CH:t͡ʃ JH:d͡ʒ Y:j K:k G:ɡ "
    "NG:ŋ HH:h IY:i IH:ɪ EH:ɛ EY:eɪ AE:æ AH:ʌ AA:ɑ AO:ɔ AY:aɪ AW:aʊ OY:ɔɪ OW:oʊ UH:ʊ UW:u ER:ɝ".split()
)


def words(text: str) -> list[str]:
    """The words of a text in lower case, apostrophes kept."""
    return [w.replace("’", "'") for w in WORD.findall(text.casefold())]


def pairs(text: str) -> list[Pair]:
    """Neighbouring words. Those with an apostrophe or a digit are left out: the lists spell them otherwise."""
    run = words(text)
    return [(a, b) for a, b in itertools.pairwise(run) if (a + b).isalpha()]


@cache
def listed_bigrams() -> frozenset[Pair]:
    """The 243,342 bigrams of symspellpy (Google Books n-grams, both words in SCOWL); empty if it is not installed."""
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        return frozenset()
    path = Path(spec.origin).parent / "frequency_bigramdictionary_en_243_342.txt"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return frozenset((a, b) for a, b, *_ in (line.split() for line in lines if line.count(" ") >= 2))


@cache
def text_bigrams() -> frozenset[Pair]:
    """Bigrams of running text that Debian ships: dict-gcide, fortunes, WordNet's glosses. What is there is used."""
    found: set[Pair] = set()
    for text in _texts():
        for stretch in re.split(r"[.;:?!,()\[\]\"](?:\s|$)|\n\s*\n", text):
            found.update(pairs(stretch))
    return frozenset(found)


def _texts() -> Iterator[str]:
    if GCIDE.is_file():
        with gzip.open(GCIDE, "rt", encoding="utf-8", errors="replace") as file:
            yield re.sub(r"\[.*?\]|[\\{}<>_]", "", file.read())
    for path in sorted(FORTUNES.glob("*")) if FORTUNES.is_dir() else ():
        if path.is_file() and not path.suffix:
            yield path.read_text(encoding="utf-8", errors="replace")
    for path in sorted(WORDNET.glob("data.*")) if WORDNET.is_dir() else ():
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        yield "\n\n".join(line.partition("|")[2] for line in lines)


def text_sources() -> list[str]:
    """Which of the texts are there."""
    return [name for name, path in (("gcide", GCIDE), ("fortunes", FORTUNES), ("wordnet", WORDNET)) if path.exists()]


@cache
def _panphon() -> Any:
    if find_spec("panphon") is None:
        return None
    from panphon.distance import Distance

    return Distance()


def feature_distance(said: Sequence[str], heard: Sequence[str]) -> float | None:
    """panphon's weighted feature edit distance of two runs of ARPAbet, over the longer one's length in segments.

    Mortensen et al. 2016, *PanPhon*. It knows neither stress nor that h, t, d are easily lost. ``None`` if panphon is
    not installed.
    """
    distance = _panphon()
    if distance is None or not said or not heard:
        return None
    return float(distance.weighted_feature_edit_distance_div_maxlen(_ipa(said), _ipa(heard)))


def _ipa(phones: Iterable[str]) -> str:
    return "".join("ə" if p == "AH0" else IPA[p.rstrip("012")] for p in phones)


@cache
def _profanity() -> Any:
    if find_spec("better_profanity") is None:
        return None
    from better_profanity import Profanity

    return Profanity()


def is_foul(text: str) -> bool | None:
    """Whether better-profanity, with its list and its other spellings, finds something. ``None`` without it."""
    checker = _profanity()
    return None if checker is None else bool(checker.contains_profanity(text))


def boundary_moved(said: Sequence[Sequence[str]], heard: Sequence[Sequence[str]]) -> bool:
    """Whether the words of a stretch are cut otherwise: another number, or a boundary at another sound.

    Both are given as the sounds of each word. The sounds are aligned by edit distance (equal 0, same class 0.5, other
    class or lost 1); a boundary stays if it falls between the same two sounds.
    """
    if len(said) != len(heard):
        return True
    place = _alignment([p for w in said for p in w], [p for w in heard for p in w])
    return {place[k] for k in _inner(said)} != _inner(heard)


def _inner(run: Sequence[Sequence[str]]) -> set[int]:
    ends, total = set(), 0
    for word in run[:-1]:
        total += len(word)
        ends.add(total)
    return ends


def _alignment(said: list[str], heard: list[str]) -> dict[int, int]:
    """For each number of sounds said, how many had been heard by then on the cheapest path."""

    def swap(a: str, b: str) -> float:
        a, b = a.rstrip("012"), b.rstrip("012")
        return 0.0 if a == b else 0.5 if (a[0] in "AEIOU") == (b[0] in "AEIOU") else 1.0

    cost = [[float(i + j) for j in range(len(heard) + 1)] for i in range(len(said) + 1)]
    for i, a in enumerate(said, 1):
        for j, b in enumerate(heard, 1):
            cost[i][j] = min(cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + swap(a, b))
    i, j = len(said), len(heard)
    place = {i: j}
    while i or j:
        if i and j and cost[i][j] == cost[i - 1][j - 1] + swap(said[i - 1], heard[j - 1]):
            i, j = i - 1, j - 1
        elif i and cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
        place.setdefault(i, j)
    return place
