"""How likely the words so far are the whole of a turn, learnt from how sentences end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from voiceapp.dialogue.understanding.words import shortened

if TYPE_CHECKING:
    from voiceapp.dialogue.understanding.completeness import Completeness
    from voiceapp.dialogue.understanding.lexicon import Lexicon

_LAST = 3  # words looked at
_LONGEST = 8  # longer turns are not told apart


class Ending:
    """A logistic regression on the last words, the groups of like words they belong to, and what the rules say.

    ``weights`` maps features to weights; ``train_endings.py`` beside the word data makes them.
    """

    def __init__(self, lexicon: Lexicon, complete: Completeness, weights: Mapping[str, float]) -> None:
        self._lexicon = lexicon
        self._complete = complete
        self._weights = weights

    def __call__(self, text: str) -> float:
        """Log-odds (natural) that nothing follows ``text``; 0 for no words."""
        words = shortened(text).lower().replace("’", "'").split()
        return sum(self._weights.get(feature, 0.0) for feature in self.features(words)) if words else 0.0

    def features(self, words: Sequence[str]) -> list[str]:
        """What is looked at, as names."""
        third, second, last = (["^"] * _LAST + list(words))[-_LAST:]
        (coarse3, _), (coarse2, _), (coarse1, fine1) = map(self._lexicon.likes, (third, second, last))
        return [
            "always",
            f"rule {int(self._complete(' '.join(words)))}",
            f"n {min(len(words), _LONGEST)}",
            f"1 {last}",
            f"1f {fine1}",
            f"1c {coarse1}",
            f"2 {second}",
            f"21 {second} {last}",
            f"21c {coarse2} {coarse1}",
            f"21l {second} {coarse1}",
            f"21r {coarse2} {last}",
            f"3c {coarse3}",
            f"321c {coarse3} {coarse2} {coarse1}",
        ]


def dumps(weights: Mapping[str, float]) -> str:
    """One feature a line, its weight before it."""
    return "".join(f"{weight:.2f}\t{feature}\n" for feature, weight in sorted(weights.items()))


def loads(text: str) -> dict[str, float]:
    """Read what ``dumps`` wrote; lines that begin with # are remarks."""
    weights = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            weight, _, feature = line.partition("\t")
            weights[feature] = float(weight)
    return weights
