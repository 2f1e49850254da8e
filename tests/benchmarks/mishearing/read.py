"""Blind reading: make a sheet and its key, and score the sheets that readers give back.

    python read.py make --file heldout --seed 1 --sheet sheet.txt --key elsewhere/key.tsv
    python read.py score --key elsewhere/key.tsv answers.txt [answers.txt ...] [--rows] [--json]

A sheet has lines ``id<TAB>text``; what comes back has lines ``id<TAB>rating<TAB>guess``. README.md has the protocol.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from baselines import NearestWord, Vocabulary, WholeSentence
from independent import words
from readings import FILES, content_words, of_candidate, sentences

from voiceapp.dialogue.comprehension import READINGS
from voiceapp.dialogue.mishearing import Mishearer
from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.lexicon import TrigramModel, load_lexicon

RATINGS = ("funny", "believable", "broken")
LEFT_OUT = "known"  # the reader has seen the sentence
ENGINE, TRUE = "engine", "true"
SHARE = {ENGINE: 0.665, "nearest word": 0.15, "whole sentence": 0.1425, TRUE: 0.0425}
GIST = 0.6  # of the original's content words
EXACT = 0.5  # of the content words that were changed


@dataclass(frozen=True)
class Row:
    """A line of the key."""

    id: str
    system: str
    kind: str
    domain: str
    seed: str
    text: str
    replaced: str
    original: str


@dataclass(frozen=True)
class Answer:
    """A line that a reader gave back."""

    rating: str
    guess: str


def make(which: str, seed: int, size: int) -> list[Row]:
    """``size`` readings, each of another sentence, in a random order."""
    rng = random.Random(seed)
    lexicon, model = load_lexicon(), TrigramModel()
    vocabulary, mishearer = Vocabulary(lexicon, model), Mishearer(lexicon, model)
    baselines: dict[str, Callable[[str], str]] = {
        "nearest word": NearestWord(vocabulary),
        "whole sentence": WholeSentence(vocabulary),
    }
    pool = sentences(which)
    size = min(size, len(pool))
    counts = {name: round(size * SHARE[name]) for name in list(SHARE)[1:]}
    systems = [name for name, n in counts.items() for _ in range(n)]
    systems += [ENGINE] * (size - len(systems))
    rng.shuffle(systems)
    rows = []
    for k, (system, said) in enumerate(zip(systems, rng.sample(pool, size), strict=True), 1):
        domain, own_seed, kind, replaced = "", rng.randrange(1000), system, ""
        if system == ENGINE:
            domain = rng.choice(["", *mishearer.lexicon.domains])
            found = mishearer.candidates(said, domain=domain or None, seed=own_seed, n=READINGS)
            reading = of_candidate(said, found[0])
            text, kind, replaced = reading.text, reading.kind, reading.replaced
        else:
            text = said if system == TRUE else baselines[system](said)
        # Capitals would tell the engine's names from the rest, which is as a recogniser writes it.
        rows.append(Row(f"{k:03}", system, kind, domain, str(own_seed), text.casefold(), replaced, said))
    return rows


class Judge:
    """Whether a guess is right."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._same: Callable[[str, str], bool] = cache(self._is_same)

    def _is_same(self, a: str, b: str) -> bool:
        lexicon = self._lexicon
        one, two = (lexicon.lemma_of(lexicon.pronounce.known_spelling(w) or w) for w in (a, b))
        return one == two or (len(lexicon.phones(a)) > 0 and lexicon.phonetic_distance(a, b) == 0)

    def _share(self, wanted: Sequence[str], guess: Iterable[str]) -> float:
        left, found = list(guess), 0
        for word in wanted:
            hit = next((g for g in left if self._same(word, g)), None)
            if hit is not None:
                left.remove(hit)
                found += 1
        return found / len(wanted) if wanted else 0.0

    def changed(self, row: Row) -> list[str]:
        """The original's content words that the reading has not."""
        left, missing = content_words(row.text), []
        for word in content_words(row.original):
            hit = next((w for w in left if w == word), None)
            if hit is None:
                missing.append(word)
            else:
                left.remove(hit)
        return missing

    def exact(self, row: Row, guess: str) -> bool:
        """Half of the words that were changed are guessed (or the whole sentence, if only small words were)."""
        changed = self.changed(row)
        if not changed:
            return words(guess) == words(row.original)
        return self._share(changed, words(guess)) >= EXACT

    def right(self, row: Row, guess: str) -> bool:
        """``exact``, or three fifths of the original's content words in a guess that does not repeat the reading."""
        if self.exact(row, guess):
            return True
        if content_words(guess) == content_words(row.text):
            return False
        return self._share(content_words(row.original), words(guess)) >= GIST


def read_key(path: Path) -> dict[str, Row]:
    """The key by id."""
    with path.open(encoding="utf-8", newline="") as file:
        return {line["id"]: Row(**line) for line in csv.DictReader(file, delimiter="\t")}


def read_answers(path: Path, key: dict[str, Row]) -> dict[str, Answer]:
    """A reader's sheet by id. Raises ``ValueError`` for a line that is no answer; a row may be left open."""
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith(("#", "id\t")):
            continue
        name, rating, guess = (*(part.strip() for part in line.split("\t")), "", "")[:3]
        rating = rating.casefold()
        if name not in key or rating not in (*RATINGS, LEFT_OUT):
            raise ValueError(f"{path}, line {number}: {line!r} is no line id<TAB>{'|'.join(RATINGS)}<TAB>guess")
        if rating != LEFT_OUT:
            found[name] = Answer(rating, "" if guess in {"-", "–", "?"} else guess)
    return found


def tally(judge: Judge, answered: Sequence[tuple[Row, Answer]]) -> dict[str, Any]:
    """Shares of each rating and of right guesses, with 95 % intervals (Wilson 1927) for the two that have aims."""
    n = len(answered)
    marks = Counter(answer.rating for _, answer in answered)
    right = sum(judge.right(row, answer.guess) for row, answer in answered)
    return {
        "n": n,
        **{rating: marks[rating] / n for rating in RATINGS},
        "broken between": wilson(marks["broken"], n),
        "guessed": right / n,
        "guessed between": wilson(right, n),
        "guessed exactly": sum(judge.exact(row, answer.guess) for row, answer in answered) / n,
    }


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The score interval of a share."""
    middle = (hits + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(hits * (n - hits) / n + z * z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def kappa(a: dict[str, Answer], b: dict[str, Answer]) -> float | None:
    """Cohen's kappa of two readers' ratings of the rows that both have rated."""
    both = sorted(set(a) & set(b))
    if not both:
        return None
    agreed = sum(a[k].rating == b[k].rating for k in both) / len(both)
    shares = [Counter(reader[k].rating for k in both) for reader in (a, b)]
    chance = sum(shares[0][r] * shares[1][r] for r in RATINGS) / len(both) ** 2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def score(key: dict[str, Row], readers: Sequence[dict[str, Answer]], judge: Judge) -> dict[str, Any]:
    """Tallies by system, and of the engine's readings by kind and with a domain or none."""
    groups: dict[str, list[tuple[Row, Answer]]] = defaultdict(list)
    for reader in readers:
        for name, answer in reader.items():
            row = key[name]
            groups[row.system].append((row, answer))
            if row.system == ENGINE:
                groups[f"  {row.kind}"].append((row, answer))
                groups["  with a domain" if row.domain else "  without"].append((row, answer))
    order = [name for name in (*SHARE, *sorted(groups)) if name in groups]
    kappas = [kappa(a, b) for a, b in itertools.combinations(readers, 2)]
    return {
        "readers": len(readers),
        "rows": {name: tally(judge, groups[name]) for name in dict.fromkeys(order)},
        "kappa": [k for k in kappas if k is not None],
    }


def show(result: dict[str, Any]) -> None:
    """Print the tallies."""
    print(f"{'':22}{'n':>5}{'funny':>8}{'believable':>12}{'broken':>17}{'guessed':>18}{'exactly':>10}")
    for name, row in result["rows"].items():
        broken = f"{row['broken']:.0%} ({row['broken between'][0]:.0%}-{row['broken between'][1]:.0%})"
        guessed = f"{row['guessed']:.0%} ({row['guessed between'][0]:.0%}-{row['guessed between'][1]:.0%})"
        print(
            f"{name:22}{row['n']:5}{row['funny']:8.0%}{row['believable']:12.0%}{broken:>17}{guessed:>18}"
            f"{row['guessed exactly']:10.0%}"
        )
    print("aims: broken ≤ 10 %, guessed ≥ 70 %; prototype W: broken 28 %, not blind")
    for value in result["kappa"]:
        print(f"Cohen's kappa of two readers: {value:.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="write a sheet and its key")
    making.add_argument("--file", choices=FILES, default="dev")
    making.add_argument("--seed", type=int, required=True)
    making.add_argument("--size", type=int, default=120)
    making.add_argument("--sheet", type=Path, required=True)
    making.add_argument("--key", type=Path, required=True)
    scoring = commands.add_parser("score", help="score answers")
    scoring.add_argument("--key", type=Path, required=True)
    scoring.add_argument("answers", type=Path, nargs="+", help="one file a reader")
    scoring.add_argument("--rows", action="store_true", help="print every row with its answers")
    scoring.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.command == "make":
        rows = make(options.file, options.seed, options.size)
        options.sheet.write_text("".join(f"{row.id}\t{row.text}\n" for row in rows), encoding="utf-8")
        with options.key.open("w", encoding="utf-8", newline="") as file:
            names = [field.name for field in fields(Row)]
            writer = csv.DictWriter(file, names, delimiter="\t", lineterminator="\n")
            writer.writeheader()
            writer.writerows(map(asdict, rows))
        return 0
    key, judge = read_key(options.key), Judge(load_lexicon())
    readers = [read_answers(path, key) for path in options.answers]
    result = score(key, readers, judge)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        show(result)
    for row in key.values() if options.rows else ():
        marks = [
            f"{r[row.id].rating}, {'right' if judge.right(row, r[row.id].guess) else 'wrong'}: {r[row.id].guess}"
            for r in readers
            if row.id in r
        ]
        print(f"\n{row.id} {row.system}, {row.kind} {row.domain}\n  {row.original}\n  {row.text}")
        print("".join(f"    {mark}\n" for mark in marks), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
