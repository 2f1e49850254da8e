"""Score the understanding engine on labelled utterances: ``python score.py FILE.jsonl [--errors]``.

A file ``NAME.fr.jsonl`` is French, ``NAME.nl.jsonl`` Dutch, any other English.

README.md beside this file says what the labels mean and how they are scored. ``--errors`` prints every utterance that
was not understood, and is refused for a file whose name begins with ``heldout``.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from voiceapp.dialogue.understanding import Meaning
from voiceapp.dialogue.utterance import Alternative, Utterance
from voiceapp.languages import load_understander

Pair = tuple[str, str]

_DROPPED = frozenset("a an the my your our his her their its".split())
_DEMONSTRATIVES = frozenset("this that these those".split())
_DROPPED_TOO = {
    "object": _DEMONSTRATIVES,
    "place": _DEMONSTRATIVES,
    "wish": _DEMONSTRATIVES,
    "time": frozenset("at on in for".split()),
}
_NO_OBJECTS = frozenset(
    "greet goodbye yes thank ask_human ask_supervisor ask_repeat ask_wait ask_who give_name give_number give_place "
    "give_time spell complain swear refuse_transfer refuse_hold play_along confused small_talk".split()
)
_NO_SLOTS = frozenset("other_language nonsense silence".split())
_RELAXED = frozenset("object place wish".split())


_OTHERS = {
    "fr": frozenset("le la les l un une des du de d mon ma mes votre vos notre nos au à ce cet cette ces".split()),
    "nl": frozenset("de het een mijn uw onze ons jullie deze dit die dat".split()),
}
_OTHERS_TIMES = {"fr": frozenset("à vers pour".split()), "nl": frozenset("om op al rond".split())}


def normal(slot: str, text: str) -> str:
    """A slot's text as it is compared."""
    dropped = _DROPPED | _DROPPED_TOO.get(slot, frozenset())
    return " ".join(word for word in text.lower().replace("-", " ").split() if word not in dropped)


def without_articles(slots: Any, language: str) -> Any:
    """Slots of a language other than English without what is not compared."""
    if language == "en":
        return slots
    dropped = {slot: _OTHERS[language] | (_OTHERS_TIMES[language] if slot == "time" else frozenset()) for slot in slots}
    return {
        slot: tuple(
            " ".join(w for w in t.replace("'", " ").replace("-", " ").split() if w not in dropped[slot]) for t in texts
        )
        for slot, texts in slots.items()
    }


def scored(case: dict[str, Any], slots: Any) -> set[Pair]:
    """The pairs (slot, value) that count for a case: its own, or those found for it."""
    intent = case["intent"]
    if intent in _NO_SLOTS:
        return set()
    pairs = {(slot, normal(slot, text)) for slot, texts in slots.items() for text in texts}
    if intent in _NO_OBJECTS:
        pairs = {pair for pair in pairs if pair[0] != "object"}
    if intent not in ("request_action", "cancel") or not case.get("finished", True):
        pairs = {pair for pair in pairs if pair[0] != "wish"}
    return {pair for pair in pairs if pair[1]}


def same(wanted: Pair, found: Pair, *, relaxed: bool = False) -> bool:
    """Whether two pairs say the same. Of a quantity the number counts, and the unit if both have one."""
    if wanted == found:
        return True
    if wanted[0] != found[0]:
        return False
    one, other = wanted[1].split(), found[1].split()
    if wanted[0] == "quantity":
        return one[0] == other[0] and (len(one) == 1 or len(other) == 1)
    return relaxed and wanted[0] in _RELAXED and one[-1] == other[-1]


def matched(wanted: set[Pair], found: set[Pair], *, relaxed: bool = False) -> list[Pair]:
    """The wanted pairs that were found; what was found serves once."""
    left = sorted(found)
    hits = []
    for pair in sorted(wanted, key=lambda pair: (pair not in found, pair)):
        # the very same value before one that is only as good
        hit = pair if pair in left else next((other for other in left if same(pair, other, relaxed=relaxed)), None)
        if hit is not None:
            left.remove(hit)
            hits.append(pair)
    return hits


def utterance(case: dict[str, Any]) -> Utterance | str:
    if not case.get("alternatives"):
        return str(case["text"])
    alternatives = tuple(Alternative(text=a["text"], probability=a["probability"]) for a in case["alternatives"])
    return Utterance(text=case["text"], alternatives=alternatives)


class Slots:
    """Counts of slot values: wanted, found, and both."""

    def __init__(self) -> None:
        self.wanted: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.both: Counter[str] = Counter()
        self.exact = self.cases = 0

    def add(self, wanted: set[Pair], found: set[Pair], *, relaxed: bool = False) -> bool:
        hits = matched(wanted, found, relaxed=relaxed)
        self.wanted.update(slot for slot, _ in wanted)
        self.found.update(slot for slot, _ in found)
        self.both.update(slot for slot, _ in hits)
        right = len(hits) == len(wanted) == len(found)
        self.cases += 1
        self.exact += right
        return right

    def figures(self, slot: str | None = None) -> str:
        wanted, found, both = (
            counts.total() if slot is None else counts[slot] for counts in (self.wanted, self.found, self.both)
        )
        f1 = 2 * both / max(1, wanted + found)
        return f"precision {both / max(1, found):5.1%}, recall {both / max(1, wanted):5.1%}, F1 {f1:5.1%} of {wanted:4}"


def report(cases: list[dict[str, Any]], meanings: list[Meaning], title: str) -> None:
    """Print the totals."""
    right: Counter[str] = Counter()
    every = Counter(case["intent"] for case in cases)
    slots, relaxed = Slots(), Slots()
    finished: Counter[tuple[bool, bool]] = Counter()
    for case, meaning in zip(cases, meanings, strict=True):
        right[case["intent"]] += meaning.intent == case["intent"]
        wanted, found = scored(case, case.get("slots", {})), scored(case, meaning.slots)
        slots.add(wanted, found)
        relaxed.add(wanted, found, relaxed=True)
        finished[case.get("finished", True), meaning.finished] += 1
    shares = sorted((right[intent] / count, intent) for intent, count in every.items())
    print(f"{title}: {len(cases)} utterances")
    print(f"  intents right      {right.total() / len(cases):.1%}; mean over intents {mean(s for s, _ in shares):.1%}")
    print(f"  worst intents      {', '.join(f'{intent} {share:.0%}' for share, intent in shares[:6])}")
    print(f"  slots              {slots.figures()}")
    print(f"  slots, relaxed     {relaxed.figures()}")
    for slot in sorted(slots.wanted | slots.found):
        print(f"    {slot:16} {slots.figures(slot)}")
    print(f"  slots all right    {slots.exact / slots.cases:.1%} of utterances")
    unfinished = finished[False, False] + finished[False, True]
    both = finished[True, True] + finished[False, False]
    print(f"  finished right     {both / len(cases):.1%}; of {unfinished} unfinished {finished[False, False]} found")


def print_errors(cases: list[dict[str, Any]], meanings: list[Meaning]) -> None:
    confusions: Counter[tuple[str, str]] = Counter()
    for case, meaning in zip(cases, meanings, strict=True):
        hit = meaning.intent == case["intent"]
        if not hit:
            confusions[case["intent"], meaning.intent] += 1
            best = ", ".join(f"{name} {score:.2f}" for name, score in meaning.intents[:2])
            print(f"X {case['text']!r}: {case['intent']} -> {best}")
        wanted, found = scored(case, case.get("slots", {})), scored(case, meaning.slots)
        if not Slots().add(wanted, found):
            mark = "" if hit else "  (intent wrong)"
            missing = [f"-{slot}:{text}" for slot, text in sorted(wanted - found)]
            extra = [f"+{slot}:{text}" for slot, text in sorted(found - wanted)]
            print(f"S {case['text']!r} [{case['intent']}] {' '.join(missing + extra)}{mark}")
        if meaning.finished != case.get("finished", True):
            print(f"F {case['text']!r}: finished {case.get('finished', True)}")
    for (expected, got), count in confusions.most_common():
        print(f"  {count:3} {expected} taken for {got}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what was not understood (not of held-out files)")
    arguments = parser.parse_args()
    if arguments.errors and re.match(r"held-?_?out", arguments.file.name, re.IGNORECASE):
        parser.error("held-out utterances are not for looking at: only their totals are")
    language = arguments.file.stem.rpartition(".")[2]
    language = language if language in _OTHERS else "en"
    understander = load_understander(language)
    cases = [json.loads(line) for line in arguments.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    said = [utterance(case) for case in cases]
    understander.understand("warm up")
    times, meanings = [], []
    for one in said:
        begun = time.perf_counter()
        meanings.append(understander.understand(one))
        times.append(1000 * (time.perf_counter() - begun))
    cases = [case | {"slots": without_articles(case.get("slots", {}), language)} for case in cases]
    meanings = [replace(meaning, slots=without_articles(meaning.slots, language)) for meaning in meanings]
    if arguments.errors:
        print_errors(cases, meanings)
    report(cases, meanings, arguments.file.name)
    if any(case.get("alternatives") for case in cases):
        kept = [index for index, case in enumerate(cases) if case["intent"] != "other_language"]
        report([cases[i] for i in kept], [meanings[i] for i in kept], "without other_language")
    print(f"time: mean {mean(times):.2f} ms, 99th percentile {quantiles(times, n=100)[98]:.2f} ms")


if __name__ == "__main__":
    main()
