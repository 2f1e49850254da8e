"""Kills calls (-9) at random moments and looks at what is left of them.

    python tests/benchmarks/torn.py --kills 100

Half of the calls are ``voiceapp run``, half are live ones without sound devices, in processes of their own. What must
hold of each, and is counted:

- the journal has every line that had been told to a listener, each whole but perhaps the last;
- ``wave`` reads the recording, and it has all but the last second of call time that had gone over the line (a live call
  at its own speed: the last second before the kill; one that is held faster loses less than that);
- ``voiceapp run --resume`` goes on with it, or says that the call had come to its end.

How far a call had come is told by the process itself, through a file in memory that outlives it.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import mmap
import random
import struct
import subprocess
import sys
import tempfile
import time
import wave
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voiceapp.errors import VoiceappError

TESTS = Path(__file__).resolve().parents[1]
SCENARIO = TESTS / "data" / "scenarios" / "small"
TURNS = [TESTS / "data" / "speech" / f"caller-0{n}.flac" for n in (1, 2, 3, 4, 5)]
SPEED = 12.0
"""Of the live calls: a call of a minute takes five seconds."""

LOST = 1.0
"""Seconds of call time that may be missing."""

_PROGRESS = struct.Struct("<dq")


class Progress:
    """Seconds of call time, and journal lines, in a file that two processes share."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(_PROGRESS.size))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _PROGRESS.size)

    def tell(self, t: float, lines: int) -> None:
        _PROGRESS.pack_into(self._map, 0, t, lines)

    def read(self) -> tuple[float, int]:
        t, lines = _PROGRESS.unpack_from(self._map, 0)
        return t, lines


@dataclass(frozen=True, kw_only=True)
class Left:
    """What was left of one call: how far it had come, what is there, and what is wrong with it."""

    t: float
    lines: int
    recorded: float
    last_line: float
    ended: bool
    faults: tuple[str, ...]

    @property
    def lost(self) -> float:
        """Seconds of call time that are not in the recording."""
        return max(0.0, self.t - self.recorded)


def start(kind: str, folder: Path, **options: Any) -> tuple[subprocess.Popen[bytes], Progress]:
    """Begin a call, ``headless`` or ``live``, that leaves ``folder``; with ``options`` of ``Popen``."""
    memory = folder.with_name(f"{folder.name}.progress")
    progress = Progress(memory)
    words = [sys.executable, __file__, "--child", kind, str(folder), str(memory)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options), progress


def wait_for_the_call(process: subprocess.Popen[bytes], progress: Progress, patience: float = 120.0) -> None:
    """Return when the first frame has gone over the line."""
    until = time.monotonic() + patience
    while not progress.read()[0]:
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise RuntimeError(f"no call was begun: {process.communicate()[1].decode(errors='replace')}")
        time.sleep(0.002)


def torn(kind: str, folder: Path, at: float, later: float = 0.0) -> Left:
    """Begin a call, kill it ``later`` seconds after it has come to ``at`` seconds, and look at what is left."""
    process, progress = start(kind, folder)
    wait_for_the_call(process, progress)
    while progress.read()[0] < at and process.poll() is None:
        time.sleep(0.001)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(later)
    process.kill()
    process.communicate()
    return looked_at(folder, progress)


def looked_at(folder: Path, progress: Progress) -> Left:
    """What is left in a folder after the process has gone."""
    t, told = progress.read()
    faults = []
    raw = (folder / "journal.jsonl").read_bytes().split(b"\n")
    lines = []
    for n, line in enumerate(raw):
        try:
            lines.append(json.loads(line))
        except ValueError:
            if n < len(raw) - 1:
                faults.append(f"line {n + 1} of the journal is damaged")
    if len(lines) < told:
        faults.append(f"{told - len(lines)} lines of the journal are lost")
    recorded = 0.0
    try:
        with wave.open(str(folder / "call.wav")) as recording:
            recorded = len(recording.readframes(recording.getnframes())) / 4 / recording.getframerate()
    except (EOFError, OSError, wave.Error) as fault:
        faults.append(f"the recording cannot be read: {fault!r}")
    last = max((line["t"] for line in lines), default=0.0)
    for what, there in (("the line", t), ("the journal", last)):
        if there - recorded > LOST:
            faults.append(f"the recording is {there - recorded:.2f} s behind {what}")
    ended = any(line["kind"] == "call.ended" for line in lines)
    return Left(t=t, lines=len(lines), recorded=recorded, last_line=last, ended=ended, faults=tuple(faults))


def resumed(folder: Path, left: Left) -> str:
    """Go on with a call, in this process; what is wrong with that, or an empty text."""
    from voiceapp.cli import main

    after = folder.with_name(f"{folder.name}-again")
    words = ["run", "-q", "--resume", folder, "--scenario", SCENARIO, "--max-minutes", "0.2", "-o", after]
    nowhere = io.StringIO()
    with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        code = main([str(word) for word in words])
    if left.ended:
        return "" if code == 3 else f"a call that had ended was resumed: {code}"
    if code:
        return f"resuming it ended with {code}"
    kinds = [json.loads(line)["kind"] for line in (after / "journal.jsonl").read_text("utf-8").splitlines()]
    if "callback" not in kinds or kinds[-1] != "call.ended":
        return "the company did not call back"
    missing = [name for name in ("transcript.txt", "report.html") if not (folder / name).exists()]
    return f"not made of what was torn off: {', '.join(missing)}" if missing else ""


def _child(kind: str, folder: Path, memory: Path) -> int:
    from voiceapp.journal import Journal
    from voiceapp.line import Line

    progress = Progress(memory)
    step, write = Line.step, Journal.write
    lines = 0

    def telling_step(line, caller):  # type: ignore[no-untyped-def]
        company = step(line, caller)
        progress.tell(line.t, lines)
        return company

    def telling_write(journal, *arguments, **named):  # type: ignore[no-untyped-def]
        nonlocal lines
        write(journal, *arguments, **named)
        lines += 1

    Line.step, Journal.write = telling_step, telling_write  # type: ignore[method-assign]
    if kind == "headless":
        from voiceapp.cli import main

        return main([str(w) for w in ("run", "-q", "--turns", *TURNS, "--scenario", SCENARIO, "-o", folder)])
    try:
        _live(folder)
    except VoiceappError as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    return 0


def _live(folder: Path) -> None:
    from voiceapp.call_folder import CallFolder
    from voiceapp.company import Company
    from voiceapp.handset import Handset
    from voiceapp.languages import load_comprehension
    from voiceapp.live import ClockCard, hold_live
    from voiceapp.scenarios import load

    handset = Handset()
    said = iter(["my name is mathieu", "there is a container here", "no that is wrong", "please move it", "goodbye"])

    class Caller(ClockCard):
        """Does something whenever the company waits."""

        def exchange(self, company):  # type: ignore[no-untyped-def]
            if handset.waits_for == "speech" and not handset.partial and (words := next(said, "")):
                handset.type(words)
            elif handset.waits_for == "key":
                handset.press("1")
            elif handset.waits_for in ("ring_back", "answer"):
                handset.ring_back()
                handset.answer()
            handset.waits_for = None
            return super().exchange(company)

    scenario = load(str(SCENARIO))
    with (
        Company(scenario, load_comprehension(scenario), None) as company,
        company.line(CallFolder.create(folder), seed=3, max_seconds=120, live=True) as line,
    ):
        hold_live(line, handset, Caller(SPEED))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--child", nargs=3, metavar=("KIND", "DIR", "MEMORY"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        kind, folder, memory = chosen.child
        return _child(kind, Path(folder), Path(memory))
    rng = random.Random(chosen.seed)
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        for kind in ("headless", "live"):
            process, progress = start(kind, Path(scratch) / kind)
            wait_for_the_call(process, progress)
            process.communicate()
            whole = progress.read()[0]
            print(f"{kind}: a whole call has {whole:.0f} s of call time", flush=True)
            lost, phases = [], Counter[str]()
            for n in range(chosen.kills // 2):
                folder = Path(scratch) / f"{kind}-{n}"
                # One in ten has come to its end, and what is made of it is being made.
                left = torn(kind, folder, rng.uniform(0, whole / 0.9), rng.uniform(0, 0.02 if n % 10 else 1.5))
                faults = [*left.faults, *filter(None, [resumed(folder, left)])]
                lost.append(left.lost)
                phases["after its end" if left.ended else "during the call"] += 1
                if faults:
                    bad += 1
                    print(f"  {kind} {n}, killed at {left.t:.2f} s: {'; '.join(faults)}")
            told = ", ".join(f"{count} {phase}" for phase, count in sorted(phases.items()))
            print(
                f"{kind}: {told}; of the sound {max(lost):.2f} s lost at most, {sum(lost) / len(lost):.2f} s on average"
            )
    print(f"{bad} of {2 * (chosen.kills // 2)} calls had something wrong")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
