"""How well a replacement sits in its sentence, by the trigram model."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Protocol

from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.dialogue.mishearing.sentence import Sentence

UNKNOWN = -16.0  # nats for a word the model does not know: as rare as the rarest it does
_SAME = 0.02  # nats: the model's numbers are rounded
_A_WORD = 5.5  # nats a word costs on average; without it every longer reading would look bad
_LONGEST_TEXT = 60  # words


class LanguageModel(Protocol):
    """A trigram model."""

    def __call__(self, newest_first: list[str]) -> float:
        """Log probability in nats of the first word after the others; -50 or less for a word it does not know."""
        ...


class Frames:
    """One sentence as the model sees it; remembers what it has asked."""

    def __init__(self, sentence: Sentence, model: LanguageModel, lexicon: Lexicon) -> None:
        self._model = model
        self._lexicon = lexicon
        self._words = [t.model_word for t in sentence.tokens]
        self._ends = [t.sentence_ends for t in sentence.tokens]
        self._breaks = [t.breaks for t in sentence.tokens]
        self._known: dict[tuple[str, ...], float] = {}
        self._said = self._mean(sentence.text)

    def probability(self, *newest_first: str) -> float:
        """Log probability of the first word after the others, UNKNOWN at least."""
        found = self._known.get(newest_first)
        if found is None:
            found = self._known[newest_first] = max(UNKNOWN, self._model(list(newest_first)))
        return found

    def attested(self, i: int, j: int, words: Sequence[str], article: str = "") -> bool:
        """Whether the model has seen every pair of words that arises when ``words`` replace tokens ``i`` to ``j``."""
        left = [article] if article else self._words[i - 1 : i] if i and not self._breaks[i] else []
        right = self._words[j : j + 1] if j < len(self._words) and not self._breaks[j] else []
        return all(self._seen(b, a) for a, b in itertools.pairwise([*left, *words, *right]))

    def lost(self, i: int, j: int, words: Sequence[str], article: str = "") -> float:
        """Nats lost where ``words`` replace tokens ``i`` to ``j``, counted up to two words to the right."""
        left = list(reversed(self._words[max(0, i - 2) : i])) or ["<s>"]
        right = ["</s>"] if self._ends[j - 1] else self._words[j : j + 2]
        old = self._run(left, [*self._words[i:j], *right])
        if article:
            left = [article, *left[1:]]
        return old - self._run(left, [*words, *right])

    def fluency(self, heard: str) -> float:
        """Nats a word lost over the whole text."""
        return round(self._said - self._mean(heard), 4)

    def _seen(self, word: str, before: str) -> bool:
        if self.probability(word) <= UNKNOWN or self.probability(before) <= UNKNOWN:
            return True  # a word of the caller's that the model does not know: nothing can be said
        # Katz back-off: an unseen pair has the word's own probability times the weight of the one before, and nothing
        # is ever seen before a sentence's start.
        weight = self._model(["<s>", before]) - self._model(["<s>"])
        return abs(self.probability(word, before) - weight - self.probability(word)) > _SAME

    def _run(self, history: list[str], words: Sequence[str]) -> float:
        total = _A_WORD * len(words)
        for word in words:
            total += self.probability(word, *history[:2])
            history = [word, *history[:1]]
        return total

    def _mean(self, text: str) -> float:
        words = [t.strip(".,;:!?\"()'") for t in text.casefold().split()[-_LONGEST_TEXT:]]
        spelled = [self._lexicon.pronounce.known_spelling(w) or w for w in words]
        total = self._run(["<s>"], [*spelled, "</s>"]) / (len(words) + 1)
        return total if math.isfinite(total) else UNKNOWN
