"""Measure the mishearing engine: ``python measure.py [dev] [heldout] [--only PART ...] [--spoken 40] [--json]``.

README.md says what each figure is. Takes about four minutes of processor time a file. The held-out file is run once, at
the end, and none of its readings are printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import independent
import numpy as np
import speed
import spoken
from baselines import NearestWord, Vocabulary, WholeSentence
from readings import FILES, Reading, content_words, of_candidate, of_texts, sentences, sounds

from voiceapp.dialogue.comprehension import READINGS
from voiceapp.dialogue.mishearing import Mishearer
from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.lexicon import TrigramModel, load_lexicon

SEEDS = range(10)
EVERY = 1000  # readings asked for where the best of each kind is wanted
HARD_GATE = 0.30
FEWEST_PAIRS = 40  # of words; a share of fewer says nothing
UNKNOWN = -16.0  # nats for a word that the model does not know
PARTS = ("readings", "domains", "spoken", "speed")
Row = dict[str, Any]

# Name of a measure: head of its column, unit, where the prototype stood, aim.
AIMS = {
    "distance, mean": ("distance", "", ".12-.15", "≤ .15"),
    "distance, p90": ("p90", "", ".19-.28", "≤ .25"),
    "beyond .30": ("> .30", "%", "", "0"),
    "homophones": ("homoph.", "%", "0", "0"),
    "content words changed": ("changed", "%", "35 %", "25-45 %"),
    "fluency lost, nats a word": ("fluency", "", ".18-.32", "≤ .20"),
    "listed bigrams, out ÷ in": ("bigrams", "", ".92-.96", "≥ .95"),
    "the same, with texts": ("+ texts", "", "", ""),
    "the same, changed places": ("at seams", "", "", ""),
    "boundaries moved": ("moved", "%", "22-32 %", "≥ 30 %"),
    "quoted alone": ("alone", "%", "", ""),
    "panphon distance, mean": ("panphon", "", "", ""),
}


class Judge:
    """Measures sets of readings."""

    def __init__(self, lexicon: Lexicon, model: TrigramModel) -> None:
        self._lexicon = lexicon
        self._model = model
        self._fluency: dict[str, float] = {}

    def row(self, readings: Sequence[Reading]) -> Row:
        """The measures of AIMS, for these readings together."""
        if not readings:
            return {"n": 0}
        distances = np.array([r.distance for r in readings])
        framed = [r for r in readings if not r.alone]
        runs = [self._sounds(r) for r in readings]
        panphon = [independent.feature_distance(_joined(a), _joined(b)) for a, b in runs]
        known = [d for d in panphon if d is not None]
        return {
            "n": len(readings),
            "distance, mean": float(distances.mean()),
            "distance, p90": float(np.percentile(distances, 90)),
            "beyond .30": float((distances > HARD_GATE).mean()),
            "homophones": float(np.mean([_plain(a) == _plain(b) for a, b in runs])),
            "content words changed": _mean(_changed(r) for r in framed),
            "fluency lost, nats a word": _mean(self.fluency(r.said) - self.fluency(r.text) for r in framed),
            "listed bigrams, out ÷ in": _attested(framed, independent.listed_bigrams()),
            "the same, with texts": _attested(framed, independent.listed_bigrams() | independent.text_bigrams()),
            "the same, changed places": _attested(framed, independent.listed_bigrams(), only_changed=True),
            "boundaries moved": float(np.mean([independent.boundary_moved(a, b) for a, b in runs])),
            "quoted alone": 1 - len(framed) / len(readings),
            "panphon distance, mean": _mean(known),
        }

    def _sounds(self, r: Reading) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
        return sounds(r.replaced, self._lexicon), sounds(r.heard, self._lexicon)

    def fluency(self, text: str) -> float:
        """Log probability in nats a word by the trigram model, the end of the sentence counted as one."""
        if text not in self._fluency:
            spelled = [self._lexicon.pronounce.known_spelling(w) or w for w in independent.words(text)]
            run = ["<s>", *spelled, "</s>"]
            terms = [max(UNKNOWN, self._model(run[max(0, k - 2) : k + 1][::-1])) for k in range(1, len(run))]
            self._fluency[text] = float(np.mean(terms))
        return self._fluency[text]

    def agreement(self, readings: Iterable[Reading]) -> Row:
        """How far the engine's distance and panphon's agree."""
        ours, theirs = [], []
        for r in {(r.replaced, r.heard): r for r in readings}.values():
            other = independent.feature_distance(*map(_joined, self._sounds(r)))
            if other is not None:
                ours.append(r.distance)
                theirs.append(other)
        if len(ours) < 3:
            return {"n": 0}
        ranks = np.stack([np.argsort(np.argsort(x, kind="stable")) for x in (ours, theirs)])
        return {
            "n": len(ours),
            "pearson": float(np.corrcoef(ours, theirs)[0, 1]),
            "spearman": float(np.asarray(np.corrcoef(ranks))[0, 1]),
        }

    def faults(self, readings: Sequence[Reading]) -> Row:
        """What must never be."""
        lists, found, foul = self._lexicon.lists, Counter[str](), Counter[str]()
        listed = lists.taste | lists.profane
        for r in readings:
            fresh = " ".join(w for w in r.heard.casefold().split() if w not in r.said.casefold().split())
            found["the true reading"] += independent.words(r.text) == independent.words(r.said)
            found["empty"] += not r.text.strip()
            found["unspeakable"] += not all(any(c.isalnum() for c in w) for w in r.text.split())
            found["on our own lists"] += any(w in listed for w in fresh.split()) or any(
                f" {phrase} " in f" {fresh} " for phrase in listed if " " in phrase
            )
            if fresh and independent.is_foul(fresh):
                found["foul by better-profanity"] += 1
                foul[fresh] += 1
        return {"readings": len(readings), **found, "foul": dict(foul.most_common())}


def _joined(run: Sequence[Sequence[str]]) -> list[str]:
    return [p for word in run for p in word]


def _plain(run: Sequence[Sequence[str]]) -> list[str]:
    return [p.rstrip("012") for p in _joined(run)]


def _mean(values: Iterable[float]) -> float:
    run = list(values)
    return float(np.mean(run)) if run else float("nan")


def _kinds(readings: Iterable[Reading]) -> dict[str, float]:
    found = Counter(r.kind for r in readings)
    return {kind: n / found.total() for kind, n in found.most_common()}


def _changed(r: Reading) -> float:
    before, after = Counter(content_words(r.said)), Counter(content_words(r.text))
    return (before - after).total() / before.total() if before else 0.0


def _attested(
    readings: Iterable[Reading], bigrams: frozenset[independent.Pair], only_changed: bool = False
) -> float | None:
    """Share of attested pairs of words of the readings over that of what was said."""
    if not bigrams:
        return None
    counts = np.zeros((2, 2))
    for r in readings:
        said, heard = Counter(independent.pairs(r.said)), Counter(independent.pairs(r.text))
        if only_changed:
            said, heard = said - heard, heard - said
        for k, pairs in enumerate((said, heard)):
            counts[k] += pairs.total(), sum(n for pair, n in pairs.items() if pair in bigrams)
    (before, known_before), (after, known_after) = counts
    if min(before, after) < FEWEST_PAIRS or not known_before:
        return None
    return float(known_after / after / (known_before / before))


class Benchmark:
    """All of it over one file of sentences."""

    def __init__(self, which: str, mishearer: Mishearer, judge: Judge, baselines: Mapping[str, Any]) -> None:
        self._sentences = sentences(which)
        self._mishearer = mishearer
        self._judge = judge
        self._baselines = baselines
        self._seen: list[Reading] = []

    def _ask(self, said: str, seed: int, domain: str | None = None, n: int = READINGS) -> list[Reading]:
        found = self._mishearer.candidates(said, seed=seed, domain=domain, n=n)
        readings = [of_candidate(said, c) for c in found]
        self._seen += readings
        return readings

    def of_readings(self) -> Row:
        """Rows by source and of the baselines, and how many different readings ten seeds give."""
        rows: Row = {}
        firsts = [[self._ask(s, seed)[0] for seed in SEEDS] for s in self._sentences]
        rows["engine, first"] = self._judge.row([r for run in firsts for r in run])
        by_sound = [r for run in firsts for r in run if r.kind not in ("meaning", "procedure")]
        rows["  by their sound"] = self._judge.row(by_sound)
        best: dict[str, list[Reading]] = defaultdict(list)
        for said in self._sentences:
            for kind, r in {r.kind: r for r in reversed(self._ask(said, 0, n=EVERY))}.items():
                best[kind].append(r)
        for kind in sorted(best, key=lambda k: -len(best[k])):
            rows[f"  {kind}"] = self._judge.row(best[kind])
        different = {"engine": _mean(len({r.text for r in run}) for run in firsts)}
        for name, make in self._baselines.items():
            lexicon = self._mishearer.lexicon
            made = [[of_texts(s, make(s, seed), name, lexicon) for seed in SEEDS] for s in self._sentences]
            rows[name] = self._judge.row([run[0] for run in made if run[0].text != run[0].said])
            rows[name]["of"] = len(made)
            different[name] = _mean(len({r.text for r in run}) for run in made)
        return {
            "rows": rows,
            "different over ten seeds": different,
            "kinds of the first": _kinds(r for run in firsts for r in run),
            "agreement with panphon": self._judge.agreement(self._seen),
        }

    def of_domains(self) -> Row:
        """First readings with a domain: hits, and the measures of all together. A hit says a phrase of the domain."""
        lists = self._mishearer.lexicon.lists.domains
        hits, everything = {}, []
        for domain in lists:
            firsts = [self._ask(s, seed, domain)[0] for seed, s in enumerate(self._sentences)]
            hits[domain] = _mean(any(f" {p} " in f" {r.heard.casefold()} " for p in lists[domain]) for r in firsts)
            everything += firsts
        return {
            "hits": hits,
            "mean": _mean(hits.values()),
            "kinds of the first": _kinds(everything),
            "rows": {"engine, domain": self._judge.row(everything)},
        }

    def of_spoken(self, n: int) -> Row:
        """The source "sound", on what vosk made of some of the sentences."""
        why_not = spoken.missing()
        if why_not or not n:
            return {"skipped": why_not or "not asked for"}
        counts, best = Counter[str](), []
        for said, utterance in spoken.heard(spoken.spread(self._sentences, n)):
            found = self._mishearer.candidates(utterance, n=EVERY, seed=0)
            first = self._mishearer.candidates(utterance, n=READINGS, seed=0)[0]
            counts["sentences"] += 1
            counts["recognised to the letter"] += utterance.text == said
            counts["with more than one reading"] += len(utterance.alternatives) > 1
            counts["with a candidate from the sound"] += any(c.source == "sound" for c in found)
            counts["whose first is from the sound"] += first.source == "sound"
            counts["whose first is what was recognised"] += first.text == utterance.text
            counts["whose first is what was said"] += first.text == said
            best += [of_candidate(utterance.text, c) for c in found if c.source == "sound"][:1]
        return {"counts": dict(counts), "rows": {"  sound": self._judge.row(best)}}

    def of_speed(self) -> Row:
        """Milliseconds a turn, of the engine alone and within a call; loading."""
        return {
            "engine": speed.of_engine(self._mishearer, self._sentences),
            "call": speed.of_call(self._sentences),
            "loading": speed.of_loading(),
        }

    def faults(self) -> Row:
        """Of all readings that the other parts have asked for."""
        return self._judge.faults(self._seen)


def measure(which: str, parts: Sequence[str], n_spoken: int) -> Row:
    """All figures of one file."""
    lexicon, model = load_lexicon(), TrigramModel()
    vocabulary = Vocabulary(lexicon, model)
    baselines = {"nearest word": NearestWord(vocabulary), "whole sentence": WholeSentence(vocabulary)}
    bench = Benchmark(which, Mishearer(lexicon, model), Judge(lexicon, model), baselines)
    result: Row = {"file": FILES[which].name, "sentences": len(sentences(which))}
    if "speed" in parts:  # first, while little is in memory
        result["speed"] = bench.of_speed()
    if "readings" in parts:
        result["readings"] = bench.of_readings()
    if "domains" in parts:
        result["domains"] = bench.of_domains()
    if "spoken" in parts:
        result["spoken"] = bench.of_spoken(n_spoken)
    result["faults"] = bench.faults()
    return result


def _cell(value: Any, unit: str) -> str:
    if value is None or value != value:
        return "-"
    return f"{100 * value:.0f} %" if unit == "%" else f"{value:.2f}"


def show(result: Row) -> None:
    """Print the figures of one file."""
    print(f"\n{result['file']}: {result['sentences']} sentences")
    rows = {
        name: row for part in result.values() if isinstance(part, dict) for name, row in part.get("rows", {}).items()
    }
    full = {name: row for name, row in rows.items() if row["n"]}
    if full:
        print(f"{'':18}{'n':>6}" + "".join(f"{head:>9}" for head, *_ in AIMS.values()))
        for row_name, row in full.items():
            cells = "".join(f"{_cell(row[name], unit):>9}" for name, (_, unit, *_) in AIMS.items())
            print(f"{row_name:18}{row['n']:>6}{cells}")
        print(f"{'prototype':24}" + "".join(f"{before:>9}" for *_, before, _ in AIMS.values()))
        print(f"{'aim':24}" + "".join(f"{aim:>9}" for *_, aim in AIMS.values()))
    if "readings" in result:
        part = result["readings"]
        print(
            "different over ten seeds:", _list(part["different over ten seeds"], "{:.1f}"), "(prototype 3.0, aim ≥ 6)"
        )
        print("kinds of the first:", _list(part["kinds of the first"], "{:.0%}"))
        print("agreement with panphon:", _list(part["agreement with panphon"], "{:.2f}"))
    if "domains" in result:
        part = result["domains"]
        print(f"domain hit: {part['mean']:.0%} (prototype 12-30 %, aim ≥ 60 %):", _list(part["hits"], "{:.0%}"))
        print("kinds of the first with a domain:", _list(part["kinds of the first"], "{:.0%}"))
    if "spoken" in result:
        part = result["spoken"]
        print("spoken:", f"skipped, {part['skipped']}" if "skipped" in part else _list(part["counts"], "{}"))
    for name, times in result.get("speed", {}).items():
        print(f"{name}:", _list(times, "{:.3g}"))
    print("faults:", _list(result["faults"], "{}"))


def _list(values: Mapping[str, Any], form: str) -> str:
    return ", ".join(f"{name} {form.format(value)}" for name, value in values.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=["dev"], help=f"{' or '.join(FILES)} (dev)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--spoken", type=int, default=40, metavar="N", help="sentences to be spoken (%(default)s)")
    parser.add_argument("--json", action="store_true", help="one object a file, one a line")
    options = parser.parse_args()
    for which in options.files:
        if which not in FILES:
            parser.error(f"there is no file {which!r}; there are {', '.join(FILES)}")
    print(f"texts with bigrams: {', '.join(independent.text_sources()) or 'none'}", file=sys.stderr)
    for which in options.files:
        result = measure(which, options.only, options.spoken)
        if options.json:
            print(json.dumps(result, ensure_ascii=False))
        else:
            show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
