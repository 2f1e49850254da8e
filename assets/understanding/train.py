"""Train ``weights.txt`` of a language from its ``examples``: ``python assets/understanding/train.py [en|fr|nl]``.

A line of ``examples/INTENT.txt`` is one sentence or a template: ``(a|b)`` one of these, ``[a|b]`` one of these or
nothing, ``{class}`` an entry of ``_classes.txt``. From them sentences are drawn, then also varied the way callers and
recognisers vary them (fillers, restarts, lost small words, changed words, two sentences in one breath). The
training is a softmax regression, AdaGrad, L2; the result is rounded to bytes. Only numpy is needed, and the result
depends on nothing but the texts and the seed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from manners import MANNERS, Manner

from voiceapp.dialogue.understanding import INTENTS, TEXTS, load
from voiceapp.dialogue.understanding.classifier import Classifier, Floats
from voiceapp.dialogue.understanding.understander import Understander

HERE = Path(__file__).parent
SEED = 20240501
PER_INTENT = 1000
VARIED = 0.6
COMPOSED = 6000
EPOCHS = 6
AVERAGED = 3  # the last epochs, whose mean is kept
RATE = 0.35
DECAY = 2e-5
MINIMUM_COUNT = 3
DRAWS = 3  # times the templates are drawn and the classifier trained; the weights are averaged
MISHEARD = 0.15  # share of the examples that are misheard too
MISTAKEN = 0.25  # share of their words, of those the recogniser has ever mistaken
HEARD = 3  # readings learnt of what was spoken
KEPT = 0.6  # features whose largest weight is below this are left out

# Of two wishes in one breath an excellent agent answers the one further left first.
FIRST = (
    "threaten ask_supervisor ask_human cancel refuse_transfer refuse_hold refuse_offer accept_offer request_action "
    "ask_repeat ask_price ask_when ask_status ask_who ask_why report_problem spell give_name give_number give_place "
    "give_time confused play_along ask_wait complain goodbye swear small_talk thank no yes greet"
).split()
INTRODUCED = 700
# What callers introduce like that.
AFTER_INTRODUCTION = (
    "report_problem request_action cancel ask_human ask_supervisor ask_status ask_when ask_price complain".split()
)


class Templates:
    """Draws sentences from templates."""

    def __init__(self, classes: str, random_: random.Random) -> None:
        self._random = random_
        self._classes = {}
        for line in classes.splitlines():
            if line and not line.startswith("#"):
                name, _, entries = line.partition(": ")
                self._classes[name] = entries.split("|")

    def draw(self, template: str) -> str:
        text = template
        while match := re.search(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]|\{(\w+)\}", text):
            if match[3]:
                choice = self._random.choice(self._classes[match[3]])
            elif match[2] is not None:
                choice = self._random.choice(["", *match[2].split("|")]) if self._random.random() < 0.7 else ""
            else:
                choice = self._random.choice(match[1].split("|"))
            text = text[: match.start()] + choice + text[match.end() :]
        return " ".join(text.split())

    def sentences(self, lines: list[str], wanted: int) -> list[str]:
        """Every plain line and so many drawn ones in all, about as many from each template."""
        templates = [line for line in lines if re.search(r"[(\[{]", line)]
        found = [line for line in lines if line not in templates]
        each = max(2, (wanted - len(found)) // max(1, len(templates)))
        for template in templates:
            found += sorted({self.draw(template) for _ in range(each)})
        return found


def varied(sentence: str, manner: Manner, random_: random.Random) -> str:
    """The sentence as it may be said or heard."""
    words = sentence.split()
    roll = random_.random()
    if roll < 0.2:
        words.insert(0, random_.choice(manner.fillers))
    elif roll < 0.35:
        words.insert(random_.randrange(len(words) + 1), random_.choice(manner.fillers))
    elif roll < 0.45 and len(words) > 2:
        size = random_.randint(1, 2)
        words = words[:size] + words
    elif roll < 0.65:
        words = [word for word in words if word not in manner.lost or random_.random() > 0.4] or words
    elif roll < 0.85:
        words = [manner.heard_as.get(word, word) if random_.random() < 0.35 else word for word in words]
    else:
        words.append(random_.choice(manner.trailers))
    return " ".join(words)


class Mishearer:
    """Mishears as the recogniser did: what it took for what, word by word, in the heard examples."""

    def __init__(self, heard: list[tuple[str, str]]) -> None:
        self._taken: dict[str, list[str]] = {}
        for said, reading in heard:
            one, other = said.split(), reading.split()
            for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
                if kind == "replace" and b - a <= 2 and d - c <= 3:
                    self._taken.setdefault(" ".join(one[a:b]), []).append(" ".join(other[c:d]))

    def __call__(self, sentence: str, random_: random.Random) -> str:
        words = sentence.split()
        heard: list[str] = []
        at = 0
        while at < len(words):
            for size in (2, 1):
                taken = self._taken.get(" ".join(words[at : at + size]))
                if taken and random_.random() < MISTAKEN:
                    heard.append(random_.choice(taken))
                    at += size
                    break
            else:
                heard.append(words[at])
                at += 1
        return " ".join(heard)


def examples(folder: Path, manner: Manner, random_: random.Random) -> list[tuple[str, str]]:
    """(sentence, intent) pairs to learn from."""
    templates = Templates((folder / "_classes.txt").read_text(encoding="utf-8"), random_)
    plain: dict[str, list[str]] = {}
    for intent in INTENTS:
        file = folder / f"{intent}.txt"
        if file.exists():
            lines = [
                line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
            ]
            plain[intent] = templates.sentences(lines, PER_INTENT)
    found = [(sentence, intent) for intent, sentences in plain.items() for sentence in sentences]
    found += [(varied(s, manner, random_), i) for s, i in found if i != "nonsense" and random_.random() < VARIED]
    heard = folder.parent / "heard.txt"
    if heard.exists():
        lines = [line.split("\t") for line in heard.read_text(encoding="utf-8").splitlines() if "\t" in line]
        mishear = Mishearer([(said.lower(), reading) for _, said, *readings in lines for reading in readings])
        found += [
            (mishear(s.lower(), random_), i)
            for s, i in found
            if i not in ("nonsense", "other_language") and random_.random() < MISHEARD
        ]
        found += [(reading, intent) for intent, _, *readings in lines for reading in readings[:HEARD]]
    for _ in range(INTRODUCED):
        intent = random_.choice(AFTER_INTRODUCTION)
        introduction = templates.draw(random_.choice(manner.introductions))
        found.append((f"{introduction} {random_.choice(plain[intent])}", intent))
    for _ in range(COMPOSED):
        one, other = random_.sample(FIRST, 2)
        if random_.random() < 0.35:
            other = random_.choice(["greet", "report_problem", "complain", "swear", "yes", "no"])
        if one == other:
            continue
        joint = random_.choice(manner.joints)
        sentence = f"{random_.choice(plain[one])} {joint} {random_.choice(plain[other])}"
        found.append((" ".join(sentence.split()), min(one, other, key=FIRST.index)))
    return found


def train(pairs: list[tuple[str, str]], reader: Understander, random_: random.Random) -> Classifier:
    labels = [intent for intent in INTENTS if any(i == intent for _, i in pairs)]
    read = [reader.read(sentence).features for sentence, _ in pairs]
    counts = Counter(feature for present in read for feature in present)
    vocabulary = {f: row for row, f in enumerate(sorted(f for f, n in counts.items() if n >= MINIMUM_COUNT))}
    rows = [np.array(sorted(vocabulary[f] for f in present if f in vocabulary), dtype=np.int64) for present in read]
    targets = np.array([labels.index(intent) for _, intent in pairs])
    share = np.bincount(targets, minlength=len(labels)) / len(targets)
    importance = np.sqrt(1 / (share * len(labels))).clip(0.5, 2.0)
    weights: Floats = np.zeros((len(vocabulary), len(labels)), dtype=np.float32)
    bias: Floats = np.zeros(len(labels), dtype=np.float32)
    seen = np.full(weights.shape, 1e-2, dtype=np.float32)
    mean = np.zeros_like(weights)
    order = list(range(len(pairs)))
    for epoch in range(EPOCHS):
        random_.shuffle(order)
        loss = 0.0
        for index in order:
            present = rows[index]
            if not len(present):
                continue
            scale = np.float32(1 / np.sqrt(len(present)))
            logits = weights[present].sum(axis=0) * scale + bias
            probabilities = np.exp(logits - logits.max())
            probabilities /= probabilities.sum()
            target = targets[index]
            loss -= float(np.log(probabilities[target] + 1e-9))
            error = probabilities
            error[target] -= 1
            error *= np.float32(importance[target])
            gradient = error * scale + np.float32(DECAY) * weights[present]
            squares = seen[present] + gradient**2
            seen[present] = squares
            weights[present] -= np.float32(RATE) * gradient / np.sqrt(squares)
            bias -= np.float32(0.01) * error
        if epoch >= EPOCHS - AVERAGED:
            mean += weights / np.float32(AVERAGED)
        print(f"epoch {epoch + 1}: loss {loss / len(order):.4f}", file=sys.stderr)
    weights = mean
    keep = np.abs(weights).max(axis=1) > KEPT
    kept = [f for f, row in vocabulary.items() if keep[row]]
    weights = weights[keep]
    return Classifier(labels, {f: row for row, f in enumerate(kept)}, weights, bias)


def averaged(trained: list[Classifier]) -> Classifier:
    """One classifier for several that were trained on other draws of the templates: less of what was chance in one."""
    names = sorted(set().union(*(classifier.vocabulary for classifier in trained)))
    vocabulary = {name: row for row, name in enumerate(names)}
    weights: Floats = np.zeros((len(names), len(trained[0].labels)), dtype=np.float32)
    for classifier in trained:
        rows = [vocabulary[name] for name in classifier.vocabulary]
        weights[rows] += classifier.weights[list(classifier.vocabulary.values())] / np.float32(len(trained))
    keep = np.abs(weights).max(axis=1) > KEPT
    kept = {name: row for row, name in enumerate(name for name in names if keep[vocabulary[name]])}
    bias = np.mean([classifier.bias for classifier in trained], axis=0, dtype=np.float32)
    return Classifier(trained[0].labels, kept, weights[keep], bias)


def main() -> None:
    begun = time.perf_counter()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", nargs="?", default="en", choices=sorted(MANNERS))
    language = parser.parse_args().language
    folder = HERE / language
    texts = {name: folder / name for name in TEXTS if name != "weights.txt"}
    reader = load({name: file.read_text(encoding="utf-8") for name, file in texts.items() if file.exists()}, language)
    trained = []
    for draw in range(DRAWS):
        random_ = random.Random(SEED + draw)
        pairs = examples(folder / "examples", MANNERS[language], random_)
        print(f"draw {draw + 1}: {len(pairs)} examples", file=sys.stderr)
        trained.append(train(pairs, reader, random_))
    classifier = averaged(trained)
    (folder / "weights.txt").write_text(classifier.dumps(), encoding="utf-8")
    print(f"{len(classifier.vocabulary)} features, {time.perf_counter() - begun:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
