"""How soon the company answers recorded people, in real time, at the line; see README.md beside this.

python tests/benchmarks/turn_gap/measure.py [--turns N] [--hesitations N]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import queue
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import vosk
from material import HESITATION, Prompt, hesitating, prompts

from voiceapp import company
from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, SILENCE, Samples
from voiceapp.call_folder import CallFolder
from voiceapp.dialogue.events import CallerSaid
from voiceapp.languages import load_comprehension
from voiceapp.line import Line
from voiceapp.recognition.model_store import find_model
from voiceapp.recognition.recogniser import Model, load_model
from voiceapp.scenarios import load
from voiceapp.synthesis.cache import SpeechCache
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import Speaker

SCENARIO, ACTS = "container", ("gunther_first", "dirk_first", "marie_first", "hilde_first")
AUDIBLE = 0.01
"""Of its own peak: from there on an answer is heard (-40 dB)."""

STAGES = (
    *("words known", "decided", "deciding", "waited for rendering", "playing"),
    *(f"{what}, processor" for what in ("flush", "foresight", "rendering", "deciding")),
)

LATE = 0.020
"""Seconds a step may take."""


@dataclass
class Outcome:
    """One prompt and its answer. Times are seconds after the prompt's last sound; ``None``: it never came."""

    prompt: Prompt
    gap: float | None = None
    stages: dict[str, float] = field(default_factory=dict)
    plain_gap: float | None = None
    steps: list[float] = field(default_factory=list)
    text: str = ""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--turns", type=int, default=30)
    arguments.add_argument("--hesitations", type=int, default=12)
    arguments.add_argument("--json", type=Path, help="write every turn into this file")
    chosen = arguments.parse_args()
    model = load_model(find_model())
    held_out = [prompt for prompt in prompts("test") if not prompt.several]
    turns = held_out[: chosen.turns]
    # Other prompts than those of the turns, as far as there are enough.
    pool = held_out[chosen.turns :] + held_out[: chosen.turns]
    pauses = hesitating(model, pool)[: chosen.hesitations]
    print(f"{len(turns)} turns, {len(pauses)} with a hesitation of {HESITATION} s: {_duration(turns + pauses):.0f} s")
    with tempfile.TemporaryDirectory() as scratch, telephone(Path(scratch), model) as (call, plain):
        results = [
            (title, [answered(call, plain, prompt, n) for n, prompt in enumerate(group)])
            for title, group in (("turns", turns), ("hesitations", pauses))
        ]
    for title, outcomes in results:
        report(title, outcomes)
    steps = np.array([step for _, outcomes in results for outcome in outcomes for step in outcome.steps]) * 1e3
    print(
        f"steps of the line: median {np.median(steps):.2f} ms, 99 % {np.percentile(steps, 99):.1f}, "
        f"longest {steps.max():.1f}; over {1e3 * LATE:.0f} ms: {(steps > 1e3 * LATE).sum()} of {len(steps)}"
    )
    if chosen.json:
        rows = [
            {"kind": title, "prompt": o.prompt.name, "gap": o.gap, "plain": o.plain_gap, "text": o.text, **o.stages}
            for title, outcomes in results
            for o in outcomes
        ]
        chosen.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


def _duration(group: list[Prompt]) -> float:
    return sum(len(prompt.samples) / SAMPLE_RATE for prompt in group)


# A call for each prompt -------------------------------------------------------------------------------------------

Opened = Callable[[int], contextlib.AbstractContextManager[Line]]


@contextlib.contextmanager
def telephone(scratch: Path, model: Model) -> Iterator[tuple[Opened, PlainWay]]:
    """Lines to phone on, and the plain way. No answer has been rendered before: every one of them is made anew."""
    with (
        mock.patch.object(company, "Speaker", lambda: Speaker(cache=SpeechCache(scratch / "cache", in_memory=0))),
        mock.patch.object(company, "leaving_keepsakes", contextlib.nullcontext),
        company.Company(load(SCENARIO), load_comprehension(), model) as phone,
        PlainWay() as plain,
    ):

        @contextlib.contextmanager
        def call(n: int) -> Iterator[Line]:
            folder = CallFolder.create(scratch / f"call-{time.monotonic_ns()}")
            with phone.line(folder, seed=n, start=ACTS[n % len(ACTS)], max_seconds=600.0, live=True) as line:
                while line.waits_for != "speech":  # ringing and greeting, faster than the clock
                    line.step(SILENCE)
                    if line.ended:
                        raise RuntimeError(line.ended)
                while line._ear.behind:  # type: ignore[attr-defined]
                    time.sleep(0.01)
                yield line

        yield call, plain


class Watch:
    """Notes, by the clock, what happens inside a line."""

    def __init__(self, line: Line) -> None:
        self.marks: dict[str, float] = {}
        self.took: dict[str, float] = {}
        self.worked: dict[str, float] = {}
        self.voice: list[tuple[float, Samples]] = []
        self.heard = ""
        stage, exchange, ear = line._stage, line._exchange, line._ear
        recogniser = ear._ear._recogniser  # type: ignore[attr-defined]
        self._time(recogniser, "finish", "flush")
        self._time(stage._voicing, "_render", "rendering")
        self._time(line._foresight, "_work_out", "foresight")
        post = exchange.post

        def posted(event: Any) -> None:
            if isinstance(event, CallerSaid) and "decided" not in self.marks:
                self.marks["decided"] = time.perf_counter()
                self.heard = event.utterance.text
                worked = time.thread_time()
                post(event)
                self.took["deciding"] = time.perf_counter() - self.marks["decided"]
                self.worked["deciding"] = time.thread_time() - worked
            else:
                post(event)

        exchange.post = posted  # type: ignore[method-assign]
        voice = stage._voice

        def voiced(t: float) -> Samples:
            frame = voice(t)
            if frame is not SILENCE:
                self.voice.append((time.perf_counter(), frame))
            return frame

        stage._voice = voiced  # type: ignore[method-assign]
        self._undo: list[Callable[[], None]] = [lambda: recogniser.__dict__.pop("finish", None)]

    def undo(self) -> None:
        """Leave what outlives the line as it was."""
        for undo in self._undo:
            undo()

    def _time(self, owner: Any, name: str, what: str) -> None:
        inner = getattr(owner, name)

        def timed(*arguments: Any) -> Any:
            begun, worked = time.perf_counter(), time.thread_time()
            try:
                return inner(*arguments)
            finally:
                self.took[what] = time.perf_counter() - begun
                self.worked[what] = time.thread_time() - worked
                self.marks[what] = time.perf_counter()

        setattr(owner, name, timed)


def answered(call: Opened, plain: PlainWay, prompt: Prompt, n: int) -> Outcome:
    """Speak one prompt to the company and to the plain way, by the clock."""
    outcome = Outcome(prompt)
    with call(n) as line:
        watch = Watch(line)
        begun = time.perf_counter()
        plain.begin()
        for k, frame in enumerate(prompt.frames):
            due = begun + (k + 1) * FRAME_SECONDS  # when the frame has been heard to its end
            now = time.perf_counter()
            if due > now:
                time.sleep(due - now)
            plain.hear(frame)
            started = time.perf_counter()
            line.step(frame)
            outcome.steps.append(time.perf_counter() - started)
        end = begun + prompt.end
        outcome.plain_gap = plain.answered(end)
        watch.undo()
    outcome.text = watch.heard
    if watch.voice:
        samples = np.concatenate([frame for _, frame in watch.voice])
        first = int(np.flatnonzero(np.abs(samples.astype(np.int32)) > AUDIBLE * np.abs(samples).max())[0])
        at, offset = watch.voice[first // FRAME_SAMPLES][0], first % FRAME_SAMPLES / SAMPLE_RATE
        outcome.gap = at + offset - end
        marks = watch.marks
        if "decided" not in marks:  # somebody spoke without having been spoken to
            return outcome
        outcome.stages = {
            "words known": marks["flush"] - end,
            "decided": marks["decided"] - end,
            "deciding": watch.took["deciding"],
            "waited for rendering": watch.voice[0][0] - marks["decided"] - watch.took["deciding"],
            "playing": at + offset - watch.voice[0][0],
            **{f"{what}, processor": took for what, took in watch.worked.items()},
            "foresight, processor": watch.worked.get("foresight", 0.0),
        }
    return outcome


class PlainWay:
    """vosk as it comes, its own end of the utterance, and eSpeak: the words are turned into speech when they are
    there. On a thread of its own, with the same frames at the same time."""

    def __init__(self) -> None:
        self._model = vosk.Model(str(find_model()))
        self._speaker = Speaker(cache=SpeechCache(Path(tempfile.mkdtemp()), in_memory=0))
        self._frames: queue.Queue[Samples | None] = queue.Queue()
        self._answers: queue.Queue[float] = queue.Queue()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> PlainWay:
        self._speaker.render("Hello.", Voice(id="gmw/en-us"))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._frames.put(None)
        self._thread.join()
        self._speaker.close()

    def begin(self) -> None:
        while not self._answers.empty():
            self._answers.get()
        self._frames.put(SILENCE[:0])

    def hear(self, frame: Samples) -> None:
        self._frames.put(frame)

    def answered(self, end: float) -> float | None:
        """Seconds after ``end`` at which the answer began."""
        while self._frames.qsize():
            time.sleep(0.01)
        try:
            return self._answers.get(timeout=0.2) - end
        except queue.Empty:
            return None

    def _work(self) -> None:
        recogniser = vosk.KaldiRecognizer(self._model, SAMPLE_RATE)
        n = 0
        while (frame := self._frames.get()) is not None:
            if not len(frame):
                recogniser.FinalResult()
            elif recogniser.AcceptWaveform(frame.tobytes()) and (text := json.loads(recogniser.Result())["text"]):
                n += 1
                samples = self._speaker.render(f"{n}. {text}", Voice(id="gmw/en-us"))
                first = np.flatnonzero(np.abs(samples) > AUDIBLE * np.abs(samples).max())[0]
                self._answers.put(time.perf_counter() + FRAME_SECONDS / 2 + first / SAMPLE_RATE)


# What came of it --------------------------------------------------------------------------------------------------


def report(title: str, outcomes: list[Outcome]) -> None:
    print(f"\n{title}: {len(outcomes)}")
    for name, gaps in (
        ("voiceapp", [outcome.gap for outcome in outcomes]),
        ("vosk's own endpoint -> eSpeak", [outcome.plain_gap for outcome in outcomes]),
    ):
        early = [gap for gap in gaps if gap is not None and gap < 0]
        late = sorted(gap for gap in gaps if gap is not None and gap >= 0)
        shown = " ".join(f"{q:.3f}" for q in np.percentile(late, [0, 10, 25, 50, 75, 90, 95, 100])) if late else "-"
        print(
            f"  {name:30} early {len(early):2}/{len(gaps)}  none {gaps.count(None)}  0 10 25 50 75 90 95 100 %: {shown}"
        )
    kept = [outcome for outcome in outcomes if outcome.gap is not None and outcome.gap >= 0]
    for stage in STAGES:
        values = [1e3 * outcome.stages[stage] for outcome in kept if stage in outcome.stages]
        if values:
            print(f"    {stage:22} median {np.median(values):6.1f} ms   95 % {np.percentile(values, 95):6.1f}")
    print("  every gap, ms: " + " ".join(f"{1e3 * o.gap:.0f}" for o in kept if o.gap is not None))
    for outcome in outcomes:
        if outcome.gap is None or outcome.gap < 0 or outcome.gap > 0.4:
            gap = "no answer" if outcome.gap is None else f"{outcome.gap:+.2f} s"
            where = f" (pause after: {outcome.prompt.before_pause})" if outcome.prompt.pause else ""
            print(f"    {gap:10} {outcome.prompt.name}: {outcome.text}{where}")


if __name__ == "__main__":
    sys.setswitchinterval(0.001)
    main()
