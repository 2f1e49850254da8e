"""What the loudspeaker gives back to the microphone, taken away again.

WebRTC's echo canceller (AEC3) does the work, through the ``pywebrtc_audio`` wheel; nothing here opens a connection or
a thread. Where that library cannot be loaded the microphone is closed while the company is heard: half duplex, as a
speaking tube. Nobody can then interrupt, but the company does not hear itself.
"""

from __future__ import annotations

from collections import deque
from typing import Protocol

import numpy as np

from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, SILENCE, Samples

HALF_DUPLEX = (
    "the echo canceller (pywebrtc-audio) is not installed: the microphone is closed while the company speaks; "
    "with headphones, --headset keeps it open"
)
"""What the caller is told when the library is missing."""

_HEARD = 10 ** (-50 / 20) * 32768
"""Root mean square above which the loudspeaker is heard in the room: -50 dBFS; speech is at about -26."""

_TAIL = 0.3
"""Seconds for which a room goes on sounding: a living room falls by 60 dB in 0.3 to 0.5 s, and 40 are enough."""


class _Library(Protocol):
    def process(self, near: Samples, far: Samples) -> Samples: ...


class EchoCanceller:
    """Cleans the microphone of what the loudspeaker plays, frame by frame, in order. For one call and one thread.

    ``delay`` is the time in seconds from a frame being handed to the sound card to its sound coming back with the
    microphone's frames, as far as it is known from the sound card; the canceller finds out the rest by itself.
    """

    def __init__(self, delay: float = 0.0) -> None:
        self._delay = delay
        self._library = _library(delay)
        self._loud: deque[bool] = deque(maxlen=max(1, round((delay + _TAIL) / FRAME_SECONDS)))

    @property
    def notice(self) -> str:
        """What the caller ought to know: empty, or ``HALF_DUPLEX``."""
        return "" if self._library else HALF_DUPLEX

    def clean(self, microphone: Samples, played: Samples) -> Samples:
        """``microphone`` without what comes from ``played``, the frame handed to the sound card at the same time.

        All have the shape (FRAME_SAMPLES,). Raises ``ValueError`` for frames of another length or type.
        """
        for frame in (microphone, played):
            if frame.shape != (FRAME_SAMPLES,) or frame.dtype != np.int16:
                raise ValueError(f"a frame is {FRAME_SAMPLES} int16 samples, not {frame.dtype} of shape {frame.shape}")
        if self._library:
            return self._library.process(microphone, played)
        self._loud.append(bool(np.mean(played.astype(np.float32) ** 2) > _HEARD**2))
        return SILENCE if any(self._loud) else microphone


def _library(delay: float) -> _Library | None:
    try:
        from pywebrtc_audio import AudioProcessor
    except (ImportError, OSError):  # not installed, or a shared library it needs is not there
        return None
    return AudioProcessor(
        sample_rate=SAMPLE_RATE, echo_cancellation=True, stream_delay_ms=round(1000 * min(max(delay, 0.0), 0.5))
    )
