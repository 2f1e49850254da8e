"""The keys of the caller's telephone: each is a tone that the far end gets, and the caller hears as well."""

from __future__ import annotations

from collections import deque

import numpy as np

from voiceapp.audio import dtmf
from voiceapp.audio.frames import FRAME_SAMPLES, SILENCE, Samples

LEVEL = 10 ** (-10 / 20)
"""How loud a key is in the caller's ear and in the recording, against what is sent: as loud as the network's tones.

What is sent is at the level of the standard (``voiceapp.audio.dtmf``), 13 dB above a voice; nobody wants to hear that.
"""

DEAF_FRAMES = 15
"""Frames after a key, 0.3 s, in which a tone from the caller's side is taken for its echo, not for another key."""


class Keypad:
    """Sounds the keys that are pressed, one after the other."""

    def __init__(self) -> None:
        self._waiting: deque[Samples] = deque()
        self._quiet = DEAF_FRAMES

    @property
    def echoes(self) -> bool:
        """Whether a tone that is heard now may be one of these keys, come back through the microphone."""
        return bool(self._waiting) or self._quiet < DEAF_FRAMES

    def press(self, key: str) -> None:
        """Sound a key after those that sound already. Raises ``KeyError`` for what is no key."""
        sound = np.rint(dtmf.dial(key) * LEVEL).astype(np.int16)
        frames = np.pad(sound, (0, -len(sound) % FRAME_SAMPLES)).reshape(-1, FRAME_SAMPLES)
        self._waiting.extend(frames)

    def next_frame(self) -> Samples:
        """The next 20 ms, shape (FRAME_SAMPLES,)."""
        if not self._waiting:
            self._quiet = min(self._quiet + 1, DEAF_FRAMES)
            return SILENCE
        self._quiet = 0
        return self._waiting.popleft()


def mixed(one: Samples, other: Samples) -> Samples:
    """Both at once, clipped, same shape."""
    if other is SILENCE:
        return one
    both: Samples = np.clip(one.astype(np.int32) + other, -32768, 32767).astype(np.int16)
    return both
