"""What a whole call costs, and how long the caller waits. Prints tables; takes about three minutes on an idle machine.

    make bench        or        python tests/benchmarks/whole_call.py

*Headless*: the call of ``voiceapp demo``, from the ringing to the written transcript, by the clock and in processor
time of this process (the synthesiser is another); and what vosk alone takes for the same caller audio in the same
process. *First* is on a new recogniser, which composes its search network as it is needed; *later* the best of three
on one that has done so. Turn by turn the caller audio is the recordings that ``demo`` played. *One recording* is the
caller's side of that call as one long file, played back as time passes; vosk alone gets that file. Vosk alone gets
frames of 20 ms and is asked for ``Result`` where its own endpointing ends an utterance, and for ``FinalResult`` at
the end of each file. *plain* is a recogniser as it comes; *N-best* has the ten readings with word times that the
call uses; *our settings* is that on the model as the call sets it up (a wider lattice, no endpointing of vosk's).

*Memory* is the peak of a fresh process that holds the call, and of its synthesiser.
*The pure core* takes the events of a typed call, recorded beforehand, and gives its actions: a short scenario of
eight acts (``tests/data/scenarios/small``) and the built-in one, with the plain stub wits of the core's tests and
with the real engines; *rehearsed* adds the clock, the timers and a journal.
*Turn gap* is call time from the last sound of the caller (the last 20 ms within 40 dB of the loudest of the turn) to
the first sound of the agent who answers.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import vosk

from voiceapp import assets, company
from voiceapp.aftercall.transcript import journal_lines
from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Samples
from voiceapp.call_folder import CallFolder
from voiceapp.commands.demo import Guard
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.comprehension import Comprehension
from voiceapp.dialogue.events import Event
from voiceapp.dialogue.scenario import Scenario
from voiceapp.headless import hold_recording, hold_turns
from voiceapp.journal import Journal
from voiceapp.languages import load_comprehension
from voiceapp.line import Line
from voiceapp.recognition.model_store import find_model
from voiceapp.recognition.recogniser import ALTERNATIVES, Model, load_model
from voiceapp.rehearsal import Rehearsal
from voiceapp.scenarios import load
from voiceapp.synthesis.cache import SpeechCache
from voiceapp.synthesis.speaker import Speaker

TESTS = Path(__file__).parent.parent
SPEECH = TESTS / "data" / "speech"
SEED = 20101223
ROUNDS = 3
LONGEST = 30 * 60.0
TYPED = (
    "#1",
    "there is a container in front of the entrance",
    "my name is tom janssens",
    "no that is not what i said",
    "please move the container today",
    "i want to speak to your supervisor",
    "my number is zero four seven one two three",
    "this is ridiculous i have been waiting for twenty minutes",
    "yes that is correct",
    "it is in harbor street",
    "never mind i will do it myself",
    "goodbye",
)

Cost = tuple[float, float]
"""Seconds by the clock, seconds of processor time."""


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        model = load_model(find_model())
        wits = load_comprehension()
        call = headless(folder, model, wits)
        memory()
        core(wits)
        help_time()
        gaps("demo", call)
        gaps("recorded people", people(folder, model, wits))
    print("word error rates: python tests/benchmarks/word_errors.py")


# Headless ---------------------------------------------------------------------------------------------------------


class Caller:
    """The caller of ``demo``; remembers what was played."""

    def __init__(self, scenario: Scenario) -> None:
        self._guard = Guard(scenario, assets.path("demo", "caller"))
        self.played: list[Samples] = []

    def __call__(self, line: dict[str, Any]) -> None:
        self._guard(line)

    def next_turn(self) -> Iterator[Samples] | None:
        turn = self._guard.next_turn()
        if turn is None:
            return None
        self.played.append(np.concatenate(list(turn)))
        return iter(frames(self.played[-1]))


def headless(folder: Path, model: Model, wits: Comprehension) -> Path:
    """Measure the demo. Returns the folder of a call."""
    scenario = load("container")
    best: dict[str, Cost] = {}
    kept = SpeechCache(folder / "kept")
    emptied = folder / "emptied"

    caller = Caller(scenario)

    def by_turns(phone: company.Company, path: Path) -> Cost:
        nonlocal caller
        caller = Caller(scenario)
        return held(phone, path, lambda line: hold_turns(line, caller.next_turn), caller)

    with hotline(scenario, wits, model, SpeechCache(emptied, in_memory=0)) as phone:
        for n in range(ROUNDS + 1):
            shutil.rmtree(emptied, ignore_errors=True)
            note(best, "cold" if n else "first", by_turns(phone, folder / f"cold{n}"))
    with hotline(scenario, wits, model, kept) as phone:
        for n in range(ROUNDS + 1):
            note(best, "warm" if n else "filling", by_turns(phone, left := folder / f"warm{n}"))
        whole = caller_side(left)
        for n in range(ROUNDS):
            cost = held(phone, folder / f"long{n}", lambda line: hold_recording(line, iter(frames(whole))))
            note(best, "long", cost)

    files = [frames(samples) for samples in caller.played]
    as_it_comes = vosk.Model(str(find_model()))
    for name, loaded, readings in (
        ("plain", as_it_comes, 0),
        ("N-best", as_it_comes, ALTERNATIVES),
        ("our settings", model.handle, ALTERNATIVES),
    ):
        recogniser = bare(loaded, readings)
        note(best, f"{name} first", decoded(recogniser, files))
        for _ in range(ROUNDS):
            note(best, f"{name} turns", decoded(recogniser, files))
        note(best, f"{name} long", decoded(recogniser, [frames(whole)]))

    duration = last_line(left)["duration"]
    spoken = sum(map(len, caller.played)) / SAMPLE_RATE
    print(f"headless: a call of {duration:.0f} s, {len(caller.played)} turns, {spoken:.0f} s of caller audio\n")
    print(f"{'':34}{'clock':>8}{'cpu':>8}    ratio, clock (cpu), to vosk alone: plain, N-best, our settings")
    for title, kind, which in (
        ("first call, no speech cached", "first", "first"),
        ("later call, no speech cached", "cold", "turns"),
        ("later call, all speech cached", "warm", "turns"),
        ("one recording, all speech cached", "long", "long"),
    ):
        ratios = "".join(
            f"{best[kind][0] / best[f'{name} {which}'][0]:8.2f} ({best[kind][1] / best[f'{name} {which}'][1]:.2f})"
            for name in ("plain", "N-best", "our settings")
        )
        print(f"{title:34}{best[kind][0]:7.2f}s{best[kind][1]:7.2f}s{ratios}")
    for name in ("plain", "N-best", "our settings"):
        took = "".join(
            f"   {title} {best[f'{name} {which}'][0]:.2f}s ({best[f'{name} {which}'][1]:.2f}s)"
            for title, which in (("first", "first"), ("later", "turns"), ("one recording", "long"))
        )
        print(f"vosk alone, {name:14}{took}")
    print("goal: 1.15\n")
    return left


@contextmanager
def hotline(scenario: Scenario, wits: Comprehension, model: Model, cache: SpeechCache) -> Iterator[company.Company]:
    """The company, with its speech kept in ``cache``."""
    with (
        mock.patch.object(company, "Speaker", lambda: Speaker(cache=cache)),
        company.Company(scenario, wits, model) as phone,
    ):
        yield phone


def held(phone: company.Company, path: Path, pump: Callable[[Line], str], *listeners: Any) -> Cost:
    """Hold a call."""
    folder = CallFolder.create(path)
    clock, cpu = time.perf_counter(), time.process_time()
    with phone.line(folder, seed=SEED, max_seconds=LONGEST, listeners=listeners) as line:
        pump(line)
    return time.perf_counter() - clock, time.process_time() - cpu


def note(best: dict[str, Cost], kind: str, cost: Cost) -> None:
    before = best.get(kind, cost)
    best[kind] = min(before[0], cost[0]), min(before[1], cost[1])


def bare(model: Any, readings: int) -> Any:
    recogniser = vosk.KaldiRecognizer(model, SAMPLE_RATE)
    if readings:
        recogniser.SetMaxAlternatives(readings)
        recogniser.SetWords(True)
    return recogniser


def decoded(recogniser: Any, files: list[Samples]) -> Cost:
    """Let vosk alone hear the files."""
    clock, cpu = time.perf_counter(), time.process_time()
    for file in files:
        for frame in file:
            if recogniser.AcceptWaveform(frame.tobytes()):
                recogniser.Result()
        recogniser.FinalResult()
    return time.perf_counter() - clock, time.process_time() - cpu


def frames(samples: Samples) -> Samples:
    return samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)


def caller_side(folder: Path) -> Samples:
    with wave.open(str(CallFolder(folder).recording)) as recording:
        both = np.frombuffer(recording.readframes(recording.getnframes()), "<i2").reshape(-1, 2)
    return both[:, 0].copy()


def last_line(folder: Path) -> dict[str, Any]:
    return list(journal_lines(CallFolder(folder).journal))[-1]


# Memory and start -------------------------------------------------------------------------------------------------


def memory() -> None:
    done = subprocess.run([sys.executable, __file__, "--memory"], check=True, capture_output=True, text=True)
    ours, speaker = json.loads(done.stdout)
    print(f"memory, peak: {ours:.0f} MB, synthesiser {speaker:.0f} MB; goal: 300 MB\n")


def memory_of_this_process() -> None:
    model = load_model(find_model())
    scenario = load("container")
    with tempfile.TemporaryDirectory() as scratch:
        cache = SpeechCache(Path(scratch) / "cache")
        with hotline(scenario, load_comprehension(), model, cache) as phone:
            caller = Caller(scenario)
            held(phone, Path(scratch) / "call", lambda line: hold_turns(line, caller.next_turn), caller)
            print(json.dumps([peak("self"), peak(str(phone._speaker.pid))]))


def peak(process: str) -> float:
    """Megabytes that were resident at most; 0 where the system does not tell."""
    status = Path("/proc", process, "status")
    if not status.exists():
        return 0.0
    return next(int(line.split()[1]) / 1000 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def help_time() -> None:
    taken = []
    for _ in range(7):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "voiceapp", "--help"], check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    print(f"voiceapp --help: {min(taken):.3f} s (best of {len(taken)}; median {np.median(taken):.3f}); goal: 0.15 s\n")


# The pure core ----------------------------------------------------------------------------------------------------


def core(real: Comprehension) -> None:
    plain: Comprehension = from_tests("dialogue/conftest.py").PlainWits()
    print(f"{'the pure core, calls a second':34}{'events':>8}{'core':>9}{'rehearsed':>11}")
    for title, name, wits in (
        ("small, plain wits", str(TESTS / "data" / "scenarios" / "small"), plain),
        ("container, plain wits", "container", plain),
        ("small, real engines", str(TESTS / "data" / "scenarios" / "small"), real),
        ("container, real engines", "container", real),
    ):
        scenario = load(name)

        def fresh(scenario: Scenario = scenario, wits: Comprehension = wits) -> Call:
            return Call(scenario, seed=SEED, comprehension=wits)

        happened = events_of(fresh())
        alone = rate(lambda fresh=fresh, happened=happened: replay(fresh(), happened))
        whole = rate(lambda fresh=fresh: rehearse(fresh()))
        print(f"{title:34}{len(happened):8}{alone:9.0f}{whole:11.0f}")
    print("goal: 500 for the core alone\n")


def from_tests(path: str) -> Any:
    spec = importlib.util.spec_from_file_location("small_company", TESTS / path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rehearse(call: Call) -> None:
    Rehearsal(call, Journal(), iter(TYPED), max_seconds=LONGEST).run()


def events_of(call: Call) -> list[Event]:
    """What happened in the typed call."""
    happened: list[Event] = []
    receive = call.receive

    def record(event: Event) -> Any:
        happened.append(event)
        return receive(event)

    call.receive = record  # type: ignore[method-assign]
    rehearse(call)
    return happened


def replay(call: Call, happened: list[Event]) -> None:
    for event in happened:
        call.receive(event)
    assert call.ended


def rate(once: Callable[[], None], seconds: float = 2.0) -> float:
    once()
    n, started = 0, time.process_time()
    while time.process_time() - started < seconds:
        once()
        n += 1
    return n / (time.process_time() - started)


# Turn gap ---------------------------------------------------------------------------------------------------------


def people(folder: Path, model: Model, wits: Comprehension) -> Path:
    """A call in which recorded people speak, one after the other."""
    names = [line.split("\t")[0] for line in (SPEECH / "transcripts.tsv").read_text(encoding="utf-8").splitlines()]
    files = [SPEECH / f"{name}.flac" for name in names if not name.startswith(("#", "caller-"))]
    turns = (read_audio(file) for file in files)
    with hotline(load("container"), wits, model, SpeechCache(folder / "kept")) as phone:
        held(phone, folder / "people", lambda line: hold_turns(line, lambda: next(turns, None)))
    return folder / "people"


def gaps(title: str, folder: Path) -> None:
    found = []
    side = caller_side(folder).astype(np.float64)
    turn: dict[str, Any] | None = None
    turns = 0
    for line in journal_lines(CallFolder(folder).journal):
        if line["kind"] == "caller.said":
            turn = line
            turns += 1
        elif line["kind"] == "agent.started" and turn:
            if line["start"] - turn["t"] < 1.0:  # else it is no answer: music, a transfer, or a silence came between
                found.append(line["start"] - last_sound(side, turn))
            turn = None
    print(
        f"turn gap, {title}: median {np.median(found):.2f} s, 95th percentile {np.percentile(found, 95):.2f} s"
        f" ({len(found)} answers to {turns} turns)"
    )


def last_sound(side: Any, turn: dict[str, Any]) -> float:
    """Seconds at which the last loud frame of a turn ends."""
    first, last = round(turn["start"] * SAMPLE_RATE), round(turn["t"] * SAMPLE_RATE)
    rows = side[first:last]
    rows = rows[: len(rows) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    power = (rows**2).mean(axis=1)
    at = np.nonzero(power > power.max() * 1e-4)[0][-1] + 1
    return float(turn["start"] + at * FRAME_SAMPLES / SAMPLE_RATE)


if __name__ == "__main__":
    memory_of_this_process() if sys.argv[1:] == ["--memory"] else main()
