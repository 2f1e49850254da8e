"""Two simple ways to mishear, for comparison. Both use the engine's word data, but none of its rules.

*Nearest word*: one content word becomes the frequent word that sounds most like it. *Whole sentence*: the sounds of the
sentence are decoded anew by a beam over frequent words with the trigram model; the caller's own content words
are forbidden, since otherwise the sentence itself comes out.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.frames import LanguageModel
from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS

FREQUENT = 6000
UNKNOWN = -16.0
BEAM = 10
UNITS_A_PIECE = 5
LONGEST_PIECE = 8  # sounds
WORST_PIECE = 0.4  # edit cost over the longer phone count
NATS_A_COST = 8.0
PAD_TO = LONGEST_PIECE + 3


class Vocabulary:
    """The frequent words that may come out, by the number of their sounds."""

    def __init__(self, lexicon: Lexicon, model: LanguageModel) -> None:
        self.lexicon = lexicon
        self.model = model
        order = np.argsort(-lexicon.log_probability, kind="stable")
        frequent = [lexicon.words[i] for i in order if lexicon.output[i] and not lexicon.blocked[i]][:FREQUENT]
        self.texts = list(dict.fromkeys([*frequent, *(w for w in FUNCTION_WORDS if w in lexicon.index)]))
        runs = [lexicon.phones(w) for w in self.texts]
        self.counts = np.array([len(r) for r in runs])
        self.phones = np.full((len(runs), PAD_TO), ph.PAD, dtype=np.uint8)
        for row, run in zip(self.phones, runs, strict=True):
            row[: min(len(run), PAD_TO)] = run[:PAD_TO]
        self.counts[self.counts > PAD_TO] = 99
        self.content = np.array([w not in FUNCTION_WORDS for w in self.texts])

    def costs(self, piece: ph.Phones) -> tuple[np.ndarray, np.ndarray]:
        """Rows of words that are nearly as long as ``piece``, and their edit costs."""
        slack = 1 if len(piece) < 6 else 2
        rows = np.flatnonzero(np.abs(self.counts - len(piece)) <= slack)
        said = np.broadcast_to(piece, (len(rows), len(piece)))
        return rows, ph.edit_costs(said, self.phones[rows, : min(PAD_TO, len(piece) + slack)])


class NearestWord:
    """``seed`` 0 gives the nearest pair of words in the sentence, 1 the second nearest, and so on."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, list[tuple[float, str]]] = {}

    def __call__(self, said: str, seed: int = 0) -> str:
        """The sentence with one word changed; as it was if it has no word that can be."""
        run = said.split()
        found = []
        for k, word in enumerate(run):
            if word not in FUNCTION_WORDS:
                found += [(distance, k, other) for distance, other in self._nearest(word)]
        if not found:
            return said
        found.sort()
        _, k, other = found[seed % len(found)]
        return " ".join([*run[:k], other, *run[k + 1 :]])

    def _nearest(self, word: str) -> list[tuple[float, str]]:
        if word not in self._known:
            vocabulary = self._vocabulary
            sound = vocabulary.lexicon.phones(word)[:PAD_TO]
            rows, costs = vocabulary.costs(sound) if len(sound) else (np.zeros(0, dtype=int), np.zeros(0))
            ranked, lemma = [], vocabulary.lexicon.lemma_of
            for k in np.argsort(costs, kind="stable")[:30]:
                other = vocabulary.texts[rows[k]]
                if costs[k] > 0 and vocabulary.content[rows[k]] and lemma(other) != lemma(word):
                    ranked.append((float(costs[k]) / max(len(sound), int(vocabulary.counts[rows[k]])), other))
            self._known[word] = sorted(ranked)[:5]
        return self._known[word]


class WholeSentence:
    """A beam search over all cuts of the sentence into pieces, each heard as one word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[bytes, list[tuple[float, str]]] = {}
        self._probabilities: dict[tuple[str, ...], float] = {}

    def __call__(self, said: str, seed: int = 0) -> str:
        """The best decoding; ``seed`` n gives the one that is n-th best. ``said`` itself if there is none."""
        lexicon = self._vocabulary.lexicon
        sound = lexicon.phones(said)
        own = {w for w in said.split() if w not in FUNCTION_WORDS}
        forbidden = own | {lexicon.lemma_of(w) for w in own}
        beams: dict[int, list[tuple[float, tuple[str, ...]]]] = defaultdict(list)
        beams[0] = [(0.0, ())]
        for at in range(len(sound)):
            beams[at] = sorted(beams[at], reverse=True)[:BEAM]
            for size in range(1, min(LONGEST_PIECE, len(sound) - at) + 1) if beams[at] else ():
                for cost, word in self._units(sound[at : at + size]):
                    if word in forbidden or lexicon.lemma_of(word) in forbidden:
                        continue
                    for score, run in beams[at]:
                        more = self._probability(word, *run[:-3:-1]) - NATS_A_COST * cost
                        beams[at + size].append((score + more, (*run, word)))
        whole = [(s + self._probability("</s>", *run[:-3:-1]), run) for s, run in beams[len(sound)] if run]
        texts = list(dict.fromkeys(" ".join(run) for _, run in sorted(whole, reverse=True)))
        texts = [t for t in texts if t != said] or [said]
        return texts[min(seed, len(texts) - 1)]

    def _units(self, piece: ph.Phones) -> list[tuple[float, str]]:
        key = piece.tobytes()
        if key not in self._known:
            vocabulary = self._vocabulary
            rows, costs = vocabulary.costs(piece)
            near = costs <= WORST_PIECE * np.maximum(len(piece), vocabulary.counts[rows])
            rows, costs = rows[near], costs[near]
            # Equal sounds are many; the frequent ones come first in ``texts``.
            best = np.lexsort((rows, costs))[:UNITS_A_PIECE]
            self._known[key] = [(float(costs[k]), vocabulary.texts[rows[k]]) for k in best]
        return self._known[key]

    def _probability(self, *newest_first: str) -> float:
        newest_first = newest_first if len(newest_first) == 3 else (*newest_first, "<s>")
        if newest_first not in self._probabilities:
            self._probabilities[newest_first] = max(UNKNOWN, self._vocabulary.model(list(newest_first)))
        return self._probabilities[newest_first]
