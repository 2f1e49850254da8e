"""Make ``en/likes.txt``: words that stand in the same places in English, in groups.

One command (about three minutes)::

    pip install pocketsphinx==5.1.1
    python assets/understanding/build_likes.py

Source: the US English trigram model that comes with pocketsphinx 5.1.1 (BSD 2-clause). Of every common word: how much
likelier than by chance each of the ``CONTEXTS`` most frequent words follows and precedes it (positive pointwise mutual
information; nothing where the model never saw the pair); reduced to ``DIMENSIONS`` by singular value decomposition;
then k-means, twice, to ``COARSE`` and ``FINE`` groups.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pocketsphinx
from numpy.typing import NDArray
from pocketsphinx import Config, LogMath, NGramModel

Floats = NDArray[np.float32]

ENGLISH = Path(__file__).parent / "en"
WORDS = 9_000
CONTEXTS = 700
DIMENSIONS = 80
COARSE = 120
FINE = 500
ROUNDS = 40
SEED = 3


class Language:
    """Log probabilities, in nats, of the model."""

    def __init__(self) -> None:
        math = LogMath()
        path = Path(pocketsphinx.__file__).parent / "model" / "en-us" / "en-us.lm.bin"
        self._model = NGramModel(Config(lm=None), math, str(path))
        self._math = math  # the model needs it to live
        self._unit = float(math.log_to_ln(1_000_000)) / 1_000_000

    def __call__(self, *newest_first: str) -> float:
        return float(self._model.prob(list(newest_first))) * self._unit

    def row(self, before: str, words: list[str], alone: Floats) -> Floats:
        """How much likelier each word is after ``before``; 0 where the pair was never seen."""
        after = np.array([self(word, before) for word in words], dtype=np.float32)
        backoff = self("<s>", before) - self("<s>")
        gain = after - alone
        gain[np.abs(gain - backoff) < 0.02] = 0
        return gain.clip(0, None)


def candidates() -> list[str]:
    lines = (ENGLISH / "lexicon.txt").read_text(encoding="utf-8").splitlines()
    listed = {word for line in lines if not line.startswith("#") for word in line.partition(": ")[2].split()}
    words = (ENGLISH / "words.txt").read_text(encoding="utf-8").splitlines()
    listed |= {word for line in words if line.startswith("function: ") for word in line.split()[1:]}
    return sorted(listed)


def grouped(vectors: Floats, groups: int) -> NDArray[np.int64]:
    """k-means on the unit sphere."""
    random = np.random.default_rng(SEED)
    centres = vectors[random.choice(len(vectors), groups, replace=False)]
    for _ in range(ROUNDS):
        nearest = np.argmax(vectors @ centres.T, axis=1)
        for group in range(groups):
            members = vectors[nearest == group]
            if len(members):
                centre = members.sum(axis=0)
                centres[group] = centre / (np.linalg.norm(centre) + 1e-9)
    return np.asarray(nearest, dtype=np.int64)


def main() -> None:
    language = Language()
    known = [(language(word), word) for word in candidates()]
    words = [word for chance, word in sorted(known, reverse=True) if chance > -50][:WORDS]
    alone = np.array([language(word) for word in words], dtype=np.float32)
    contexts = words[:CONTEXTS]
    forth = np.array([language.row(word, contexts, alone[:CONTEXTS]) for word in words])
    back = np.array([language.row(word, words, alone) for word in contexts]).T
    table = np.concatenate([forth, back], axis=1)
    left, sizes, _ = np.linalg.svd(table, full_matrices=False)
    vectors = (left[:, :DIMENSIONS] * np.sqrt(sizes[:DIMENSIONS])).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    coarse, fine = grouped(vectors, COARSE), grouped(vectors, FINE)
    lines = ["# Made by build_likes.py; see there. Coarse group, fine group: words."]
    for pair in sorted(set(zip(coarse.tolist(), fine.tolist(), strict=True))):
        members = [w for w, c, f in zip(words, coarse, fine, strict=True) if (c, f) == pair]
        lines.append(f"{pair[0]} {pair[1]}: {' '.join(members)}")
    (ENGLISH / "likes.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
