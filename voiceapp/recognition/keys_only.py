"""An ear that knows key tones and no words: for a telephone without a speech model."""

from __future__ import annotations

from voiceapp.audio.dtmf import DtmfDetector
from voiceapp.audio.frames import FRAME_SECONDS, Samples
from voiceapp.dialogue.events import KEYS, Event, KeyPressed


class KeysOnly:
    """Hears one call; counts its own time from the frames. Not to be used by two threads at once."""

    partial = ""
    likely = None

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin a new call at time 0."""
        self._tones = DtmfDetector()
        self._frames = 0

    def accept(self, frame: Samples) -> list[Event]:
        """Hear one frame, shape (FRAME_SAMPLES,)."""
        self._frames += 1
        t = round(self._frames * FRAME_SECONDS, 2)
        return [KeyPressed(t=t, key=key, source="audio") for key in self._tones.accept(frame) if key in KEYS]
