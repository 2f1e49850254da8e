"""Re-segmentation: the sounds of several words cut anew, into other words with the boundary somewhere else."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.dialogue.mishearing.sentence import Sentence
from voiceapp.dialogue.mishearing.tags import CONTENT_TAGS, FUNCTION_WORDS, OPEN_TAGS, TAGS
from voiceapp.dialogue.mishearing.units import Near

MOST_WINDOWS = 7
LONGEST_WINDOW = 10  # phones
LONGEST_WORDS = 3
PER_PIECE = 4  # units considered for each piece of sound


@dataclass(frozen=True)
class Recut:
    """Tokens ``i`` to ``j``, of ``size`` phones, heard as these units."""

    i: int
    j: int
    size: int
    units: tuple[Near, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words heard, one a unit."""
        return tuple(u.unit.text for u in self.units)

    @property
    def phones(self) -> ph.Phones:
        """The sounds of the words heard."""
        return np.concatenate([u.unit.phones for u in self.units])

    @property
    def cost(self) -> float:
        """Sum of the units' edit costs."""
        return sum(u.cost for u in self.units)

    @property
    def distance(self) -> float:
        """Cost over the longer phone count."""
        return self.cost / max(self.size, len(self.phones))


def recuts(sentence: Sentence, lexicon: Lexicon, *, limit: float, start: int = 0) -> Iterator[Recut]:
    """Readings of two to four words as one or two others whose boundary does not lie where one was.

    Of a long sentence only some windows are looked at; ``start`` says from where.
    """
    windows = list(_windows(sentence))
    if not windows:
        return
    start %= len(windows)
    windows = (windows[start:] + windows[:start])[:MOST_WINDOWS]
    pieces: dict[bytes, ph.Phones] = {}
    for i, j, splits in windows:
        sounds = sentence.phones(i, j)
        for k in splits:
            for piece in (sounds[:k], sounds[k:]):
                if len(piece):
                    pieces[piece.tobytes()] = piece
    keys = list(pieces)
    found = lexicon.pools["*"].nearest([pieces[k] for k in keys], limit=0.34, keep=20, take=PER_PIECE)
    near = dict(zip(keys, found, strict=True))
    for i, j, splits in windows:
        sounds = sentence.phones(i, j)
        for k in splits:
            left, right = sounds[:k].tobytes(), sounds[k:].tobytes()
            if not right:
                yield from (Recut(i, j, len(sounds), (a,)) for a in near[left] if a.distance <= limit)
                continue
            for a in near[left]:
                for b in near[right]:
                    if a.cost + b.cost <= limit * len(sounds):
                        yield Recut(i, j, len(sounds), (a, b))


def _windows(sentence: Sentence) -> Iterator[tuple[int, int, list[int]]]:
    """Windows with a content word, and where in their sounds a new boundary may fall (at the end: no boundary)."""
    tokens = sentence.tokens
    for i in range(len(tokens)):
        for j in range(i + 2, min(i + LONGEST_WORDS, len(tokens)) + 1):
            if tokens[j - 1].breaks:
                break
            sizes = [len(t.phones) for t in tokens[i:j]]
            total = sum(sizes)
            if total > LONGEST_WINDOW:
                break
            tags = [t.tag for t in tokens[i:j]]
            if "CD" in tags or "NNP" in tags or not any(t in CONTENT_TAGS for t in tags):
                continue
            if all(t in ("NN", "NNS", "JJ") for t in tags):
                continue  # noun phrases are looked up whole
            old = set(np.cumsum(sizes).tolist()[:-1])
            splits = [k for k in range(2, total - 1) if k not in old]
            yield i, j, [*splits, total]


_KEPT = frozenset(("BE", "HV", "DO", "MD", "NEG", "PRP", "PRPV", "TO", "CC", "WP", "WRB"))


def _bones(tags: Sequence[str]) -> list[str]:
    """The tags without adverbs and whatever describes a noun; the two past forms of a verb are one."""
    kept = [t for t in tags if t != "RB"]
    return [
        "VBN" if t == "VBD" else t
        for t, after in itertools.pairwise([*kept, ""])
        if not (t in ("JJ", "NN") and after in ("JJ", "NN", "NNS"))
    ]


class Grammar:
    """Whether words can follow one another, by the probabilities of their parts of speech."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._column = {t: k for k, t in enumerate(TAGS)}
        self._emissions: dict[str, np.ndarray] = {}
        self._tags: dict[str, str] = {}

    def same_frame(self, said: Sequence[str], tags: Sequence[str], heard: Sequence[str]) -> bool:
        """Whether the small words and the number of verbs stay, and a noun stays a noun where one ended the stretch.

        What is left of a sentence's frame when "is" has become "in" is no sentence.
        """
        new = [self.tag(w) for w in heard]
        small = sorted(t for t in tags if t not in OPEN_TAGS)
        if small != sorted(t for t in new if t not in OPEN_TAGS):
            return False
        if {w for w, t in zip(said, tags, strict=True) if t in _KEPT} != {
            w for w, t in zip(heard, new, strict=True) if t in _KEPT
        }:
            return False
        if len(tags) == len(new):
            fits = (
                t == n or (t in OPEN_TAGS and self._lexicon.probability_of(w, t) > 0.3)
                for w, t, n in zip(heard, tags, new, strict=True)
            )
            if not all(fits):
                return False
        elif _bones(tags) != _bones(new):
            return False
        return tags[-1] not in ("NN", "NNS") or new[-1] == tags[-1]

    def tag(self, word: str) -> str:
        """The word's most frequent part of speech."""
        found = self._tags.get(word)
        if found is None:
            found = self._tags[word] = TAGS[int(self._emission(word).argmax())]
        return found

    def score(self, before: str, words: Sequence[str], after: str) -> float:
        """Log probability per step of the best run of tags from tag ``before`` through ``words`` to tag ``after``."""
        state = self._lexicon.transitions[self._column[before]] + self._emission(words[0])
        for word in words[1:]:
            state = (state[:, None] + self._lexicon.transitions).max(axis=0) + self._emission(word)
        total = float((state + self._lexicon.transitions[:, self._column[after]]).max())
        return total / (len(words) + 1)

    def _emission(self, word: str) -> np.ndarray:
        found = self._emissions.get(word)
        if found is None:
            found = np.full(len(TAGS), -20.0, dtype=np.float32)
            if word in FUNCTION_WORDS:
                found[self._column[FUNCTION_WORDS[word]]] = 0.0
            elif word in self._lexicon.index:
                known = self._lexicon.tag_probability[self._lexicon.index[word]]
                found[: len(OPEN_TAGS)] = np.log(np.maximum(known, 1e-4))
            else:
                found[self._column["NN"]] = 0.0
            self._emissions[word] = found
        return found
