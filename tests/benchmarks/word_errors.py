"""How well, how soon and how fast the ear hears. Prints a table; takes about a minute.

    python tests/benchmarks/word_errors.py

The recordings are those of tests/data/speech. *human*: each on its own, with 1 s of room noise before and 2 s
after. *human, hesitating*: the same with 0.6 s of that noise put in before a word in the middle. *callers*: the
synthesised lines, the same way over digital silence, over the noise of a room (25 dB below the voice) and over a
telephone line. Columns:

- ``whole``: word error rate of vosk given the whole file at once, model and settings as they are delivered;
  ``ear``: that of the ear, all its turns of a recording joined.
- ``gap``: seconds of call time from the last sound (the last 20 ms within 40 dB of the loudest) to
  ``CallerSaid``, median and 95th percentile, of recordings heard as one turn. A flush takes processor time, which
  is not in it; it is printed below.
- ``cut``: recordings heard as more than one turn, or not at all.
- ``time``: processor time of the ear divided by that of bare vosk on the same audio in the same process. Each
  begins each row with a new recogniser that has heard nothing: what was heard before is decoded in two thirds of
  the time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
import vosk

from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, Samples
from voiceapp.audio.telephone import TelephoneLine, through_the_line
from voiceapp.dialogue.events import CallerSaid
from voiceapp.recognition.ear import Ear
from voiceapp.recognition.model_store import find_model
from voiceapp.recognition.recogniser import Model, VoskRecogniser, load_model

SPEECH = Path(__file__).parent.parent / "data" / "speech"
HESITATION = 0.6


@dataclass
class Recording:
    samples: Samples
    text: str
    last_sound: float


def main() -> None:
    human, callers = recordings()
    path = find_model()
    model, bare = load_model(path), vosk.Model(str(path))
    recogniser = VoskRecogniser(model)
    print(f"{'':26}{'n':>4}{'whole':>8}{'ear':>8}{'gap':>7}{'p95':>7}{'cut':>6}{'time':>7}")
    rows = (
        ("human", [placed(recording, quiet) for recording in human]),
        ("human, hesitating", [placed(r, quiet) for r in hesitating(recogniser, human)]),
        ("callers, silence", [placed(recording, silence) for recording in callers]),
        ("callers, room", [placed(recording, room) for recording in callers]),
        ("callers, telephone", [placed(recording, telephone) for recording in callers]),
    )
    for name, group in rows:
        report(name, model, bare, group)
    flushes = sorted(flush_times(recogniser, human))
    print(f"a flush takes {1e3 * np.median(flushes):.0f} ms (median), {1e3 * flushes[-1]:.0f} ms (longest)")
    print(f"the ear in digital silence: {1e6 * silence_cost(recogniser):.1f} µs a frame")


def report(name: str, model: Model, bare: Any, group: list[Recording]) -> None:
    started = time.process_time()
    plain = whole(vosk.KaldiRecognizer(bare, SAMPLE_RATE), group)
    between = time.process_time()
    turns = hear(VoskRecogniser(model, warm_up=False), group)
    ended = time.process_time()
    spoken = [recording.text for recording in group]
    gaps = [t[0].t - r.last_sound for t, r in zip(turns, group, strict=True) if len(t) == 1]
    joined = [" ".join(turn.utterance.text for turn in heard) for heard in turns]
    print(
        f"{name:26}{len(group):4}{jiwer.wer(spoken, plain):8.1%}{jiwer.wer(spoken, joined):8.1%}"
        f"{np.median(gaps):7.2f}{np.percentile(gaps, 95):7.2f}{sum(len(heard) != 1 for heard in turns):6}"
        f"{(ended - between) / (between - started):7.2f}"
    )


def recordings() -> tuple[list[Recording], list[Recording]]:
    """The human and the synthesised ones."""
    groups: tuple[list[Recording], list[Recording]] = ([], [])
    for line in (SPEECH / "transcripts.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, _, text = line.split("\t")
            samples = np.concatenate(list(read_audio(SPEECH / f"{name}.flac")))
            groups[name.startswith("caller-")].append(Recording(samples, text, last_sound(samples)))
    return groups


def last_sound(samples: Samples) -> float:
    power = (samples.reshape(-1, FRAME_SAMPLES).astype(np.float64) ** 2).mean(axis=1)
    return float((np.nonzero(power > power.max() * 1e-4)[0][-1] + 1) * FRAME_SECONDS)


def placed(recording: Recording, place: Callable[[Samples], Samples]) -> Recording:
    before, after = np.zeros(SAMPLE_RATE, dtype=np.int16), np.zeros(2 * SAMPLE_RATE, dtype=np.int16)
    return Recording(
        place(np.concatenate([before, recording.samples, after])), recording.text, recording.last_sound + 1.0
    )


def silence(samples: Samples) -> Samples:
    return samples


def quiet(samples: Samples) -> Samples:
    noise = np.random.default_rng(6).normal(size=len(samples)) * 4
    return np.where(samples == 0, noise, samples).astype(np.int16)


def room(samples: Samples) -> Samples:
    spectrum = np.fft.rfft(np.random.default_rng(7).normal(size=len(samples)))
    spectrum /= np.maximum(np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE), 50.0) ** 0.75
    noise = np.fft.irfft(spectrum, len(samples))
    voice = np.sqrt(np.mean(samples[samples != 0].astype(np.float64) ** 2))
    noise *= voice * 10 ** (-25 / 20) / np.sqrt(np.mean(noise**2))
    return np.clip(samples + noise, -32768, 32767).astype(np.int16)


def telephone(samples: Samples) -> Samples:
    carried = through_the_line(samples)
    noise = np.resize(TelephoneLine().noise_for(len(carried) / SAMPLE_RATE, seed=3), len(carried))
    return np.clip(carried.astype(np.int32) + noise, -32768, 32767).astype(np.int16)


def hesitating(recogniser: VoskRecogniser, group: Iterable[Recording]) -> list[Recording]:
    """Those of five words or more, with a pause before the middle word, at the quietest place near its start."""
    paused = []
    for recording in group:
        recogniser.accept(recording.samples)
        words = recogniser.finish().words
        if len(words) < 5:
            continue
        middle = int(words[len(words) // 2].start * SAMPLE_RATE)
        around = range(middle - 800, middle + 800, 80)
        cut = min(around, key=lambda at: np.sum(recording.samples[at : at + 160].astype(np.float64) ** 2)) + 80
        pause = np.zeros(round(HESITATION * SAMPLE_RATE), dtype=np.int16)
        samples = np.concatenate([recording.samples[:cut], pause, recording.samples[cut:]])
        paused.append(Recording(samples, recording.text, recording.last_sound + HESITATION))
    return paused


def frames(samples: Samples) -> Samples:
    return samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)


def hear(recogniser: VoskRecogniser, group: Iterable[Recording]) -> list[list[CallerSaid]]:
    ear = Ear(recogniser)
    heard = []
    for recording in group:
        ear.reset()
        events = [event for frame in frames(recording.samples) for event in ear.accept(frame)] + ear.finish()
        heard.append([event for event in events if isinstance(event, CallerSaid)])
    return heard


def whole(bare: Any, group: Iterable[Recording]) -> list[str]:
    texts = []
    for recording in group:
        parts = []
        for frame in frames(recording.samples):
            if bare.AcceptWaveform(frame.tobytes()):
                parts.append(json.loads(bare.Result())["text"])
        parts.append(json.loads(bare.FinalResult())["text"])
        texts.append(" ".join(part for part in parts if part))
    return texts


def flush_times(recogniser: VoskRecogniser, group: Iterable[Recording]) -> list[float]:
    taken = []
    for recording in group:
        for frame in frames(recording.samples):
            recogniser.accept(frame)
        started = time.perf_counter()
        recogniser.finish()
        taken.append(time.perf_counter() - started)
    return taken


def silence_cost(recogniser: VoskRecogniser) -> float:
    ear, frame = Ear(recogniser), np.zeros(FRAME_SAMPLES, dtype=np.int16)
    started = time.perf_counter()
    for _ in range(50_000):
        ear.accept(frame)
    return (time.perf_counter() - started) / 50_000


if __name__ == "__main__":
    main()
