"""Hours of calls one after another: does memory stay flat, do files stay open, is anything said twice?

    python tests/benchmarks/long.py --hours 24            the pure core, with the personas of ``callers``
    python tests/benchmarks/long.py --line --minutes 10   the whole headless line, for so many minutes of processor time

Resident memory is read after every call. Its slope, in MB an hour of call time, is a least-squares line through the
second half of the run: the first fills caches that are bounded. Repeated lines are those said to their end twice in one
call; who is interrupted and starts over (``barge_in: starts_over``) says the same again and is meant to.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "benchmarks" / "callers"))

PAGE = os.sysconf("SC_PAGE_SIZE")
Call = tuple[float, int]
"""Seconds of call time, and lines said twice."""


def resident() -> float:
    """Megabytes of this process that are in memory (Linux)."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE / 1e6


def twice(lines: list[dict[str, Any]]) -> int:
    """How many lines the company said to their end more than once."""
    said = [line["text"].casefold() for line in lines if line["kind"] == "agent.said" and not line.get("interrupted")]
    return len(said) - len(set(said))


def core(scenario_name: str) -> Iterator[Call]:
    """Calls held in the pure core with one persona after another."""
    from conversation import hold  # type: ignore[import-not-found]
    from personas import NAMES, persona  # type: ignore[import-not-found]

    from voiceapp.languages import load_comprehension
    from voiceapp.scenarios import load

    scenario = load(scenario_name)
    wits = load_comprehension(scenario)
    for n in count():
        lines = hold(scenario, wits, persona(NAMES[n % len(NAMES)], n), seed=n).lines
        yield float(lines[-1]["t"]), twice(lines)


def line(scenario_name: str) -> Iterator[Call]:
    """Calls held over the whole line by the built-in caller: recogniser, voices, recording, journal, all files."""
    from voiceapp import assets
    from voiceapp.call_folder import CallFolder
    from voiceapp.commands.demo import Guard
    from voiceapp.company import Company
    from voiceapp.headless import hold_turns
    from voiceapp.languages import load_comprehension
    from voiceapp.recognition.model_store import find_model
    from voiceapp.recognition.recogniser import load_model
    from voiceapp.scenarios import load

    scenario = load(scenario_name)
    with (
        tempfile.TemporaryDirectory() as scratch,
        Company(scenario, load_comprehension(scenario), load_model(find_model())) as company,
    ):
        for n in count():
            folder = CallFolder.create(Path(scratch) / str(n))
            guard = Guard(scenario, assets.path("demo", "caller"))
            with company.line(folder, seed=n, max_seconds=2700, listeners=(guard,)) as held:
                hold_turns(held, guard.next_turn)
            lines = [json.loads(entry) for entry in folder.journal.read_text("utf-8").splitlines()]
            shutil.rmtree(folder.path)
            yield float(lines[-1]["t"]), twice(lines)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--hours", type=float, default=24.0, help="of call time, at most (%(default)s)")
    options.add_argument("--minutes", type=float, default=1e9, help="of processor time, at most")
    options.add_argument("--scenario", default="container")
    options.add_argument("--line", action="store_true", help="the whole line and not only its core")
    chosen = options.parse_args()
    hours, memory, repeats, files = [], [], 0, []
    held = 0.0
    for seconds, repeated in (line if chosen.line else core)(chosen.scenario):
        held += seconds / 3600
        repeats += repeated
        gc.collect()
        hours.append(held)
        memory.append(resident())
        files.append(len(list(Path("/proc/self/fd").iterdir())))
        if held >= chosen.hours or time.process_time() > 60 * chosen.minutes:
            break
    late = [n for n, at in enumerate(hours) if at >= held / 2]
    slope = np.polyfit([hours[n] for n in late], [memory[n] for n in late], 1)[0]
    print(
        f"{len(hours)} calls, {held:.1f} hours of call time in {time.process_time() / 60:.1f} processor minutes\n"
        f"resident memory: {memory[0]:.0f} MB after the first call, {memory[late[0]]:.0f} MB half-way, "
        f"{memory[-1]:.0f} MB at the end, {max(memory):.0f} MB at most; {slope:+.2f} MB an hour in the second half\n"
        f"open files: {files[0]} after the first call, {files[-1]} at the end, {max(files)} at most\n"
        f"lines said twice in one call: {repeats}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
