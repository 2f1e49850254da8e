"""Make ``endings.txt`` of a language: how likely words are the end of a turn.

One command (about a minute for English)::

    pip install pocketsphinx==5.1.1
    python assets/understanding/train_endings.py [en|fr|nl]

A logistic regression (see ``voiceapp/dialogue/understanding/ending.py`` for what it looks at). It learns from every
beginning of every sentence that callers say in ``heard.txt`` and in the tuning files of the understanding benchmark,
and that agents say in the scenarios: the whole sentence is an end, what is shorter is none. What those never say it
learns from the US English trigram model that comes with pocketsphinx 5.1.1 (BSD 2-clause): for each pair of words
in these sentences and for each single common word the probability that a sentence ends there.

French and Dutch, for which there is no such model, learn from what stands in ``examples`` and from the
translated lines.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pocketsphinx
from pocketsphinx import Config, LogMath, NGramModel
from train import Templates

from voiceapp.dialogue.understanding import TEXTS, load
from voiceapp.dialogue.understanding.ending import Ending, dumps

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
ENGLISH = HERE / "en"
DRAWN = 60  # sentences from the templates of an intent
TUNING = ("dev.jsonl", "dev_second_author.jsonl")
MINIMUM_COUNT = 5
SMALLEST = 0.25  # weights below are left out
EPOCHS = 14
RATE = 0.3
DECAY = 4e-3
MODEL_WEIGHT = 0.5  # of an example from the trigram model
# In running text one word in 17 ends a sentence, in what callers say one in six.
MODEL_SHIFT = 1.1
SEED = 5

_SPOKEN = re.compile(r'^\s*- "(.*)"$')


def plain(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower().replace("’", "'"))


def sentences() -> Iterator[list[str]]:
    for line in (ENGLISH / "heard.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield plain(line.split("\t")[1])
    for name in TUNING:
        for line in (ROOT / "tests" / "benchmarks" / "understanding" / name).read_text(encoding="utf-8").splitlines():
            yield plain(json.loads(line)["text"])
    for file in sorted((ROOT / "assets" / "scenarios").glob("*/*.yaml")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if match := _SPOKEN.match(line):
                text = re.sub(r"\{\{.*?\}\}", "it", re.sub(r"\{%.*?%\}", "", match[1]))
                yield from map(plain, re.split(r"(?<=[.!?])\s+", text))


def other_sentences(language: str) -> Iterator[list[str]]:
    folder, random_ = HERE / language / "examples", random.Random(SEED)
    templates = Templates((folder / "_classes.txt").read_text(encoding="utf-8"), random_)
    for file in sorted(folder.glob("[a-z]*.txt")):
        if file.stem not in ("nonsense", "other_language"):
            yield from map(spoken, templates.sentences(file.read_text(encoding="utf-8").splitlines(), DRAWN))
    for file in sorted((ROOT / "assets" / "scenarios").glob(f"*/{language}/*.yaml")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if match := re.match(r'^  "(.*)"$', line):
                text = re.sub(r"\{\{.*?\}\}", "ça" if language == "fr" else "dat", re.sub(r"\{%.*?%\}", "", match[1]))
                yield from map(spoken, re.split(r"(?<=[.!?])\s+", text))


def spoken(text: str) -> list[str]:
    """As a recogniser writes it: lower case, no punctuation, apostrophes kept."""
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", text.lower().replace("’", "'"))


class Language:
    """The trigram model."""

    def __init__(self) -> None:
        self._math = LogMath()
        path = Path(pocketsphinx.__file__).parent / "model" / "en-us" / "en-us.lm.bin"
        self._model = NGramModel(Config(lm=None), self._math, str(path))
        self._unit = float(self._math.log_to_ln(1_000_000)) / 1_000_000

    def ends(self, *words: str) -> float:
        """Probability that a sentence ends behind these words."""
        return float(np.exp(self._model.prob(["</s>", *reversed(words)]) * self._unit))


def examples(ending: Ending, code: str) -> tuple[list[list[str]], list[float], list[float]]:
    """Features, how much of an end it is, weight."""
    rows, ends, weights = [], [], []
    seen: set[tuple[str, ...]] = set()
    for words in sentences() if code == "en" else other_sentences(code):
        for n in range(1, len(words) + 1):
            rows.append(ending.features(words[:n]))
            ends.append(float(n == len(words)))
            weights.append(1.0)
            seen |= {tuple(words[n - 1 : n]), tuple(words[max(0, n - 2) : n])}
    if code != "en":
        return rows, ends, weights
    language = Language()
    common = [
        (word,)
        for line in (ENGLISH / "likes.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for word in line.partition(": ")[2].split()
    ]
    for context in sorted(seen | set(common)):
        p = language.ends(*context)
        shifted = p * np.exp(MODEL_SHIFT) / (1 - p + p * np.exp(MODEL_SHIFT))
        rows.append([f for f in ending.features(("it", "it", *context)) if not f.startswith(("3", "n "))])
        if len(context) == 1:  # nothing is known of the word before
            rows[-1] = [f for f in rows[-1] if not f.startswith("2")]
        ends.append(float(shifted))
        weights.append(MODEL_WEIGHT)
    return rows, ends, weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", nargs="?", default="en", choices=("en", "fr", "nl"))
    code = parser.parse_args().language
    files = {name: HERE / code / name for name in TEXTS if name != "endings.txt"}
    understander = load({n: file.read_text(encoding="utf-8") for n, file in files.items() if file.exists()}, code)
    rows, ends, weights = examples(Ending(understander.lexicon, understander.completeness, {}), code)
    counts = Counter(feature for row in rows for feature in row)
    names = sorted(feature for feature, count in counts.items() if count >= MINIMUM_COUNT)
    place = {name: n for n, name in enumerate(names)}
    indices = [np.array([place[feature] for feature in row if feature in place]) for row in rows]
    w, squares = np.zeros(len(names)), np.full(len(names), 1e-6)
    generator = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        for n in generator.permutation(len(rows)):
            at = indices[n]
            p = 1 / (1 + np.exp(-np.clip(w[at].sum(), -30, 30)))
            gradient = weights[n] * (p - ends[n]) + DECAY * w[at]
            squares[at] += gradient**2
            w[at] -= RATE * gradient / np.sqrt(squares[at])
    kept = {name: round(float(w[n]), 2) for n, name in enumerate(names) if abs(w[n]) >= SMALLEST}
    remark = "# Made by train_endings.py; see there. Weight, feature.\n"
    (HERE / code / "endings.txt").write_text(remark + dumps(kept), encoding="utf-8")
    print(f"{len(rows)} examples, {len(kept)} of {len(names)} features kept")


if __name__ == "__main__":
    main()
