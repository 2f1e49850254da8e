"""Does the company hear itself, and does it still hear who interrupts it? See README.md beside this file.

python tests/benchmarks/echo/measure.py [MINUTES]
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import jiwer
import numpy as np

from voiceapp.audio.echo import EchoCanceller
from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, SILENCE, Samples
from voiceapp.company import voices
from voiceapp.dialogue.actions import PauseSpeaking, PlaySound, ResumeSpeaking, Say, StopSound, StopSpeaking
from voiceapp.dialogue.events import CallerSaid, CallerStarted
from voiceapp.dialogue.scenario import Scenario
from voiceapp.journal import Journal
from voiceapp.recognition.ear import Ear
from voiceapp.recognition.model_store import find_model
from voiceapp.recognition.recogniser import VoskRecogniser, load_model
from voiceapp.scenarios import load
from voiceapp.sounds import Sounds
from voiceapp.stage import SoundStage
from voiceapp.synthesis.speaker import Speaker

SPEECH = Path(__file__).parents[2] / "data" / "speech"
LEVELS = (-6, -12, -18)
DELAYS = (0.02, 0.06, 0.12)
VOICE = 10 ** (-28 / 20) * 32768
ROOM_NOISE = 6.0
RINGING = 2.0
SETTLED = 8.0
IN_TIME = 0.8
Clean = Callable[[Samples, Samples], Samples]


def _beside(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


rooms = _beside("rooms")


@dataclass
class Recording:
    samples: Samples
    text: str


@dataclass
class Interruption:
    """Somebody speaking over an agent: the true words, when they were spoken, and what was heard of them."""

    text: str
    start: float
    end: float
    started: bool = False
    heard: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> float:
        """Word error rate."""
        return float(jiwer.wer(self.text, " ".join(self.heard)))

    @property
    def counts(self) -> bool:
        """Whether it was noticed in time, and half of its words understood."""
        return self.started and self.wrong <= 0.5


@dataclass
class Result:
    minutes: float = 0.0
    speech: float = 0.0
    false_starts: int = 0
    false_words: list[str] = field(default_factory=list)
    interruptions: list[Interruption] = field(default_factory=list)

    def __iadd__(self, other: Result) -> Result:
        self.minutes += other.minutes
        self.speech += other.speech
        self.false_starts += other.false_starts
        self.false_words += other.false_words
        self.interruptions += other.interruptions
        return self


def recordings() -> list[Recording]:
    """People, one turn each, as loud as the agents are."""
    found = []
    for line in (SPEECH / "transcripts.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "caller-")):
            continue
        name, _, text = line.split("\t")
        samples = np.concatenate(list(read_audio(SPEECH / f"{name}.flac"))).astype(np.float64)
        blocks = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
        power = np.mean(blocks**2, axis=1)
        audible = np.flatnonzero(power > power.max() * 1e-3)
        samples = blocks[audible[0] : audible[-1] + 1].ravel() * VOICE / np.sqrt(power[audible].mean())
        found.append(Recording(np.clip(np.rint(samples), -32768, 32767).astype(np.int16), text))
    return found


@cache
def scenario() -> Scenario:
    return load("container")


def lines(seed: int) -> Iterator[tuple[str, str]]:
    """Who says what: lines of the built-in scenario that have no slots, long enough to be interrupted."""
    pool = [
        (name, line if isinstance(line, str) else line.en)
        for name, member in scenario().cast.items()
        for pools in member.lines.values()
        for line in pools
    ]
    pool = [(name, text) for name, text in pool if not set("{|") & set(text) and len(text.split()) > 10]
    Random(seed).shuffle(pool)
    yield from pool


class Scene:
    """A room with a telephone in it: agents speak one after the other, people interrupt every second of them."""

    def __init__(self, ear: Ear, speaker: Speaker) -> None:
        self._ear = ear
        self._speaker = speaker
        self._voices = voices(scenario())

    def play(
        self, minutes: float, echo: Any, clean: Clean, people: Iterable[Recording], *, yields: bool, seed: int = 1
    ) -> Result:
        """At least so many minutes, and until all ``people`` have spoken.

        ``echo`` gives what comes back for each frame that is played; agents who ``yield`` pause when the caller
        starts and are silent once words came, as in a call.
        """
        spoken: list[dict[str, Any]] = []
        journal = Journal(None, lambda line: spoken.append(dict(line)))
        stage = SoundStage(self._speaker, self._voices, Sounds(), journal)
        stage.perform(PlaySound(sound="ringing", loop=True), 0.0)
        self._ear.reset()
        rng, noise, script = Random(seed), np.random.default_rng(seed), lines(seed)
        waiting, events, told = list(people), [], []
        voice, begin, t, speech, sounding = np.zeros(0, np.int16), None, 0.0, 0, SILENCE
        said = True
        while t < minutes * 60 or waiting or t < (told[-1].end + 3.0 if told else 0.0):
            if t == RINGING:
                stage.perform(StopSound(sound="ringing"), t)
            if t >= RINGING and said and not (told and t < told[-1].end + 1.5):
                speech, said = speech + 1, False
                name, text = next(script)
                stage.perform(Say(speech=speech, agent=name, voice=name, text=text, gap=0.8), t)
                begin = t + 0.8 + rng.uniform(0.6, 1.8) if waiting and t > SETTLED and speech % 2 else None
            if begin is not None and t >= begin:
                person, begin = waiting.pop(0), None
                voice = person.samples
                told.append(Interruption(person.text, t, t + len(voice) / SAMPLE_RATE))
            caller, voice = voice[:FRAME_SAMPLES], voice[FRAME_SAMPLES:]
            mixed = echo(sounding) + noise.normal(0, ROOM_NOISE, FRAME_SAMPLES)
            mixed[: len(caller)] += caller
            microphone = np.clip(np.rint(mixed), -32768, 32767).astype(np.int16)
            t = round(t + FRAME_SECONDS, 3)
            for event in self._ear.accept(clean(microphone, sounding)):
                events.append(event)
                if yields and isinstance(event, CallerStarted):
                    stage.perform(PauseSpeaking(), t)
                elif yields and isinstance(event, CallerSaid):
                    stage.perform(StopSpeaking() if event.utterance.text else ResumeSpeaking(), t)
            sounding = stage.next_frame(t)
            said = bool(stage.finished()) or said
        result = _judged([*events, *self._ear.finish()], told)
        result.minutes = t / 60
        result.speech = sum(line["end"] - line["start"] for line in spoken if line["kind"] == "agent.said") / 60
        return result


def _judged(events: list[Any], told: list[Interruption]) -> Result:
    result = Result(interruptions=told)
    for event in events:
        if isinstance(event, CallerStarted):
            whose = next((one for one in told if one.start <= event.t <= one.end + 0.3), None)
            if whose is None:
                result.false_starts += 1
            elif event.t <= whose.start + IN_TIME:
                whose.started = True
        elif isinstance(event, CallerSaid):
            whose = next((one for one in told if event.start < one.end and event.end > one.start), None)
            if whose is not None:
                whose.started = whose.started or event.start <= whose.start
                whose.heard.append(event.utterance.text)
            elif event.utterance.text:
                result.false_words += event.utterance.text.split()
    return result


def no_echo(played: Samples) -> Any:
    return np.zeros(FRAME_SAMPLES)


def as_it_is(microphone: Samples, played: Samples) -> Samples:
    return microphone


def aec3_alone() -> Clean:
    from pywebrtc_audio import AudioProcessor

    clean: Clean = AudioProcessor(echo_cancellation=True).process
    return clean


HOW: dict[str, Callable[[], Clean]] = {
    "as it is": lambda: as_it_is,
    "AEC3 alone": aec3_alone,
    "EchoCanceller": lambda: EchoCanceller().clean,
}


def row(name: str, result: Result) -> None:
    heard = result.interruptions
    counts = f"{sum(one.counts for one in heard)}/{len(heard)}" if heard else "-"
    wanted, got = (" ".join(parts) for parts in ((one.text for one in heard), (" ".join(one.heard) for one in heard)))
    errors = f"{100 * jiwer.wer(wanted, got):.1f} %" if heard else "-"
    print(
        f"{name:36}{result.speech:9.1f}{result.false_starts / result.speech:9.2f}"
        f"{len(result.false_words) / result.speech:9.2f}{counts:>10}{errors:>9}",
        flush=True,
    )


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    ear, people = Ear(VoskRecogniser(load_model(find_model()))), recordings()
    began = time.process_time()
    with Speaker() as speaker:
        scene = Scene(ear, speaker)
        print(f"{'':36}{'minutes':>9}{'starts':>9}{'words':>9}{'heard':>10}{'errors':>9}")
        row("no echo; yields", scene.play(0, no_echo, as_it_is, people, yields=True))
        row("no echo; talks on", scene.play(0, no_echo, as_it_is, people, yields=False))
        setups = [(level, 0.0) for level in LEVELS] + [(LEVELS[0], 1.0)]
        for level, driven in setups:
            for how, cleaner in HOW.items():
                results = {"alone": Result(), "yields": Result(), "talks on": Result()}
                for i, (delay, room) in enumerate(zip(DELAYS, rooms.ROOMS, strict=True)):
                    for what, result in results.items():
                        if how != "EchoCanceller" and i != 1:
                            continue  # to compare with, one room is enough
                        echo = rooms.Loudspeaker(room, level, delay, driven).play
                        alone = what == "alone"
                        result += scene.play(
                            minutes if alone else 0,
                            echo,
                            cleaner(),
                            [] if alone else people,
                            yields=what == "yields",
                            seed=i + 1,
                        )
                for what, result in results.items():
                    row(f"{level} dB{' driven' if driven else ''}, {how}; {what}", result)
    print(f"processor time {time.process_time() - began:.0f} s")


if __name__ == "__main__":
    main()
