"""Speech sounds: their symbols, what it costs to take one for another, and the distance between two runs of them.

Sounds are ARPAbet as in CMUdict. A vowel is either stressed (``"AE1"``) or not (``"AE0"``); secondary stress counts as
stress. Inside the package a sound is a small integer, its index in ``SYMBOLS``.

The costs are articulatory: consonants differ by place, manner and voicing, vowels by height, backness, rounding and
rhoticity (feature values after Ladefoged & Johnson, *A Course in Phonetics*). Losing a sound that English loses anyway
(h, t, d, schwa) is cheap, changing a stressed vowel is dear, since that is what a listener holds on to.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Phones = NDArray[np.uint8]

# place 0 lips .. 1 throat, manner (stop, affricate, fricative, nasal, liquid, glide), voiced
_CONSONANTS: dict[str, tuple[float, str, int]] = {
    "P": (0.0, "stop", 0),
    "B": (0.0, "stop", 1),
    "M": (0.0, "nasal", 1),
    "F": (0.1, "fricative", 0),
    "V": (0.1, "fricative", 1),
    "W": (0.05, "glide", 1),
    "TH": (0.25, "fricative", 0),
    "DH": (0.25, "fricative", 1),
    "T": (0.4, "stop", 0),
    "D": (0.4, "stop", 1),
    "N": (0.4, "nasal", 1),
    "S": (0.4, "fricative", 0),
    "Z": (0.4, "fricative", 1),
    "L": (0.4, "liquid", 1),
    "R": (0.5, "liquid", 1),
    "SH": (0.55, "fricative", 0),
    "ZH": (0.55, "fricative", 1),
    "CH": (0.55, "affricate", 0),
    "JH": (0.55, "affricate", 1),
    "Y": (0.6, "glide", 1),
    "K": (0.8, "stop", 0),
    "G": (0.8, "stop", 1),
    "NG": (0.8, "nasal", 1),
    "HH": (1.0, "fricative", 0),
}
_MANNERS = ("stop", "affricate", "fricative", "nasal", "liquid", "glide")
_MANNER_COST = np.array(
    [
        [0.0, 0.25, 0.4, 0.5, 0.7, 0.8],
        [0.25, 0.0, 0.2, 0.7, 0.8, 0.8],
        [0.4, 0.2, 0.0, 0.7, 0.6, 0.6],
        [0.5, 0.7, 0.7, 0.0, 0.45, 0.6],
        [0.7, 0.8, 0.6, 0.45, 0.0, 0.3],
        [0.8, 0.8, 0.6, 0.6, 0.3, 0.0],
    ]
)
# height 0 low .. 1 high, backness 0 front .. 1 back, rounded, rhotic: the beginning and the end of the vowel
_VOWELS: dict[str, tuple[tuple[float, float, float, float], tuple[float, float, float, float]]] = {
    "IY": ((1.0, 0.0, 0, 0), (1.0, 0.0, 0, 0)),
    "IH": ((0.82, 0.15, 0, 0), (0.82, 0.15, 0, 0)),
    "EH": ((0.5, 0.15, 0, 0), (0.5, 0.15, 0, 0)),
    "EY": ((0.6, 0.1, 0, 0), (0.9, 0.05, 0, 0)),
    "AE": ((0.2, 0.2, 0, 0), (0.2, 0.2, 0, 0)),
    "AH": ((0.4, 0.55, 0, 0), (0.4, 0.55, 0, 0)),
    "AA": ((0.0, 0.75, 0, 0), (0.0, 0.75, 0, 0)),
    "AO": ((0.25, 0.95, 0.6, 0), (0.25, 0.95, 0.6, 0)),
    "AY": ((0.05, 0.5, 0, 0), (0.85, 0.1, 0, 0)),
    "AW": ((0.05, 0.5, 0, 0), (0.8, 0.9, 0.8, 0)),
    "OY": ((0.4, 0.95, 0.8, 0), (0.85, 0.1, 0, 0)),
    "OW": ((0.55, 0.85, 0.7, 0), (0.8, 0.95, 0.9, 0)),
    "UH": ((0.8, 0.8, 0.7, 0), (0.8, 0.8, 0.7, 0)),
    "UW": ((1.0, 0.9, 0.9, 0), (1.0, 0.9, 0.9, 0)),
    "ER": ((0.45, 0.5, 0.2, 1), (0.45, 0.5, 0.2, 1)),
}
_VOWEL_WEIGHTS = (1.1, 0.8, 0.35, 0.5)
_SCALE = 0.7  # brings the costs below into 0..1, a lost stressed vowel being the dearest single change
# What it costs to lose a sound or to hear one that was not there.
_LOSS = {"HH": 0.3, "T": 0.45, "D": 0.45, "Y": 0.5, "W": 0.55, "R": 0.55, "L": 0.6, "N": 0.6, "V": 0.6, "DH": 0.5}
_SCHWA_LOSS, _UNSTRESSED_LOSS, _STRESSED_LOSS, _CONSONANT_LOSS = 0.35, 0.65, 1.3, 0.8
_STRESS_CHANGE = 0.2
_VOWEL_FOR_CONSONANT = 1.7
_SYLLABIC = {("ER0", "R"): 0.3, ("UW0", "W"): 0.3, ("IY0", "Y"): 0.3, ("AH0", "L"): 0.7, ("UH0", "W"): 0.4}

CONSONANTS = tuple(_CONSONANTS)
VOWELS = tuple(_VOWELS)
SYMBOLS: tuple[str, ...] = (*CONSONANTS, *(v + "1" for v in VOWELS), *(v + "0" for v in VOWELS))
INDEX = {symbol: i for i, symbol in enumerate(SYMBOLS)}
FIRST_STRESSED = len(CONSONANTS)
FIRST_UNSTRESSED = len(CONSONANTS) + len(VOWELS)
FIRST_VOWEL = FIRST_STRESSED
PAD = len(SYMBOLS)  # past the end of a shorter sequence


def _substitution(a: str, b: str) -> float:
    if a == b:
        return 0.0
    for pair, cost in _SYLLABIC.items():
        if (a, b) in (pair, pair[::-1]):
            return cost
    vowel_a, vowel_b = a[-1].isdigit(), b[-1].isdigit()
    if vowel_a != vowel_b:
        return _VOWEL_FOR_CONSONANT
    if vowel_a:
        halves = zip(_VOWELS[a[:-1]], _VOWELS[b[:-1]], strict=True)
        apart = sum(w * abs(p - q) for one, two in halves for w, p, q in zip(_VOWEL_WEIGHTS, one, two, strict=True))
        stressed = a.endswith("1") or b.endswith("1")
        # Unstressed vowels run into one another; a stressed one carries the word.
        cost = min(1.2, apart * (0.75 if stressed else 0.4))
        return cost + (_STRESS_CHANGE if a[-1] != b[-1] else 0.0)
    (place_a, manner_a, voice_a), (place_b, manner_b, voice_b) = _CONSONANTS[a], _CONSONANTS[b]
    manner = float(_MANNER_COST[_MANNERS.index(manner_a), _MANNERS.index(manner_b)])
    return min(1.1, 0.6 * abs(place_a - place_b) + manner + 0.25 * abs(voice_a - voice_b) + 0.05)


def _loss(symbol: str) -> float:
    if symbol[-1] == "1":
        return _STRESSED_LOSS
    if symbol[-1] == "0":
        return _SCHWA_LOSS if symbol in ("AH0", "IH0", "ER0") else _UNSTRESSED_LOSS
    return _LOSS.get(symbol, _CONSONANT_LOSS)


SUBSTITUTION = np.array([[_SCALE * _substitution(a, b) for b in SYMBOLS] for a in SYMBOLS], dtype=np.float32)
LOSS = np.array([_SCALE * _loss(s) for s in SYMBOLS], dtype=np.float32)
# The same with a row and column for PAD: nothing is won or lost past the end.
_SUBSTITUTION = np.pad(SUBSTITUTION, (0, 1), constant_values=9.0)
_LOSS_PADDED = np.pad(LOSS, (0, 1), constant_values=0.0)


def _embedding() -> NDArray[np.float32]:
    """Each symbol as a point (classical scaling, with the absent sound as the origin).

    Squared distance is about the cost of substitution, squared length about that of loss.
    """
    n = len(SYMBOLS) + 1
    cost = np.zeros((n, n))
    cost[:-1, :-1] = SUBSTITUTION
    cost[:-1, -1] = cost[-1, :-1] = LOSS
    centre = np.eye(n) - 1.0 / n
    values, vectors = np.linalg.eigh(-0.5 * centre @ cost @ centre)
    best = np.argsort(values)[::-1][:EMBEDDING_SIZE]
    # Signs of eigenvectors are arbitrary, so fix them: the same numbers on every machine.
    vectors = vectors[:, best]
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(len(best))])
    points = vectors * np.sqrt(np.maximum(values[best], 0.0))
    result: NDArray[np.float32] = (points[:-1] - points[-1]).astype(np.float32)
    return result


EMBEDDING_SIZE = 16
EMBEDDING = _embedding()


def encode(symbols: Sequence[str]) -> Phones:
    """ARPAbet to integers. Secondary stress becomes stress; a vowel without a digit is unstressed."""
    found = []
    for symbol in symbols:
        plain = symbol.rstrip("012")
        if plain in _VOWELS:
            found.append(INDEX[plain + ("1" if symbol[-1] in "12" else "0")])
        else:
            found.append(INDEX[plain])
    return np.array(found, dtype=np.uint8)


def decode(phones: Phones) -> tuple[str, ...]:
    """Integers to ARPAbet."""
    return tuple(SYMBOLS[i] for i in phones)


def unstressed(phones: Phones) -> Phones:
    """The same sounds with every vowel unstressed, as a function word has them inside a sentence."""
    result: Phones = np.where(
        (phones >= FIRST_STRESSED) & (phones < FIRST_UNSTRESSED), phones + len(VOWELS), phones
    ).astype(np.uint8)
    return result


def edit_costs(said: Phones, heard: Phones) -> NDArray[np.float32]:
    """Cheapest edit cost of each row of ``said`` (n, a) against the same row of ``heard`` (n, b), both padded with PAD.

    Wagner-Fischer over all pairs at once.
    """
    pairs, height = said.shape
    width = heard.shape[1]
    gone = _LOSS_PADDED[said]
    come = _LOSS_PADDED[heard]
    row = np.zeros((width + 1, pairs), dtype=np.float32)
    row[1:] = np.cumsum(come, axis=1).T
    swap = np.ascontiguousarray(_SUBSTITUTION[said[:, :, None], heard[:, None, :]].transpose(1, 2, 0))
    come = np.ascontiguousarray(come.T)
    gone = np.ascontiguousarray(gone.T)
    for i in range(height):
        best = row + gone[i]
        np.minimum(best[1:], row[:-1] + swap[i], out=best[1:])
        for j in range(width):
            np.minimum(best[j + 1], best[j] + come[j], out=best[j + 1])
        row = best
    result: NDArray[np.float32] = row[-1]
    return result


def distance(said: Phones, heard: Phones) -> float:
    """Edit cost divided by the longer phone count: 0 for homophones, about 1 for sounds with nothing in common."""
    longer = max(len(said), len(heard))
    if not longer:
        return 0.0
    return float(edit_costs(said[None, :], heard[None, :])[0]) / longer
