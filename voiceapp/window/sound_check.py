"""Listens to a microphone for the meter, and plays back what it heard for the test. No Qt here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import numpy as np

from voiceapp.audio.frames import FRAME_SECONDS, Samples
from voiceapp.audio.level import NO_SOUND, dbfs
from voiceapp.errors import VoiceappError

if TYPE_CHECKING:
    from voiceapp.audio.sound_card import Microphone

TEST_SECONDS = 3.0
QUIET = -55.0
"""dB below full scale: a microphone in which somebody speaks is louder at its loudest."""

State = Literal["", "recording", "playing", "done", "silent", "failed"]


def device_names() -> tuple[list[str], list[str]]:
    """Names of the microphones and loudspeakers that are there now. Raises ``Missing`` without PortAudio."""
    from voiceapp.audio.devices import devices, look_again

    look_again()
    there = devices()
    return [d.name for d in there if d.inputs], [d.name for d in there if d.outputs]


class SoundCheck:
    """``level`` is that of the microphone now; ``state`` how far the test is, ``fault`` why it failed."""

    def __init__(self) -> None:
        self.level = NO_SOUND
        self.state: State = ""
        self.fault = ""
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def listen(self, microphone: str) -> None:
        """Listen for the meter until something else is asked for."""
        self._begin(lambda stop: self._listen(microphone, stop))

    def test(self, microphone: str, loudspeaker: str) -> None:
        """Record, play back, and go on listening."""
        self.state, self.fault = "recording", ""
        self._begin(lambda stop: self._test(microphone, loudspeaker, stop))

    def close(self) -> None:
        """Give the devices back."""
        self._stop.set()
        if self._thread:
            self._thread.join(3.0)
            self._thread = None
        self.level = NO_SOUND

    def _begin(self, work: object) -> None:
        self.close()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._guarded, args=(work, self._stop), name="sound check", daemon=True)
        self._thread.start()

    def _guarded(self, work: object, stop: threading.Event) -> None:
        try:
            work(stop)  # type: ignore[operator]
        except VoiceappError as fault:
            self.state, self.fault = "failed", str(fault)

    @contextmanager
    def _microphone(self, name: str) -> Iterator[Microphone]:
        from voiceapp.audio.sound_card import Microphone

        with Microphone(name or None) as microphone:
            yield microphone

    def _listen(self, name: str, stop: threading.Event) -> None:
        with self._microphone(name) as microphone:
            while not stop.is_set():
                self.level = dbfs(microphone.read())

    def _test(self, name: str, loudspeaker: str, stop: threading.Event) -> None:
        from voiceapp.audio.sound_card import Loudspeaker

        heard: list[Samples] = []
        with self._microphone(name) as microphone:
            while len(heard) * FRAME_SECONDS < TEST_SECONDS and not stop.is_set():
                heard.append(microphone.read())
                self.level = dbfs(heard[-1])
        if max(map(dbfs, heard), default=NO_SOUND) < QUIET:
            self.state = "silent"
        elif not stop.is_set():
            self.state = "playing"
            with Loudspeaker(loudspeaker or None) as speaker:
                for frame in heard:
                    while speaker.waiting > 0.2 and not stop.wait(FRAME_SECONDS):
                        pass
                    if stop.is_set():
                        return
                    speaker.write(np.asarray(frame))
                speaker.drain()
            self.state = "done"
        self._listen(name, stop)
