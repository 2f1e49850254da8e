"""How long the engine and a whole turn of a call take, and how much memory the engine takes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from time import perf_counter, process_time

import numpy as np

from voiceapp.dialogue.actions import Action
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.comprehension import READINGS, Comprehension
from voiceapp.dialogue.events import CallerSaid, Event
from voiceapp.dialogue.mishearing import Mishearer
from voiceapp.journal import Journal
from voiceapp.languages import load_comprehension
from voiceapp.rehearsal import Rehearsal
from voiceapp.scenarios import load

Times = dict[str, float]
LOADS = 5
_LOAD = """
import json, time
def status(name):
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name + ":"))
bare = status("VmRSS")
import numpy
from voiceapp.lexicon import load_mishearer
before, clock, used = status("VmRSS"), time.perf_counter(), time.process_time()
mishearer = load_mishearer()
clock, used = time.perf_counter() - clock, time.process_time() - used
loaded = status("VmRSS")
for k in range(40):
    mishearer.candidates("there is a container blocking the staff entrance at five", seed=k, domain="cats")
print(json.dumps(dict(clock=clock, processor=used, imports=before - bare, loaded=loaded - before,
                      used=status("VmHWM") - before)))
"""


def summary(clock: Sequence[float], used: Sequence[float]) -> Times:
    """Milliseconds from seconds: mean, 95th and 99th percentile by the clock, 99th in processor time."""
    return {
        "n": float(len(clock)),
        "mean": float(np.mean(clock)) * 1e3,
        "p95": float(np.percentile(clock, 95)) * 1e3,
        "p99": float(np.percentile(clock, 99)) * 1e3,
        "processor mean": float(np.mean(used)) * 1e3,
        "processor p99": float(np.percentile(used, 99)) * 1e3,
    }


def of_engine(mishearer: Mishearer, sentences: Sequence[str]) -> Times:
    """One request a sentence, as the call makes it, the domains and none in turn."""
    domains = (None, *mishearer.lexicon.domains)
    clock, used = [], []
    for k, sentence in enumerate([*sentences[:10], *sentences]):
        t, p = perf_counter(), process_time()
        mishearer.candidates(sentence, domain=domains[k % len(domains)], seed=k, n=READINGS)
        clock.append(perf_counter() - t)
        used.append(process_time() - p)
    return summary(clock[10:], used[10:])  # the first ten warm it up


def of_loading() -> Times:
    """Seconds and megabytes of a fresh process (Linux), the median of some."""
    runs = []
    for _ in range(LOADS):
        answer = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True)
        runs.append(json.loads(answer.stdout))
    return {name: float(np.median([run[name] for run in runs])) for name in runs[0]}


class _TimedCall(Call):
    clock: list[float]
    used: list[float]

    def receive(self, event: Event) -> tuple[Action, ...]:
        if not isinstance(event, CallerSaid):
            return super().receive(event)
        t, p = perf_counter(), process_time()
        actions = super().receive(event)
        self.clock.append(perf_counter() - t)
        self.used.append(process_time() - p)
        return actions


def of_call(sentences: Sequence[str], scenario_name: str = "container") -> Times:
    """``Call.receive`` of each sentence in rehearsed calls; a new one begins, by another seed, when one is over."""
    scenario = load(scenario_name)
    comprehension: Comprehension = load_comprehension(scenario)
    rest, seed = list(sentences), 0
    clock: list[float] = []
    used: list[float] = []
    while rest:
        call = _TimedCall(scenario, seed=seed, comprehension=comprehension)
        call.clock, call.used = clock, used
        done = len(clock)
        Rehearsal(call, Journal(), iter(["#1", *rest]), max_seconds=7200.0).run()
        if len(clock) == done:
            break  # a call that takes no sentence would never end
        rest, seed = rest[len(clock) - done :], seed + 1
    return {"calls": float(seed), **summary(clock, used)}
