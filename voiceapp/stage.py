"""Actions in, sound out: agents' voices one after the other, tones and music under them, through a telephone line."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache, partial
from random import Random
from zlib import crc32

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, SILENCE, Samples
from voiceapp.audio.sources import EDGE_SAMPLES, Loop, Music, Once, Room, faded_in, faded_out
from voiceapp.audio.telephone import NOISE_RMS, TAPS, BadLine, TelephoneLine
from voiceapp.dialogue.actions import (
    Action,
    EndCall,
    PauseSpeaking,
    PlaySound,
    ResumeSpeaking,
    Say,
    StopSound,
    StopSpeaking,
)
from voiceapp.dialogue.events import SpeechFinished
from voiceapp.dialogue.scenario import DEAD, PhoneLine
from voiceapp.journal import Journal
from voiceapp.sounds import Sounds
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import Speaker, SynthesisFailed
from voiceapp.voicing import Voicing, telephone

DUCKED = 0.2
"""Level of music under a voice: -14 dB."""

LOST_WORDS = SAMPLE_RATE
"""Samples of silence in the place of a sentence that could not be rendered: one second."""

_GOES_ON = 0.5
"""How often music that was stopped goes on as if nothing had happened; else it starts over."""


@dataclass
class _Speech:
    say: Say
    samples: Samples | None = None  # rendered when it is its turn
    at: int = 0  # next sample; negative in the silence before it
    start: float | None = None
    held: bool = False  # it was paused, and begins again with a fade


@dataclass
class _Playing:
    """A source, and how loud it is at the moment."""

    source: Once
    level: float = 1.0
    begun: bool = False

    def next(self, *, spoken_over: bool) -> Samples:
        """The next frame, on its way to the level that is wanted now."""
        source = self.source
        frame = source.next(spoken_over=spoken_over)
        if not self.begun and isinstance(source, Loop):
            frame = faded_in(frame)
        self.begun = True
        before, wanted = self.level, DUCKED if spoken_over and source.makes_way else 1.0
        if before == wanted == 1.0:
            return frame
        seconds = source.making_way if wanted < before else source.coming_back
        step = (1 - DUCKED) * FRAME_SECONDS / seconds
        self.level = min(wanted, before + step) if before < wanted else max(wanted, before - step)
        quieter: Samples = (frame * np.linspace(before, self.level, FRAME_SAMPLES)).astype(np.int16)
        return quieter


class SoundStage:
    """Renders what the company says and plays, 20 ms at a time.

    ``sounds`` makes the sounds; ``voices`` holds a voice for each member of the cast. What is left to chance, such as
    where the music begins, depends on ``seed``. Whatever stops in the middle falls silent within 10 ms.
    With ``ahead`` no frame waits for a voice or a sound: it begins when it is ready. Close the stage then.
    """

    def __init__(
        self,
        speaker: Speaker,
        voices: Mapping[str, Voice],
        sounds: Sounds,
        journal: Journal,
        seed: int = 0,
        *,
        ahead: bool = False,
    ) -> None:
        self._voicing = Voicing(speaker, voices, sounds, ahead=ahead)
        self._sounds = sounds
        self._journal = journal
        self._seed = seed
        self._queue: deque[_Speech] = deque()
        self._finished: list[SpeechFinished] = []
        self._playing: dict[str, _Playing] = {}
        self._coming: dict[str, tuple[PlaySound, Future[object] | None]] = {}
        self._stopped_at: dict[str, tuple[int, float]] = {}  # music: the sample it had come to, and when
        self._played = 0
        self._ending: npt.NDArray[np.int32] | None = None  # what broke off fades in the next frame
        self._paused = False
        self._noise = self._noise_wanted = NOISE_RMS
        self._bad: BadLine | None = None
        self._at = 0

    def prepare(self, say: Say) -> None:
        """Render what will probably be said. From any thread when the stage renders ahead."""
        self._voicing.prepare(say)

    def close(self) -> None:
        """Stop rendering."""
        self._voicing.close()

    def perform(self, action: Action, t: float) -> None:
        """Take an action at ``t`` seconds; it is heard from the next frame on."""
        match action:
            case Say():
                self._queue.append(_Speech(action, at=-round(action.gap * SAMPLE_RATE)))
                self._voicing.prepare(action)
            case StopSpeaking():
                self._stop(t)
            case PauseSpeaking():
                self._hold()
            case ResumeSpeaking():
                self._paused = False
            case PlaySound():
                self._stop_sound(action.sound, t)
                self._coming[action.sound] = action, self._voicing.work(partial(self._carried, action))
                self._begin_what_is_ready(t)
            case StopSound():
                self._stop_sound(action.sound, t)
            case EndCall():
                self._stop(t)
                self._coming.clear()
                for sound in list(self._playing):
                    self._stop_sound(sound, t)
                self._heard_on(DEAD)
            case _:
                raise TypeError(f"a stage cannot perform {action!r}")

    def _begin_what_is_ready(self, t: float) -> None:
        for name, (action, work) in list(self._coming.items()):
            if work is None or work.done():
                del self._coming[name]
                self._playing[name] = _Playing(self._source(action, t))
                self._heard_on(action.line)

    def _carried(self, action: PlaySound) -> None:
        """Have all of a sound carried over its line, which takes up to 0.2 s the first time; it is kept."""
        name, line = action.sound, action.line
        if not action.loop:
            _on_the_line(self._sounds, name, line)
            return
        _loop_on_the_line(self._sounds, name, line)
        if name in self._sounds.music:
            _on_the_line(self._sounds, "click", line)
        if name in self._sounds.rooms:
            _events_on_the_line(self._sounds, name, line)

    def _source(self, action: PlaySound, t: float) -> Once:
        name, line = action.sound, action.line
        self._played += 1
        rng = Random(f"{self._seed} {name} {self._played}")
        if not action.loop:
            return Once(_on_the_line(self._sounds, name, line))
        samples = _loop_on_the_line(self._sounds, name, line)
        if name in self._sounds.music:
            click = _on_the_line(self._sounds, "click", line)
            return Music(samples, rng, click, start=self._place(name, t, rng))
        if name in self._sounds.rooms:
            return Room(samples, rng, _events_on_the_line(self._sounds, name, line))
        return Loop(samples)

    def _place(self, music: str, t: float, rng: Random) -> int | None:
        """Where music begins that was stopped before; anywhere the first time."""
        if music not in self._stopped_at:
            return None
        at, then = self._stopped_at[music]
        return at + round((t - then) * SAMPLE_RATE) if rng.random() < _GOES_ON else 0

    def _stop_sound(self, name: str, t: float) -> None:
        self._coming.pop(name, None)
        playing = self._playing.pop(name, None)
        if playing is None:
            return
        if isinstance(playing.source, Music):
            self._stopped_at[name] = playing.source.place, t
        if playing.begun:
            self._let_fade(playing.next(spoken_over=playing.level < 1.0))

    def _hold(self) -> None:
        speech = self._queue[0] if self._queue else None
        if speech and speech.samples is not None and not self._paused:
            self._let_fade(speech.samples[speech.at : speech.at + FRAME_SAMPLES])
            speech.held = True
        self._paused = True

    def _stop(self, t: float) -> None:
        self._hold()
        for speech in self._queue:
            if speech.start is not None:
                self._journal.speech_over(speech.say, t, speech.start, t, interrupted=True)
            self._finished.append(SpeechFinished(t=t, speech=speech.say.speech, interrupted=True))
        self._queue.clear()
        self._paused = False

    def _let_fade(self, frame: Samples) -> None:
        if self._ending is None:
            self._ending = np.zeros(FRAME_SAMPLES, dtype=np.int32)
        self._ending[:EDGE_SAMPLES] += faded_out(np.pad(frame, (0, FRAME_SAMPLES - len(frame))))[:EDGE_SAMPLES]

    def finished(self) -> list[SpeechFinished]:
        """Speeches that have come to their end since the last call of this method."""
        finished, self._finished = self._finished, []
        return finished

    def next_frame(self, t: float) -> Samples:
        """The company's sound for the 20 ms that begin at ``t`` seconds, shape (FRAME_SAMPLES,); not to be changed."""
        if self._coming:
            self._begin_what_is_ready(t)
        voice = self._voice(t)
        noise = self._line_noise()
        if voice is SILENCE and not self._playing and self._ending is None and self._bad is None:
            return noise
        mix = np.add(noise, voice, dtype=np.int32)
        if self._ending is not None:
            mix += self._ending
            self._ending = None
        for name, playing in list(self._playing.items()):
            mix += playing.next(spoken_over=self._spoken_over(playing.source))
            if playing.source.over:
                del self._playing[name]
        if self._bad is not None:
            mix = self._bad.carry(mix)
        np.minimum(mix, 32767, out=mix)  # a tenth of what np.clip takes for so few samples
        np.maximum(mix, -32768, out=mix)
        mixed: Samples = mix.astype(np.int16)
        return mixed

    def _heard_on(self, line: PhoneLine) -> None:
        """From now on it is this line, with its noise and its bad patches, that is heard."""
        self._noise_wanted = telephone(line).noise
        if not line.bad:
            self._bad = None
        elif self._bad is None or self._bad.share != line.bad:
            self._played += 1
            self._bad = BadLine(line.bad, seed=crc32(f"{self._seed} {self._played}".encode()))

    def _line_noise(self) -> Samples:
        """The noise of the line that was heard last."""
        frame: Samples = _noise_frames(self._noise)[self._at]
        if self._noise_wanted != self._noise:
            self._noise = self._noise_wanted
            there = np.arange(FRAME_SAMPLES) / FRAME_SAMPLES
            frame = np.rint(frame * (1 - there) + _noise_frames(self._noise)[self._at] * there).astype(np.int16)
        self._at = (self._at + 1) % _NOISE_FRAMES
        return frame

    def _spoken_over(self, source: Once) -> bool:
        """Whether somebody speaks, or will have begun by the time the source has made way."""
        if self._paused or not self._queue:
            return False
        return self._queue[0].at >= -source.making_way * SAMPLE_RATE

    def _voice(self, t: float) -> Samples:
        if self._paused or not self._queue:
            return SILENCE
        speech = self._queue[0]
        if speech.at <= -FRAME_SAMPLES:
            speech.at += FRAME_SAMPLES
            return SILENCE
        if speech.samples is None:
            speech.at = 0
            if not self._voicing.ready(speech.say):
                return SILENCE
            speech.samples = self._render(speech.say, t)
            speech.start = t
            self._heard_on(speech.say.line)
            self._journal.speech_started(speech.say, t, t)
        frame = speech.samples[speech.at : speech.at + FRAME_SAMPLES]
        if speech.held and len(frame) >= EDGE_SAMPLES:
            frame = faded_in(frame)
        speech.held = False
        speech.at += FRAME_SAMPLES
        if speech.at >= len(speech.samples):
            self._queue.popleft()
            end = t + len(frame) / SAMPLE_RATE
            self._journal.speech_over(speech.say, t, speech.start or 0.0, end)
            self._finished.append(SpeechFinished(t=t, speech=speech.say.speech))
            frame = np.pad(frame, (0, FRAME_SAMPLES - len(frame)))
        return frame

    def _render(self, say: Say, t: float) -> Samples:
        try:
            return self._voicing.samples(say)
        except SynthesisFailed as fault:
            self._journal.write(t, "synthesis.failed", {"speech": say.speech, "fault": str(fault)})
            return np.zeros(LOST_WORDS, dtype=np.int16)


_NOISE_FRAMES = round(7.0 * SAMPLE_RATE) // FRAME_SAMPLES


@lru_cache(maxsize=16)
def _noise_frames(level: float) -> npt.NDArray[np.int16]:
    """Seven seconds of a line's own noise of this root mean square, shape (_NOISE_FRAMES, FRAME_SAMPLES)."""
    noise = TelephoneLine(noise=level).noise_for(_NOISE_FRAMES * FRAME_SECONDS).reshape(-1, FRAME_SAMPLES)
    noise.flags.writeable = False
    return noise


@lru_cache(maxsize=64)
def _on_the_line(sounds: Sounds, name: str, line: PhoneLine) -> Samples:
    return telephone(line).carry(sounds(name))


@lru_cache(maxsize=16)
def _loop_on_the_line(sounds: Sounds, name: str, line: PhoneLine) -> Samples:
    sound = sounds(name)
    if not len(sound):
        return sound
    # What loops has no ends: the line hears it with its own end before it and its own beginning after it.
    around = np.take(sound, np.arange(-TAPS, len(sound) + TAPS), mode="wrap")
    return telephone(line).carry(around)[TAPS:-TAPS]


@lru_cache(maxsize=16)
def _events_on_the_line(sounds: Sounds, room: str, line: PhoneLine) -> tuple[tuple[Samples, ...], ...]:
    return tuple(tuple(telephone(line).carry(sound) for sound in chain) for chain in sounds.events(room))
