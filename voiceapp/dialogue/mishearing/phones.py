"""Speech sounds: their symbols, what it costs to take one for another, and the distance between two runs of them.

A vowel is either stressed (``"AE1"``) or not (``"AE0"``); secondary stress counts as stress. Inside the package a
sound is a small integer, its index in the ``symbols`` of the language's ``Inventory``. English sounds are ARPAbet as
in CMUdict, and what stands on this module's own level is English; those of ``FRENCH`` and ``DUTCH`` are IPA as eSpeak
NG writes it.

The costs are articulatory: consonants differ by place, manner and voicing, vowels by height, backness, rounding and
rhoticity (feature values after Ladefoged & Johnson, *A Course in Phonetics*). Losing a sound that English loses anyway
(h, t, d, schwa) is cheap, changing a stressed vowel is dear, since that is what a listener holds on to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Phones = NDArray[np.uint8]
Consonant = tuple[float, str, int]
"""Place, 0 lips .. 1 throat; manner (stop, affricate, fricative, nasal, liquid, glide); voiced."""
_Half = tuple[float, float, float, float]
Vowel = tuple[_Half, _Half]
"""Height 0 low .. 1 high, backness 0 front .. 1 back, rounded, and rhotic or nasal: its beginning and its end."""

_CONSONANTS: dict[str, Consonant] = {
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
_VOWELS: dict[str, Vowel] = {
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

EMBEDDING_SIZE = 16


class Inventory:
    """The sounds of one language, and what it costs to take one for another.

    ``loss`` is what it costs to lose some consonants or to hear them where there was none; ``weak`` are vowels, with
    their stress, that are lost as easily as schwa; ``syllabic`` pairs of a vowel and the consonant it is nearly.
    """

    def __init__(
        self,
        consonants: Mapping[str, Consonant],
        vowels: Mapping[str, Vowel],
        *,
        loss: Mapping[str, float],
        weak: Sequence[str],
        syllabic: Mapping[tuple[str, str], float],
    ) -> None:
        self._consonants, self._vowels = consonants, vowels
        self._lost, self._weak, self._syllabic = loss, weak, syllabic
        self.symbols: tuple[str, ...] = (*consonants, *(v + "1" for v in vowels), *(v + "0" for v in vowels))
        self.index = {symbol: i for i, symbol in enumerate(self.symbols)}
        self.first_vowel = self.first_stressed = len(consonants)
        self.first_unstressed = len(consonants) + len(vowels)
        self.pad = len(self.symbols)
        """Past the end of a shorter sequence."""
        self.substitution = np.array(
            [[_SCALE * self._substitution(a, b) for b in self.symbols] for a in self.symbols], dtype=np.float32
        )
        self.loss = np.array([_SCALE * self._loss(s) for s in self.symbols], dtype=np.float32)
        # The same with a row and column for the pad: nothing is won or lost past the end.
        self._substitution_padded = np.pad(self.substitution, (0, 1), constant_values=9.0)
        self._loss_padded = np.pad(self.loss, (0, 1), constant_values=0.0)
        self.embedding = self._embedding()

    def _substitution(self, a: str, b: str) -> float:
        if a == b:
            return 0.0
        for pair, cost in self._syllabic.items():
            if (a, b) in (pair, pair[::-1]):
                return cost
        vowel_a, vowel_b = a[-1].isdigit(), b[-1].isdigit()
        if vowel_a != vowel_b:
            return _VOWEL_FOR_CONSONANT
        if vowel_a:
            halves = zip(self._vowels[a[:-1]], self._vowels[b[:-1]], strict=True)
            apart = sum(w * abs(p - q) for one, two in halves for w, p, q in zip(_VOWEL_WEIGHTS, one, two, strict=True))
            stressed = a.endswith("1") or b.endswith("1")
            # Unstressed vowels run into one another; a stressed one carries the word.
            cost = min(1.2, apart * (0.75 if stressed else 0.4))
            return cost + (_STRESS_CHANGE if a[-1] != b[-1] else 0.0)
        (place_a, manner_a, voice_a), (place_b, manner_b, voice_b) = self._consonants[a], self._consonants[b]
        manner = float(_MANNER_COST[_MANNERS.index(manner_a), _MANNERS.index(manner_b)])
        return min(1.1, 0.6 * abs(place_a - place_b) + manner + 0.25 * abs(voice_a - voice_b) + 0.05)

    def _loss(self, symbol: str) -> float:
        if symbol[-1] == "1":
            return _STRESSED_LOSS
        if symbol[-1] == "0":
            return _SCHWA_LOSS if symbol in self._weak else _UNSTRESSED_LOSS
        return self._lost.get(symbol, _CONSONANT_LOSS)

    def _embedding(self) -> NDArray[np.float32]:
        """Each symbol as a point (classical scaling, with the absent sound as the origin).

        Squared distance is about the cost of substitution, squared length about that of loss.
        """
        n = len(self.symbols) + 1
        cost = np.zeros((n, n))
        cost[:-1, :-1] = self.substitution
        cost[:-1, -1] = cost[-1, :-1] = self.loss
        centre = np.eye(n) - 1.0 / n
        values, vectors = np.linalg.eigh(-0.5 * centre @ cost @ centre)
        best = np.argsort(values)[::-1][:EMBEDDING_SIZE]
        # Signs of eigenvectors are arbitrary, so fix them: the same numbers on every machine.
        vectors = vectors[:, best]
        vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(len(best))])
        points = vectors * np.sqrt(np.maximum(values[best], 0.0))
        result: NDArray[np.float32] = (points[:-1] - points[-1]).astype(np.float32)
        return result

    def encode(self, symbols: Sequence[str]) -> Phones:
        """Symbols to integers. Secondary stress becomes stress; a vowel without a digit is unstressed."""
        found = []
        for symbol in symbols:
            plain = symbol.rstrip("012")
            if plain in self._vowels:
                found.append(self.index[plain + ("1" if symbol[-1] in "12" else "0")])
            else:
                found.append(self.index[plain])
        return np.array(found, dtype=np.uint8)

    def decode(self, phones: Phones) -> tuple[str, ...]:
        """Integers to symbols."""
        return tuple(self.symbols[i] for i in phones)

    def unstressed(self, phones: Phones) -> Phones:
        """The same sounds with every vowel unstressed, as a function word has them inside a sentence."""
        result: Phones = np.where(
            (phones >= self.first_stressed) & (phones < self.first_unstressed), phones + len(self._vowels), phones
        ).astype(np.uint8)
        return result

    def edit_costs(self, said: Phones, heard: Phones) -> NDArray[np.float32]:
        """Cheapest edit cost of each row of ``said`` (n, a) against the same row of ``heard`` (n, b), both padded.

        Wagner-Fischer over all pairs at once.
        """
        pairs, height = said.shape
        width = heard.shape[1]
        gone = self._loss_padded[said]
        come = self._loss_padded[heard]
        row = np.zeros((width + 1, pairs), dtype=np.float32)
        row[1:] = np.cumsum(come, axis=1).T
        swap = np.ascontiguousarray(self._substitution_padded[said[:, :, None], heard[:, None, :]].transpose(1, 2, 0))
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

    def distance(self, said: Phones, heard: Phones) -> float:
        """Edit cost divided by the longer phone count: 0 for homophones, about 1 for sounds with nothing in common."""
        longer = max(len(said), len(heard))
        if not longer:
            return 0.0
        return float(self.edit_costs(said[None, :], heard[None, :])[0]) / longer


ENGLISH = Inventory(_CONSONANTS, _VOWELS, loss=_LOSS, weak=("AH0", "IH0", "ER0"), syllabic=_SYLLABIC)


def _steady(height: float, back: float, rounded: float = 0.0, nasal: float = 0.0) -> Vowel:
    return (height, back, rounded, nasal), (height, back, rounded, nasal)


_SHARED: dict[str, Consonant] = {
    "p": (0.0, "stop", 0), "b": (0.0, "stop", 1), "m": (0.0, "nasal", 1), "f": (0.1, "fricative", 0),
    "v": (0.1, "fricative", 1), "w": (0.05, "glide", 1), "t": (0.4, "stop", 0), "d": (0.4, "stop", 1),
    "n": (0.4, "nasal", 1), "s": (0.4, "fricative", 0), "z": (0.4, "fricative", 1), "l": (0.4, "liquid", 1),
    "ʃ": (0.55, "fricative", 0), "ʒ": (0.55, "fricative", 1), "ɲ": (0.6, "nasal", 1), "j": (0.6, "glide", 1),
    "k": (0.8, "stop", 0), "ɡ": (0.8, "stop", 1), "ŋ": (0.8, "nasal", 1),
}  # fmt: skip

# Vowel heights and places after the charts of the Handbook of the International Phonetic Association (1999).
FRENCH = Inventory(
    {**_SHARED, "ʁ": (0.9, "liquid", 1)},
    {
        "i": _steady(1.0, 0.0), "y": _steady(1.0, 0.1, 0.8), "u": _steady(1.0, 0.95, 0.9), "e": _steady(0.7, 0.05),
        "ø": _steady(0.7, 0.15, 0.8), "o": _steady(0.7, 0.9, 0.8), "ɛ": _steady(0.45, 0.1),
        "œ": _steady(0.45, 0.2, 0.7), "ɔ": _steady(0.4, 0.85, 0.6), "a": _steady(0.1, 0.4),
        "ə": _steady(0.5, 0.35, 0.3), "ɑ̃": _steady(0.15, 0.8, 0.2, 1.0),
        "ɛ̃": _steady(0.35, 0.2, 0.0, 1.0), "œ̃": _steady(0.4, 0.3, 0.4, 1.0),
        "ɔ̃": _steady(0.5, 0.9, 0.8, 1.0),
    },
    loss={"ʁ": 0.5, "t": 0.5, "d": 0.55, "l": 0.55, "j": 0.5, "w": 0.55, "n": 0.65, "z": 0.6, "v": 0.6},
    weak=("ə0", "ə1"),
    syllabic={("i0", "j"): 0.4, ("y0", "w"): 0.5, ("u0", "w"): 0.35},
)  # fmt: skip

DUTCH = Inventory(
    {
        **_SHARED, "r": (0.5, "liquid", 1), "ɣ": (0.85, "fricative", 1), "x": (0.85, "fricative", 0),
        "ʋ": (0.1, "glide", 1), "h": (1.0, "fricative", 0),
    },
    {
        "i": _steady(1.0, 0.0), "y": _steady(1.0, 0.1, 0.9), "u": _steady(1.0, 0.95, 0.9), "ɪ": _steady(0.8, 0.15),
        "e": ((0.65, 0.05, 0, 0), (0.9, 0.0, 0, 0)), "ø": ((0.65, 0.15, 0.8, 0), (0.9, 0.1, 0.8, 0)),
        "o": ((0.65, 0.9, 0.8, 0), (0.9, 0.9, 0.9, 0)), "ɛ": _steady(0.5, 0.1), "ɵ": _steady(0.6, 0.3, 0.6),
        "ɔ": _steady(0.4, 0.9, 0.7), "a": _steady(0.0, 0.4), "ɑ": _steady(0.1, 0.75), "ə": _steady(0.5, 0.4, 0.2),
        "ɛɪ": ((0.45, 0.1, 0, 0), (0.85, 0.05, 0, 0)), "œy": ((0.4, 0.25, 0.5, 0), (0.9, 0.1, 0.8, 0)),
        "ʌʊ": ((0.3, 0.7, 0.3, 0), (0.85, 0.9, 0.8, 0)), "ɑ̃": _steady(0.15, 0.8, 0.2, 1.0),
        "ɛ̃": _steady(0.35, 0.2, 0.0, 1.0), "ɔ̃": _steady(0.5, 0.9, 0.8, 1.0),
    },
    loss={"h": 0.3, "t": 0.45, "d": 0.5, "n": 0.5, "r": 0.5, "l": 0.6, "j": 0.5, "w": 0.5, "ʋ": 0.55, "ɣ": 0.65},
    weak=("ə0", "ə1"),
    syllabic={("i0", "j"): 0.4, ("u0", "w"): 0.4},
)  # fmt: skip

CONSONANTS = tuple(_CONSONANTS)
VOWELS = tuple(_VOWELS)
SYMBOLS = ENGLISH.symbols
INDEX = ENGLISH.index
FIRST_VOWEL = ENGLISH.first_vowel
PAD = ENGLISH.pad
SUBSTITUTION = ENGLISH.substitution
LOSS = ENGLISH.loss
EMBEDDING = ENGLISH.embedding
encode = ENGLISH.encode
decode = ENGLISH.decode
unstressed = ENGLISH.unstressed
edit_costs = ENGLISH.edit_costs
distance = ENGLISH.distance
