"""``voiceapp run --jobs``: many recordings, each a call of its own, side by side."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from voiceapp.commands.options import chosen_scenario

if TYPE_CHECKING:
    from voiceapp.batch import Errand, Hold, Outcome
    from voiceapp.dialogue.comprehension import Wits
    from voiceapp.dialogue.scenario import Scenario
    from voiceapp.recognition.recogniser import Model

OUTCOMES = "calls.jsonl"
"""One line for each call, in the output folder."""


@dataclass(frozen=True, kw_only=True)
class _Office:
    """Where calls are held. A forked process has ``model`` and ``wits`` already; a spawned one loads its own."""

    scenario: Scenario
    seed: int
    start: str | None
    max_seconds: float
    model_name: str | None
    model: Model | None = None
    wits: Wits | None = None

    @contextmanager
    def __call__(self) -> Iterator[Hold]:
        from voiceapp.batch import Outcome
        from voiceapp.call_folder import CallFolder
        from voiceapp.commands.run import caller_of
        from voiceapp.company import Company
        from voiceapp.languages import load_comprehension
        from voiceapp.recognition.model_store import find_model
        from voiceapp.recognition.recogniser import load_model

        model = self.model or load_model(find_model(self.model_name, language=self.scenario.language))
        with Company(self.scenario, self.wits or load_comprehension(self.scenario), model) as company:

            def hold(errand: Errand) -> Outcome:
                caller = caller_of(list(errand.audio), turns=errand.turns)
                folder = CallFolder.create(errand.folder)
                with company.line(folder, seed=self.seed, start=self.start, max_seconds=self.max_seconds) as line:
                    reason = caller(line)
                    return Outcome(name=errand.name, reason=reason, duration=line.t)

            yield hold


def hold_side_by_side(options: argparse.Namespace) -> int:
    """Hold all calls that were not held before. Returns 3 when one of them could not be."""
    from voiceapp.batch import errands, held_before, hold_all, set_aside
    from voiceapp.call_folder import DEFAULT_PARENT, cannot_write, owner_only
    from voiceapp.languages import load_comprehension
    from voiceapp.recognition.model_store import find_model
    from voiceapp.recognition.recogniser import load_model

    scenario = chosen_scenario(options)
    output: Path = options.output or DEFAULT_PARENT / datetime.now().strftime("%Y-%m-%d-%H%M%S")
    planned = errands(options.audio, output, turns=options.turns)
    before = {errand.name: outcome for errand in planned if (outcome := held_before(errand))}
    ahead = [errand for errand in planned if errand.name not in before]
    for errand in ahead:
        set_aside(errand)
    office = _Office(
        scenario=scenario,
        seed=options.seed,
        start=options.start,
        max_seconds=options.max_minutes * 60,
        model_name=options.model,
    )
    fork = sys.platform == "linux"
    if ahead and fork:
        model = load_model(find_model(options.model, language=scenario.language))
        office = _Office(**{**vars(office), "model": model, "wits": load_comprehension(scenario)})
    failed = 0
    try:
        output.mkdir(mode=0o700, parents=True, exist_ok=True)
        table = open(output / OUTCOMES, "w", encoding="utf-8", opener=owner_only)  # noqa: SIM115
    except OSError as fault:
        raise cannot_write(output, fault) from None
    with table:
        told = 0

        def tell(outcome: Outcome) -> None:
            nonlocal told, failed
            told += 1
            failed += bool(outcome.fault)
            line = json.dumps({**asdict(outcome), "folder": str(output / outcome.name)}, ensure_ascii=False)
            print(line, file=table, flush=True)
            if options.json:
                print(line, flush=True)
            elif not options.quiet:
                print(f"[{told}/{len(planned)}] {outcome.name}: {_how(outcome)}", flush=True)

        for outcome in before.values():
            tell(outcome)
        for outcome in hold_all(ahead, office, options.jobs, fork=fork):
            tell(outcome)
    if not options.json:
        print(f"\nThe calls are in {output}, one folder each; {OUTCOMES} lists them.")
    return 3 if failed else 0


def _how(outcome: Outcome) -> str:
    from voiceapp.aftercall.transcript import clock

    if outcome.fault:
        return f"could not be held: {outcome.fault}"
    again = ", held before" if outcome.kept else ""
    return f"{outcome.reason}, {clock(outcome.duration)} minutes{again}"
