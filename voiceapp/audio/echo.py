"""What the loudspeaker gives back to the microphone, taken away again.

Two do it together. WebRTC's echo canceller (AEC3, through the ``pywebrtc_audio`` wheel, which opens no connection and
no thread) leaves nothing of the company's voice, but little of a caller who speaks at the same time: up to three
quarters of the words are lost. ``EchoPath`` leaves the caller whole, and a rest of the echo. While somebody is there,
which both must say, the second is heard, otherwise the first. Measured in ``tests/benchmarks/echo``.

Where the library cannot be loaded the microphone is closed while the company is heard: half duplex, as a speaking
tube. Nobody can then interrupt, but the company does not hear itself.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from voiceapp.audio.echo_path import EchoPath
from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, SILENCE, Samples

HALF_DUPLEX = (
    "the echo canceller (pywebrtc-audio) is not installed: the microphone is closed while the company speaks; "
    "with headphones, --headset keeps it open"
)
"""What the caller is told when the library is missing."""

TAIL = 0.5
"""Seconds for which the room may go on sounding: the way there and back, and its answer down to 40 dB."""

_PLAYED = 10 ** (-50 / 20) * 32768
"""Root mean square above which the loudspeaker is heard in the room: -50 dBFS; speech is at about -28."""

_SOMEBODY = 22.0
"""Root mean square of what AEC3 leaves above which somebody is there: -63 dBFS. Of the company alone it leaves 6 to
15 (99th percentile of frames); of a caller as loud, at the same time, 160 or more in half of the frames."""

_REST = 7.0
"""Root mean square to which what is no more than an echo is turned down."""

_ABOVE = 2.0
"""How much louder what ``EchoPath`` leaves must be than the echo it expects to be left in it: 6 dB. Of the company
alone it is up to 3 dB louder (95th percentile, from the first second on), of a caller 7 to 17 (25th)."""

_WINDOW, _NEEDED = 3, 2  # frames in which that is so
_HOLD = 15  # frames for which somebody is taken to be there afterwards: 0.3 s, a stop or a weak syllable


class _Library(Protocol):
    def process(self, near: Samples, far: Samples) -> Samples: ...


class EchoCanceller:
    """Cleans the microphone of what the loudspeaker plays, frame by frame, in order. For one call and one thread.

    ``delay`` is the time in seconds from a frame being handed to the sound card to its sound coming back with the
    microphone's frames, as far as the sound card knows it; up to 0.2 s more are found out. Takes 0.4 ms of processor
    time a frame.
    """

    def __init__(self, delay: float = 0.0) -> None:
        delay = min(max(delay, 0.0), 0.5)
        self._library = _library(delay)
        self._path = EchoPath()
        # What is played is told to the path a little early: how far it is to the room is not known to the frame.
        early = max(0, int(delay / FRAME_SECONDS) - 2)
        self._on_the_way = deque([SILENCE] * (early + 1), maxlen=early + 1)
        self._quiet = self._tail = round((delay + TAIL) / FRAME_SECONDS)
        self._somebody: deque[bool] = deque(maxlen=_WINDOW)
        self._hold = 0

    @property
    def notice(self) -> str:
        """What the caller ought to know: empty, or ``HALF_DUPLEX``."""
        return "" if self._library else HALF_DUPLEX

    def clean(self, microphone: Samples, played: Samples) -> Samples:
        """``microphone`` without what comes from ``played``, the frame handed to the sound card at the same time.

        All have the shape (FRAME_SAMPLES,). Raises ``ValueError`` for frames of another length or type. With nothing
        played the microphone is left as it is.
        """
        for frame in (microphone, played):
            if frame.shape != (FRAME_SAMPLES,) or frame.dtype != np.int16:
                raise ValueError(f"a frame is {FRAME_SAMPLES} int16 samples, not {frame.dtype} of shape {frame.shape}")
        self._quiet = 0 if _level(played) > _PLAYED else self._quiet + 1
        company = self._quiet < self._tail
        if self._library is None:
            return SILENCE if company else microphone
        cleanest = self._library.process(microphone, played)
        self._on_the_way.append(played)
        whole = self._path.without_echo(microphone, self._on_the_way[0])
        audible, near = _level(cleanest) > _SOMEBODY, _level(whole) > _ABOVE * self._path.left
        self._somebody.append(audible and near)
        self._hold = _HOLD if sum(self._somebody) >= _NEEDED else max(0, self._hold - 1)
        if not company:
            return microphone
        if self._hold:
            return _frame(whole)
        # In the first moments, and when the sound card stumbles, AEC3 lets some of the company through.
        return _frame(cleanest * (_REST / _level(cleanest))) if audible and not near else cleanest


def _frame(signal: npt.NDArray[np.floating[Any]]) -> Samples:
    frame: Samples = np.clip(np.rint(signal), -32768, 32767).astype(np.int16)
    return frame


def _level(samples: Samples | npt.NDArray[np.float64]) -> float:
    signal = samples.astype(np.float64)
    return float(np.sqrt(signal @ signal / len(signal)))


def _library(delay: float) -> _Library | None:
    try:
        from pywebrtc_audio import AudioProcessor
    except (ImportError, OSError):  # not installed, or a shared library it needs is not there
        return None
    return AudioProcessor(sample_rate=SAMPLE_RATE, echo_cancellation=True, stream_delay_ms=round(1000 * delay))
