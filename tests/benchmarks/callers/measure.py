"""Play many callers against a scenario: ``python measure.py SCENARIO [--seeds 100] [--json] [--unused] [PERSONA...]``.

Every persona calls once for each seed, in virtual time, with the real engines. README.md says what is counted, and how.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from statistics import mean, median, quantiles
from typing import Any

import measures
from conversation import hold
from personas import NAMES, SPEAKING, persona

from voiceapp.dialogue.comprehension import Comprehension
from voiceapp.dialogue.scenario import Line, Scenario
from voiceapp.languages import load_comprehension
from voiceapp.scenarios import load


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What is kept of one call."""

    persona: str
    seed: int
    minutes: float
    reason: str
    missing: list[str]
    repeated: list[str]
    grants: list[str]
    turns: int
    own_words: int
    questions: int
    payoffs: list[str]
    tricks: list[str]
    texts: list[tuple[str, str]]
    turn_ms: list[float] = field(default_factory=list)


def figures(scenario: Scenario, comprehension: Comprehension, name: str, seed: int) -> Figures:
    """Hold one call and count."""
    held = hold(scenario, comprehension, persona(name, seed), seed=seed)
    turns = measures.agent_turns(scenario, held.lines)
    return Figures(
        persona=name,
        seed=seed,
        minutes=held.lines[-1]["duration"] / 60,
        reason=held.lines[-1]["reason"],
        missing=sorted(measures.story(scenario) - measures.beats(scenario, held.lines)),
        repeated=measures.repeated(held.lines),
        grants=measures.grants(held.lines),
        turns=len(turns),
        own_words=sum(turn.own_words for turn in turns),
        questions=sum(turn.texts[-1].endswith("?") for turn in turns),
        payoffs=measures.payoffs(held.lines),
        tricks=[turn.trick for turn in turns],
        texts=[(line["agent"], line["text"]) for line in measures.spoken(held.lines)],
        turn_ms=held.turn_ms,
    )


_world: tuple[Scenario, Comprehension]


def _one(call: tuple[str, int]) -> Figures:
    return figures(*_world, *call)


def measured(scenario: Scenario, names: list[str], seeds: int) -> list[Figures]:
    """The figures of all calls, in the order of personas and seeds whatever the number of processors."""
    global _world
    _world = (scenario, load_comprehension(scenario))
    calls = [(name, seed) for name in names for seed in range(1, seeds + 1)]
    found = []
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        for figure in pool.imap(_one, calls, chunksize=4):
            found.append(figure)
            if sys.stderr.isatty():
                print(f"\r{len(found)} of {len(calls)} calls", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return found


def _share(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def summary(calls: list[Figures]) -> dict[str, Any]:
    """The figures of several calls as one."""
    minutes = sorted(call.minutes for call in calls)
    times = [ms for call in calls for ms in call.turn_ms] or [0.0, 0.0]
    cuts = quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    turns = sum(call.turns for call in calls)
    return {
        "calls": len(calls),
        "all_beats_percent": _share(sum(not call.missing for call in calls), len(calls)),
        "missed": dict(Counter(beat for call in calls for beat in call.missing).most_common()),
        "reasons": dict(Counter(call.reason for call in calls).most_common()),
        "repeated_lines": sum(len(call.repeated) for call in calls),
        "granted": sum(len(call.grants) for call in calls),
        "turns_a_call": round(turns / len(calls), 1),
        "own_words_percent": _share(sum(call.own_words for call in calls), turns),
        "questions_percent": _share(sum(call.questions for call in calls), turns),
        "minutes": [round(minutes[0], 1), round(median(minutes), 1), round(minutes[-1], 1)],
        "payoffs_mean": round(mean(len(call.payoffs) for call in calls), 1),
        "three_payoffs_percent": _share(sum(len(call.payoffs) >= 3 for call in calls), len(calls)),
        "longest_run": max((measures.longest_run(call.tricks) for call in calls), default=0),
        "runs_over_three_percent": _share(sum(measures.longest_run(call.tricks) > 3 for call in calls), len(calls)),
        "tricks": dict(Counter(trick for call in calls for trick in call.tricks).most_common()),
        "distinct_lines": len({text for call in calls for text in call.texts}),
        "ms_p50": round(cuts[49], 1),
        "ms_p99": round(cuts[98], 1),
    }


def report(scenario: Scenario, calls: list[Figures], names: list[str]) -> dict[str, Any]:
    """All of it, for ``--json``."""
    written = sum(len(pool) for member in scenario.cast.values() for pool in member.lines.values())
    speaking = [call for call in calls if call.persona in SPEAKING or call.persona == "random"]
    return {
        "scenario": scenario.name,
        "seeds": len({call.seed for call in calls}),
        "lines_written": written,
        "all": summary(calls),
        "speaking": summary(speaking) if speaking else None,
        "personas": {name: summary([call for call in calls if call.persona == name]) for name in names},
        "granted_texts": sorted({text for call in calls for text in call.grants}),
        "repeated_texts": sorted({text for call in calls for text in call.repeated}),
    }


COLUMNS = (
    ("calls", "calls"),
    ("beats %", "all_beats_percent"),
    ("repeat", "repeated_lines"),
    ("solved", "granted"),
    ("turns", "turns_a_call"),
    ("own %", "own_words_percent"),
    ("ask %", "questions_percent"),
    ("min med max", "minutes"),
    ("payoffs", "payoffs_mean"),
    (">=3 %", "three_payoffs_percent"),
    ("run", "longest_run"),
    ("lines", "distinct_lines"),
    ("p50 ms", "ms_p50"),
    ("p99 ms", "ms_p99"),
)


def table(found: dict[str, Any]) -> str:
    """The report for people."""
    rows = {**found["personas"], "speaking": found["speaking"], "all": found["all"]}
    out = [f"{'':16}" + "".join(f"{title:>15}" if key == "minutes" else f"{title:>9}" for title, key in COLUMNS)]
    for name, row in rows.items():
        if row is None:
            continue
        cells = []
        for _, key in COLUMNS:
            value = " ".join(f"{m:.1f}" for m in row[key]) if key == "minutes" else str(row[key])
            cells.append(f"{value:>15}" if key == "minutes" else f"{value:>9}")
        out.append(f"{name:16}" + "".join(cells))
    everything = found["all"]
    out.append("")
    out.append(f"{found['lines_written']} lines written; {everything['distinct_lines']} distinct lines spoken.")
    out.append(f"ended: {everything['reasons']}; beats missed: {everything['missed'] or 'none'}")
    total = sum(everything["tricks"].values()) or 1
    out.append(
        "tricks: " + ", ".join(f"{name or '(none)'} {100 * n / total:.1f}%" for name, n in everything["tricks"].items())
    )
    out.append(f"calls with the same trick more than three times running: {everything['runs_over_three_percent']} %")
    for key, title in (("granted_texts", "would solve the problem"), ("repeated_texts", "said twice in a call")):
        out += [f"{title}: {text}" for text in found[key]]
    return "\n".join(out)


def unused(scenario: Scenario, calls: list[Figures]) -> list[str]:
    """Lines of the scenario that were spoken in no call, as ``voice pool: line``."""
    texts: dict[str, set[str]] = {}
    for call in calls:
        for agent, text in call.texts:
            texts.setdefault(agent, set()).add(text.casefold())
    found = []
    for name, member in scenario.cast.items():
        for pool, variants in member.lines.items():
            for variant in variants:
                line = variant.en if isinstance(variant, Line) else variant
                words = " ".join(line.split()).casefold()
                pattern = re.compile(".*".join(re.escape(part) for part in re.split(r"\{[{%].*?[%}]\}", words)))
                if not any(pattern.fullmatch(text) for text in texts.get(name, ())):
                    found.append(f"{name} {pool}: {' '.join(line.split())}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("personas", nargs="*", metavar="PERSONA", help=f"of {', '.join(NAMES)}; all if left out")
    parser.add_argument("--seeds", type=int, default=100, help="calls of each persona (%(default)s)")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--unused", action="store_true", help="list the lines that were spoken in no call")
    options = parser.parse_args()
    names = options.personas or list(NAMES)
    if unknown := set(names) - set(NAMES):
        parser.error(f"there is no persona {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    scenario = load(options.scenario)
    calls = measured(scenario, names, options.seeds)
    found = report(scenario, calls, names)
    if options.unused:
        found["unused"] = unused(scenario, calls)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    print(table(found))
    for line in found.get("unused", ()):
        print(f"never spoken: {line}")


if __name__ == "__main__":
    main()
