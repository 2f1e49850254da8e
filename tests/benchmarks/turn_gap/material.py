"""Recorded people: the voice prompts of Debian's ``asterisk-core-sounds-en-g722``, with and without a hesitation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import av
import numpy as np

from voiceapp import assets
from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, Samples
from voiceapp.recognition.ear import Ear
from voiceapp.recognition.end_of_turn import EndOfTurn, Turn
from voiceapp.recognition.prosody import Cadence
from voiceapp.recognition.recogniser import Model, VoskRecogniser

FOLDER = Path("/usr/share/asterisk/sounds/en_US_f_Allison")
LIST = Path(__file__).parent / "prompts.tsv"
SPEECH = Path(__file__).parent.parent.parent / "data" / "speech"
DEMO = assets.path("demo", "caller")

LEAD, AFTER = 1.0, 1.6
"""Seconds of the room before and after a prompt."""

HESITATION = 0.6
"""Seconds of the room put into a sentence."""

_FLUENT = 0.06  # longest gap between two words that are spoken in one breath
_JOINS = frozenset("to when while by for in on from and or at now again with of as if until which that the a".split())
_OPENS = _JOINS - frozenset("the a".split())


@dataclass(frozen=True)
class Prompt:
    """One recording in its room, at 16 kHz, a whole number of frames. ``end`` is the last sound, in seconds."""

    name: str
    several: bool
    samples: Samples
    end: float
    pause: float | None = None
    """Where a hesitation was put in, seconds."""
    before_pause: str = ""
    """The words before it, as recognised."""

    @property
    def frames(self) -> Samples:
        return self.samples.reshape(-1, FRAME_SAMPLES)


def prompts(use: str) -> list[Prompt]:
    """Those for ``dev`` or ``test``, in an order that has nothing to do with them. Exits if they are not installed."""
    found = []
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, used_for, sentences = line.split("\t")
        if used_for == use:
            found.append(Prompt(name, sentences == "several", *_in_a_room(name, _spoken(name))))
    return sorted(found, key=lambda prompt: crc32(prompt.name.encode()))


def _spoken(name: str) -> Samples:
    file = FOLDER / f"{name}.g722"
    if not file.exists():
        raise SystemExit(f"there is no {file}; to get it: apt-get install asterisk-core-sounds-en-g722")
    with av.open(str(file), format="g722") as container:  # without a header: 16 kHz, mono
        return np.concatenate([frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)])


def _in_a_room(name: str, spoken: Samples) -> tuple[Samples, float]:
    samples = np.concatenate([np.zeros(_samples(LEAD), np.int16), spoken, np.zeros(_samples(AFTER), np.int16)])
    samples = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES]
    noise = np.random.default_rng(crc32(name.encode())).normal(size=len(samples)) * 4
    samples = np.where(samples == 0, noise, samples).astype(np.int16)
    return samples, last_sound(samples)


def other_voices() -> list[Prompt]:
    """Readers and card players of pocketsphinx, and synthesised callers: what the project has of voices that are not
    those of the prompts. For tuning only."""
    files = [file for file in sorted(SPEECH.glob("*.flac")) if not file.name.startswith("prompt-")]
    files += sorted(DEMO.rglob("*.flac"))
    found = []
    for file in files:
        spoken = np.concatenate(list(read_audio(file)))
        found.append(
            Prompt(
                file.stem if file.parent == SPEECH else f"demo/{file.parent.name}/{file.stem}",
                False,
                *_in_a_room(file.stem, spoken),
            )
        )
    return found


def last_sound(samples: Samples) -> float:
    """The end of the last 20 ms that are within 40 dB of the loudest."""
    power = (samples.reshape(-1, FRAME_SAMPLES).astype(np.float64) ** 2).mean(axis=1)
    return float((np.flatnonzero(power > power.max() * 1e-4)[-1] + 1) * FRAME_SECONDS)


def hesitating(model: Model, plain: Iterable[Prompt], *, each: int | None = None) -> list[Prompt]:
    """The same with 0.6 s of their own room put between two words that are spoken in one breath.

    With ``each``, at so many places drawn by lot. Otherwise at one place: in every second prompt the one nearest the
    middle, in the others where it is a trap, if there is such a place: what comes next could have been left out.
    """
    recogniser = VoskRecogniser(model)
    made = []
    for n, prompt in enumerate(prompt for prompt in plain if not prompt.several):
        recogniser.accept(prompt.samples)
        words = recogniser.finish().words
        places = [k for k in range(2, len(words) - 1) if words[k].start - words[k - 1].end < _FLUENT]
        if not places:
            continue
        rng = np.random.default_rng(crc32(prompt.name.encode()))
        nearest = min(places, key=lambda k: abs(k - len(words) / 2))
        traps = [k for k in places if words[k].text in _OPENS and words[k - 1].text not in _JOINS]
        chosen = [min(traps, key=lambda k: abs(k - len(words) / 2))] if traps and n % 2 else [nearest]
        if each is not None:
            chosen = sorted(int(k) for k in rng.permutation(places)[:each])
        for k in chosen:
            before = " ".join(word.text for word in words[:k])
            made.append(_paused(prompt, words[k].start, before, rng))
    return made


def _paused(prompt: Prompt, at: float, before: str, rng: np.random.Generator) -> Prompt:
    """With a pause at the quietest place near ``at`` seconds."""
    near = slice(_samples(at - 0.07), _samples(at + 0.07))
    power = np.convolve(prompt.samples[near].astype(np.float64) ** 2, np.ones(160) / 160, "same")
    power[:160] = power[-160:] = np.inf
    cut = near.start + int(np.argmin(power))
    rows = (prompt.frames.astype(np.float64) ** 2).mean(axis=1)
    level = max(3.0, float(np.sqrt(np.sort(rows)[: max(3, len(rows) // 20)].mean())))
    room = (rng.normal(size=_samples(HESITATION)) * level).astype(np.int16)
    first, second = prompt.samples[:cut].copy(), prompt.samples[cut:].copy()
    fade = np.linspace(1.0, 0.0, 160)
    first[-160:] = (first[-160:] * fade).astype(np.int16)
    second[:160] = (second[:160] * fade[::-1]).astype(np.int16)
    whole = np.concatenate([first, room, second])
    whole = whole[: len(whole) // FRAME_SAMPLES * FRAME_SAMPLES]
    return Prompt(prompt.name, prompt.several, whole, last_sound(whole), cut / SAMPLE_RATE, before)


def _samples(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)


@dataclass
class Pause:
    """A silence long enough for the ear to settle what was said before it."""

    text: str
    cadence: Cadence
    begins: float
    silence: float = 0.0
    """Seconds until the voice came back."""
    last: bool = True


class Watching(EndOfTurn):
    """Never ends a turn, and keeps all that a rule would have had to decide on."""

    def begin(self) -> list[Pause]:
        pauses: list[Pause] = []
        object.__setattr__(self, "pauses", pauses)
        return pauses

    def patience(self, text: str, cadence: Cadence) -> float:
        self.pauses.append(Pause(text, cadence, 0.0))  # type: ignore[attr-defined]
        return float("inf")

    def over(self, turn: Turn) -> bool:
        pauses: list[Pause] = self.pauses  # type: ignore[attr-defined]
        if pauses and turn.silence >= 0.1:
            pauses[-1].silence = turn.silence
        elif pauses and turn.silence == 0 and pauses[-1].last:
            pauses[-1].last = False
        return False


def pauses(recogniser: VoskRecogniser, prompt: Prompt) -> list[Pause]:
    """All pauses of a prompt as the ear meets them. ``last`` is true of the one after its end."""
    watching = Watching()
    found = watching.begin()
    ear = Ear(recogniser, end_of_turn=watching)
    for frame in prompt.frames:
        ear.accept(frame)
    ear.finish()
    return [pause for pause in found if pause.text]
