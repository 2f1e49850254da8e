"""Score the understanding engine on a file of labelled utterances: ``python score.py FILE.jsonl [--errors]``.

One JSON object a line: ``text``, ``intent``, ``slots`` (name -> list of texts; optional), ``finished`` (optional),
``alternatives`` (optional; the other readings of a recogniser, best first).

Two slot texts match when they are the same after this, done to both: lower case, no accents and punctuation; number
words and ordinals as digits ("third", "3rd" -> "3", "9:30" -> "930"); titles, determiners and at/on/in/for dropped at
the beginning.
Slot figures count texts over all utterances; *exact* is the share of utterances whose slots are all right and no more.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path
from statistics import mean, quantiles

from voiceapp.dialogue.understanding.lexicon import folded
from voiceapp.dialogue.understanding.numbers import pieces
from voiceapp.dialogue.utterance import Alternative, Utterance
from voiceapp.english import load_understander

DROPPED = frozenset(
    "the a an my your our his her their its this that these those some any at on in for "
    "mr mister mrs ms miss dr doctor sir madam".split()
)


def normal(text: str) -> str:
    """A slot text as it is compared."""
    plain = load_understander().plainer(re.sub(r"(?<=\d):(?=\d)", "", folded(text.lower()))).words
    words = [re.sub(r"^(\d+)(st|nd|rd|th)$", r"\1", piece.text) for piece in pieces(plain)]
    while len(words) > 1 and words[0] in DROPPED and words[:2] != ["in", "front"]:
        del words[0]
    return " ".join(words).replace(" 's", "'s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every utterance that was not understood")
    arguments = parser.parse_args()
    understander = load_understander()
    right = wanted = given = matched = exact = with_slots = finished_right = finished_all = 0
    confusions: Counter[tuple[str, str]] = Counter()
    by_slot: dict[str, Counter[str]] = {}
    times = []
    cases = [json.loads(line) for line in arguments.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    for case in cases:
        said: Utterance | str = case["text"]
        if case.get("alternatives"):
            texts = case["alternatives"]
            weights = [0.6**rank for rank in range(len(texts))]
            alternatives = tuple(
                Alternative(text=text, probability=weight / sum(weights))
                for text, weight in zip(texts, weights, strict=True)
            )
            said = Utterance(text=case["text"], alternatives=alternatives)
        begun = time.perf_counter()
        meaning = understander.understand(said)
        times.append(1000 * (time.perf_counter() - begun))
        hit = meaning.intent == case["intent"]
        right += hit
        if not hit:
            confusions[case["intent"], meaning.intent] += 1
        slots_hit = True
        if "slots" in case:
            with_slots += 1
            expected = Counter((slot, normal(text)) for slot, texts in case["slots"].items() for text in texts)
            found = Counter((slot, normal(text)) for slot, texts in meaning.slots.items() for text in texts)
            both = expected & found
            wanted, given, matched = wanted + expected.total(), given + found.total(), matched + both.total()
            slots_hit = expected == found
            exact += slots_hit
            for kind, part in (("wanted", expected), ("given", found), ("matched", both)):
                for (slot, _), count in part.items():
                    by_slot.setdefault(slot, Counter())[kind] += count
        if "finished" in case:
            finished_all += 1
            finished_right += meaning.finished == case["finished"]
        if arguments.errors and not (hit and slots_hit):
            print(f"{'  ' if hit else 'X '}{case['text']!r}: {case['intent']} -> {meaning.intents[:2]}")
            if not slots_hit:
                print(f"     slots {case['slots']} -> { ({k: list(v) for k, v in meaning.slots.items()}) }")
    print(f"utterances       {len(cases)}")
    print(f"intents right    {right / len(cases):.1%}")
    if with_slots:
        precision, recall = matched / max(1, given), matched / max(1, wanted)
        f1 = 2 * matched / max(1, given + wanted)
        print(f"slots            precision {precision:.1%}, recall {recall:.1%}, F1 {f1:.1%}")
        print(f"slots all right  {exact / with_slots:.1%} of utterances")
        for slot, counts in sorted(by_slot.items()):
            print(
                f"  {slot:9} wanted {counts['wanted']:3}  precision {counts['matched'] / max(1, counts['given']):.0%}"
                f"  recall {counts['matched'] / max(1, counts['wanted']):.0%}"
            )
    if finished_all:
        print(f"finished right   {finished_right / finished_all:.1%} of {finished_all}")
    print(f"time             mean {mean(times):.2f} ms, 99th percentile {quantiles(times, n=100)[98]:.2f} ms")
    for (expected_intent, got), count in confusions.most_common(25):
        print(f"  {count:3} {expected_intent} taken for {got}")


if __name__ == "__main__":
    main()
