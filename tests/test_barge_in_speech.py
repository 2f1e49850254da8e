"""People who speak while an agent does, on the whole line: real voices, the real model, the real synthesiser."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jiwer
import msgspec
import numpy as np
import pytest

from voiceapp.audio.echo import EchoCanceller
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE, Samples
from voiceapp.call_folder import CallFolder
from voiceapp.company import Company
from voiceapp.dialogue.barge_in import WORDLESS
from voiceapp.dialogue.events import KeyPressed
from voiceapp.languages import load_comprehension
from voiceapp.line import Line
from voiceapp.recognition.recogniser import Model
from voiceapp.scenarios import load

SCRIPT = (
    "Good morning, this is a very long sentence which somebody reads aloud to you from a page in front of a window."
)
AUDIBLE = 100.0
Caller = Callable[[Samples], Samples]
Hold = Callable[..., "Held"]


class Held:
    """A call that was held: what the journal says, and both sides as they were heard."""

    def __init__(self, lines: list[dict[str, Any]], folder: CallFolder) -> None:
        self.lines = lines
        with wave.open(str(folder.recording)) as file:
            both = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").reshape(-1, 2)
        self.company = both[:, 1]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["kind"] == kind]

    def audible(self, start: float, end: float) -> list[bool]:
        """For each 20 ms from ``start`` to ``end``, whether the company is heard."""
        part = self.company[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
        blocks = part[: len(part) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES).astype(np.float64)
        return [bool(level > AUDIBLE) for level in np.sqrt(np.mean(blocks**2, axis=1))]


@pytest.fixture(scope="module")
def hold(speech_model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hold]:
    """Holds a call that begins with an agent who reads a long sentence.

    ``speaks`` is what the caller says, and ``after`` the seconds after the agent's sentence has begun; ``clean`` is
    what the caller's microphone goes through, with what the company plays in it, when there is a loudspeaker.
    """
    small = load(str(Path(__file__).parent / "data" / "scenarios" / "small"))
    wits = load_comprehension(small)

    def company(manner: str) -> Company:
        ann = small.cast["ann"]
        lines = {**ann.lines, "open": [SCRIPT], "start_over": ["From the top."]}
        cast = {**small.cast, "ann": msgspec.structs.replace(ann, barge_in=manner, lines=lines)}
        machine = cast["machine"]
        cast["machine"] = msgspec.structs.replace(machine, lines={**machine.lines, "greeting": [SCRIPT]})
        return Company(msgspec.structs.replace(small, cast=cast), wits, speech_model)

    companies: dict[str, Company] = {}

    def held(
        speaks: Samples = SILENCE,
        *,
        after: float = 2.0,
        manner: str = "yields",
        act: str = "ann",
        seconds: float = 15.0,
        key: str = "",
        room: Caller | None = None,
        clean: Callable[[Samples, Samples], Samples] | None = None,
    ) -> Held:
        if manner not in companies:
            companies[manner] = company(manner)
        folder = CallFolder.create(tmp_path_factory.mktemp("call") / "call")
        lines: list[dict[str, Any]] = []
        noise = np.random.default_rng(3)
        with companies[manner].line(
            folder, seed=1, start=act, max_seconds=seconds, listeners=(lambda line: lines.append(dict(line)),)
        ) as line:
            if room:
                line.note("device.opened", {"input": "microphone", "output": "speaker", "echo_cancelled": True})
            _pump(line, lines, speaks, after, key, noise, room, clean)
        return Held(lines, folder)

    yield held
    for each in companies.values():
        each.close()


def _pump(
    line: Line,
    lines: list[dict[str, Any]],
    speaks: Samples,
    after: float,
    key: str,
    noise: np.random.Generator,
    room: Caller | None,
    clean: Callable[[Samples, Samples], Samples] | None,
) -> None:
    waiting = list(speaks[: len(speaks) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES))
    sounding, begun = SILENCE, None
    while line.ended is None:
        begun = begun or next((entry["start"] for entry in lines if entry["kind"] == "agent.started"), None)
        heard = noise.normal(0, 4, FRAME_SAMPLES)
        if begun is not None and line.t >= begun + after:
            if key:
                line.post(KeyPressed(t=line.t, key=key, source="window"))
                key = ""
            if waiting:
                heard += waiting.pop(0)
        if room:
            heard += room(sounding)
        microphone = np.clip(np.rint(heard), -32768, 32767).astype(np.int16)
        sounding = line.step(clean(microphone, sounding) if clean else microphone)


class Room:
    """A loudspeaker beside the microphone: half as loud, 60 ms later, with 0.2 s of a room behind it."""

    def __init__(self, decibel: float = -6.0, delay: float = 0.06) -> None:
        answer = np.random.default_rng(4).normal(size=3200) * 10 ** (-3 * np.arange(3200) / 3200)
        answer[0] = 6.0
        answer *= 10 ** (decibel / 20) / np.sqrt(np.sum(answer**2))
        self._answer = np.concatenate([np.zeros(round(delay * SAMPLE_RATE)), answer])
        self._coming = np.zeros(8192)

    def __call__(self, played: Samples) -> Any:
        spectrum = np.fft.rfft(played, 8192) * np.fft.rfft(self._answer, 8192)
        self._coming += np.fft.irfft(spectrum, 8192)
        heard = self._coming[:FRAME_SAMPLES].copy()
        self._coming = np.concatenate([self._coming[FRAME_SAMPLES:], np.zeros(FRAME_SAMPLES)])
        return heard


def first(held: Held) -> tuple[float, dict[str, Any]]:
    """When the agent's sentence began, and how it ended."""
    return held.of("agent.started")[0]["start"], held.of("agent.said")[0]


def test_words_stop_the_sentence_and_are_heard(hold: Hold, recordings: dict[str, Any]) -> None:
    person = recordings["austen-0880"]
    held = hold(person.samples)
    begun, said = first(held)
    assert said["text"] == SCRIPT and said["interrupted"]
    (turn, *_) = held.of("caller.said")
    assert jiwer.wer(person.text, turn["text"]) <= 0.25
    assert begun + 2 < turn["start"] < begun + 3
    silent = held.audible(turn["start"] + 0.3, turn["end"])
    assert not any(silent), "from a third of a second after the first sound to the last"
    answer = held.of("agent.started")[1]
    assert answer["start"] == pytest.approx(turn["t"], abs=0.2)


def test_a_sound_without_words_is_waited_for_and_the_sentence_goes_on(hold: Hold, recordings: dict[str, Any]) -> None:
    voice = recordings["austen-0880"].samples
    hum = voice[8000:9600].astype(np.float64)  # a tenth of a second of a vowel, swelling and fading
    hum = np.tile(hum * np.hanning(len(hum)), 3).astype(np.int16)
    held = hold(hum)
    quiet = hold()
    (begun, said), (_, undisturbed) = first(held), first(quiet)
    assert not said.get("interrupted")
    later = said["end"] - undisturbed["end"]
    assert 0.3 < later <= WORDLESS + 0.7, "later by the pause, and nothing is left out"
    assert sum(held.audible(begun, said["end"])) == pytest.approx(
        sum(quiet.audible(begun, undisturbed["end"])), abs=8
    ), "as much of it is heard"


def test_who_talks_on_says_every_word_and_answers_then(hold: Hold, recordings: dict[str, Any]) -> None:
    person = recordings["austen-0880"]
    held = hold(person.samples, manner="talks_on")
    said, undisturbed = first(held)[1], first(hold(manner="talks_on"))[1]
    assert (said["start"], said["end"]) == (undisturbed["start"], undisturbed["end"])
    answer = held.of("agent.started")[1]
    assert said["end"] <= answer["start"] < said["end"] + 0.5


def test_who_starts_over_is_heard_to(hold: Hold, recordings: dict[str, Any]) -> None:
    held = hold(recordings["austen-0880"].samples, manner="starts_over", seconds=20.0)
    texts = [line["text"] for line in held.of("agent.said")]
    assert texts[:3] == [SCRIPT, "From the top.", SCRIPT]
    broken, _, again = held.of("agent.said")[:3]
    assert broken["interrupted"] and not again.get("interrupted")
    assert again["end"] - again["start"] > broken["end"] - broken["start"]


def test_a_key_silences_the_menu_within_a_frame_or_two(hold: Hold) -> None:
    held = hold(act="menu", key="1", seconds=8.0)
    (pressed,) = held.of("key.pressed")
    _, said = first(held)
    assert said["interrupted"] and said["end"] - pressed["t"] < 0.05
    thanks = held.of("agent.started")[1]
    assert thanks["start"] - pressed["t"] < 0.5


def test_an_agent_in_the_loudspeaker_is_no_caller(hold: Hold) -> None:
    held = hold(room=Room(), clean=EchoCanceller(0.0).clean, seconds=25.0)
    assert held.of("agent.said")
    assert [line["text"] for line in held.of("caller.said") if line["text"]] == []
    assert not any(line.get("interrupted") for line in held.of("agent.said")[:-1])


@pytest.mark.parametrize("manner", ["yields", "talks_on"])
def test_somebody_beside_the_loudspeaker_is(hold: Hold, recordings: dict[str, Any], manner: str) -> None:
    person = recordings["prompt-vm-savefolder"]
    held = hold(person.samples, room=Room(), clean=EchoCanceller(0.0).clean, after=3.0, manner=manner)
    heard = [line for line in held.of("caller.said") if line["text"]]
    assert jiwer.wer(person.text, " ".join(line["text"] for line in heard)) <= 0.4
    assert bool(first(held)[1].get("interrupted")) == (manner == "yields")


def test_without_cancelling_its_own_words_are_known_by_their_text(hold: Hold) -> None:
    held = hold(room=Room(-3.0, 0.02), manner="talks_on", seconds=30.0)
    alone = held.of("heard.self")
    assert alone, "a whole sentence came back"
    assert all(set(line["text"].split()) for line in alone)
