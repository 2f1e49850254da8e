"""Actions in, sound out: agents' voices one after the other, tones and music under them, through a telephone line."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE, Samples
from voiceapp.audio.room import in_a_container
from voiceapp.audio.telephone import TAPS, line_noise, through_the_line
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
from voiceapp.journal import Journal
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import Speaker, SynthesisFailed

DUCKED = 0.2
"""Level of music under a voice: -14 dB."""

_DUCKING = 3
"""Frames in which music makes way for a voice or comes back: 60 ms, as long as a syllable's beginning."""

LOST_WORDS = SAMPLE_RATE
"""Samples of silence in the place of a sentence that could not be rendered: one second."""


@dataclass
class _Speech:
    say: Say
    samples: Samples | None = None  # rendered when it is its turn
    at: int = 0  # next sample; negative in the silence before it
    start: float | None = None


@dataclass
class _Sound:
    samples: Samples
    loop: bool
    at: int = 0
    level: float | None = None  # at the end of the last frame

    def next(self, wanted: float) -> Samples:
        """The next frame at the ``wanted`` level, or on the way there."""
        frame = _next(self)
        before = wanted if self.level is None else self.level
        step = (1 - DUCKED) / _DUCKING
        self.level = min(wanted, before + step) if before < wanted else max(wanted, before - step)
        if before == self.level == 1.0:
            return frame
        quieter: Samples = (frame * np.linspace(before, self.level, FRAME_SAMPLES)).astype(np.int16)
        return quieter


class SoundStage:
    """Renders what the company says and plays, 20 ms at a time.

    ``sounds`` makes a named sound; ``voices`` holds a voice for each member of the cast.
    """

    def __init__(
        self, speaker: Speaker, voices: Mapping[str, Voice], sounds: Callable[[str], Samples], journal: Journal
    ) -> None:
        self._speaker = speaker
        self._voices = voices
        self._sounds = sounds
        self._journal = journal
        self._queue: deque[_Speech] = deque()
        self._finished: list[SpeechFinished] = []
        self._playing: dict[str, _Sound] = {}
        self._paused = False
        self._noise = _noise_frames()
        self._at = 0

    def perform(self, action: Action, t: float) -> None:
        """Take an action at ``t`` seconds; it is heard from the next frame on."""
        match action:
            case Say():
                self._queue.append(_Speech(action, at=-round(action.gap * SAMPLE_RATE)))
                self._speaker.prepare(action.text, self._voices[action.voice])
            case StopSpeaking():
                self._stop(t)
            case PauseSpeaking():
                self._paused = True
            case ResumeSpeaking():
                self._paused = False
            case PlaySound():
                self._playing[action.sound] = _Sound(_on_the_line(self._sounds, action.sound, action.loop), action.loop)
            case StopSound():
                self._playing.pop(action.sound, None)
            case EndCall():
                self._stop(t)
                self._playing.clear()
            case _:
                raise TypeError(f"a stage cannot perform {action!r}")

    def _stop(self, t: float) -> None:
        for speech in self._queue:
            if speech.start is not None:
                self._journal.speech_over(speech.say, t, speech.start, t, interrupted=True)
            self._finished.append(SpeechFinished(t=t, speech=speech.say.speech, interrupted=True))
        self._queue.clear()
        self._paused = False

    def finished(self) -> list[SpeechFinished]:
        """Speeches that have come to their end since the last call of this method."""
        finished, self._finished = self._finished, []
        return finished

    def next_frame(self, t: float) -> Samples:
        """The company's sound for the 20 ms that begin at ``t`` seconds, shape (FRAME_SAMPLES,); not to be changed."""
        noise: Samples = self._noise[self._at]
        self._at = (self._at + 1) % len(self._noise)
        voice = self._voice(t)
        if voice is SILENCE and not self._playing:
            return noise
        mix = np.add(noise, voice, dtype=np.int32)
        for name, sound in list(self._playing.items()):
            mix += sound.next(1.0 if voice is SILENCE else DUCKED)
            if not sound.loop and sound.at >= len(sound.samples):
                del self._playing[name]
        np.minimum(mix, 32767, out=mix)  # a tenth of what np.clip takes for so few samples
        np.maximum(mix, -32768, out=mix)
        mixed: Samples = mix.astype(np.int16)
        return mixed

    def _voice(self, t: float) -> Samples:
        if self._paused or not self._queue:
            return SILENCE
        speech = self._queue[0]
        if speech.at <= -FRAME_SAMPLES:
            speech.at += FRAME_SAMPLES
            return SILENCE
        if speech.samples is None:
            speech.at = 0
            speech.samples = self._render(speech.say, t)
            speech.start = t
            self._journal.speech_started(speech.say, t, t)
        frame = speech.samples[speech.at : speech.at + FRAME_SAMPLES]
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
            samples = self._speaker.render(say.text, self._voices[say.voice])
        except SynthesisFailed as fault:
            self._journal.write(t, "synthesis.failed", {"speech": say.speech, "fault": str(fault)})
            return np.zeros(LOST_WORDS, dtype=np.int16)
        samples = samples[: round(len(samples) * say.until)]
        if say.room:
            samples = in_a_container(samples, say.room)
        if say.sound:
            samples = np.concatenate([self._sounds(say.sound), samples])
        return through_the_line(samples) if len(samples) else SILENCE


@cache
def _noise_frames() -> npt.NDArray[np.int16]:
    """Seven seconds of the line's own noise, shape (n, FRAME_SAMPLES)."""
    noise = line_noise(7.0).reshape(-1, FRAME_SAMPLES)
    noise.flags.writeable = False
    return noise


@lru_cache(maxsize=32)
def _on_the_line(sounds: Callable[[str], Samples], name: str, loop: bool) -> Samples:
    sound = sounds(name)
    if not loop or not len(sound):
        return through_the_line(sound)
    # What loops has no ends: the line hears it with its own end before it and its own beginning after it.
    around = np.take(sound, np.arange(-TAPS, len(sound) + TAPS), mode="wrap")
    return through_the_line(around)[TAPS:-TAPS]


def _next(sound: _Sound) -> Samples:
    """The next frame of a sound; past the end of one that does not loop there is silence."""
    n = len(sound.samples)
    if sound.loop and n:
        sound.at %= n
    frame = sound.samples[sound.at : sound.at + FRAME_SAMPLES]
    sound.at += FRAME_SAMPLES
    while sound.loop and n and len(frame) < FRAME_SAMPLES:
        rest = FRAME_SAMPLES - len(frame)
        frame = np.concatenate([frame, sound.samples[:rest]])
        sound.at = rest
    return frame if len(frame) == FRAME_SAMPLES else np.pad(frame, (0, FRAME_SAMPLES - len(frame)))
