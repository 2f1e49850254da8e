"""What is said as it sounds over the line, worked out in time or ahead of time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

import msgspec
import numpy as np

from voiceapp.audio.frames import SILENCE, Samples
from voiceapp.audio.room import in_a_container
from voiceapp.audio.sources import EDGE_SAMPLES, faded_out
from voiceapp.audio.telephone import TelephoneLine
from voiceapp.dialogue.actions import Say
from voiceapp.dialogue.scenario import PhoneLine
from voiceapp.sounds import Sounds
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import Speaker

MOST_KEPT = 24
"""Sentences kept that nobody has spoken yet; what was worked out in vain is forgotten in time."""


@cache
def telephone(line: PhoneLine) -> TelephoneLine:
    """The telephone line a scenario asks for, but for its bad patches: they spoil all that is on it, so the stage
    makes them."""
    asked = {key: value for key, value in msgspec.structs.asdict(line).items() if value is not None and key != "bad"}
    return TelephoneLine(**asked)


class Voicing:
    """Gives the sound of sentences.

    Without ``ahead`` the speaker renders ahead and ``samples`` waits: nothing depends on how fast the machine is.
    With it all is worked out on threads (two, so that music keeps no sentence waiting), and one can ask whether a
    sentence is ``ready``. Close it then.
    """

    def __init__(self, speaker: Speaker, voices: Mapping[str, Voice], sounds: Sounds, *, ahead: bool = False) -> None:
        self._speaker = speaker
        self._voices = voices
        self._sounds = sounds
        self._thread = ThreadPoolExecutor(max_workers=2, thread_name_prefix="voiceapp-voicing") if ahead else None
        self._sentences: dict[Hashable, Future[Samples]] = {}

    def prepare(self, say: Say) -> None:
        """Begin to work out what will probably be spoken. From any thread."""
        if self._thread:
            self._future(self._thread, say)
        else:
            self._speaker.prepare(say.text, self._voices[say.voice])

    def ready(self, say: Say) -> bool:
        """Whether ``samples`` answers at once; always so when there is no thread to wait for."""
        return self._future(self._thread, say).done() if self._thread else True

    def samples(self, say: Say) -> Samples:
        """What is to be heard, 16 kHz, shape (n,), n > 0. Raises ``SynthesisFailed``."""
        if not self._thread:
            return self._render(say)
        samples = self._future(self._thread, say).result()
        self._sentences.pop(_key(say), None)
        return samples

    def work(self, what: Callable[[], object]) -> Future[object] | None:
        """Do something else that takes its time on a thread; ``None`` when there is none."""
        return self._thread.submit(what) if self._thread else None

    def close(self) -> None:
        """End the threads; what has not been begun is dropped."""
        if self._thread:
            self._thread.shutdown(wait=True, cancel_futures=True)

    def _future(self, thread: ThreadPoolExecutor, say: Say) -> Future[Samples]:
        key = _key(say)
        future = self._sentences.get(key)
        if future is None:
            while len(self._sentences) >= MOST_KEPT:
                self._sentences.pop(next(iter(self._sentences)), None)
            future = self._sentences[key] = thread.submit(self._render, say)
        return future

    def _render(self, say: Say) -> Samples:
        samples = self._speaker.render(say.text, self._voices[say.voice])
        if not len(samples):
            return SILENCE
        heard = round(len(samples) * say.until)
        if say.room:
            samples = in_a_container(samples, say.room)
        if say.sound:
            before = self._sounds(say.sound)
            samples, heard = np.concatenate([before, samples]), len(before) + heard
        samples = telephone(say.line).carry(samples)
        if say.until < 1.0:  # the line is cut: nothing rings on
            samples = samples[:heard].copy()
            samples[-EDGE_SAMPLES:] = faded_out(samples[-EDGE_SAMPLES:])
        return samples


def _key(say: Say) -> Hashable:
    """All that decides how a sentence sounds."""
    return say.speech, say.text, say.voice, say.sound, say.room, say.until, say.line
