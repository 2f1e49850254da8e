"""A call in which the caller speaks: through a sound card that is not there, with the real recogniser."""

import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SILENCE
from voiceapp.call_view import Heard, Phase
from voiceapp.live import ClockCard

SPEED = 2.0
"""Twice as fast as life: the recogniser on its own thread keeps up with that on a small machine."""


class VirtualCard(ClockCard):
    """A microphone into which somebody speaks when they are asked to."""

    def __init__(self, recording):
        super().__init__(SPEED)
        self._recording = recording
        self._rest = np.zeros(0, dtype=np.int16)
        self.heard = 0

    def speak(self):
        if not len(self._rest):
            self._rest = self._recording

    def exchange(self, company):
        super().exchange(company)
        self.heard += bool(np.any(company))
        frame, self._rest = self._rest[:FRAME_SAMPLES], self._rest[FRAME_SAMPLES:]
        return np.pad(frame, (0, FRAME_SAMPLES - len(frame))) if len(frame) else SILENCE


@pytest.mark.slow
def test_what_is_spoken_is_heard_and_taken_down_wrong(open_window, qtbot, recordings, settings):
    spoken = recordings["caller-03"]
    card = VirtualCard(spoken.samples)
    settings.typing = False
    window = open_window(card=lambda: card, start="ann")
    window.call()
    partial = []

    def looked() -> bool:
        call, view = window._call, window.view
        if call and call.partial:
            partial.append(call.partial)
        if view.phase is Phase.AGENT and call and call.waits_for == "speech":
            card.speak()
        return any(isinstance(caption, Heard) and caption.text for caption in view.captions)

    qtbot.waitUntil(looked, timeout=60_000)
    heard = next(caption for caption in window.view.captions if isinstance(caption, Heard) and caption.text)
    common = set(heard.text.split()) & set(spoken.text.lower().split())
    assert len(common) >= len(spoken.text.split()) / 2
    assert partial, "the words are seen while they are spoken"
    assert card.heard, "the company was heard"
