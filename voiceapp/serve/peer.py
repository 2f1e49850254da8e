"""The caller at the other end of a socket, as the pump of a call sees it: a sound card that is far away."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import soxr

from voiceapp.audio.devices import DeviceLost
from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, SILENCE, Samples

MOST_AHEAD = 30.0
"""Seconds of sound a caller may have sent ahead; one who sends more has to wait."""

JITTER, IN_ADVANCE = 0.06, 1.0
"""Seconds of sound that may wait without hurry. More of it came late, in a lump, and every answer would be as late from
then on: so silence is left out until it is made up. Still more was sent in advance on purpose, and waits its turn."""

QUIET, QUIET_FRAMES = 500, 4
"""Peak below which a frame is silent (-36 dBFS), and how many in a row make a pause."""

CATCHING_UP = 0.2
"""Seconds by which a call that was held up may be late; what is later is not made up."""


class PeerCard:
    """Keeps the pace of 20 ms a frame, takes what was fed, and hands on what the company says.

    ``send`` gets the company's sound, int16 of shape (rate / 50,), in the thread that holds the call; it must not wait.
    Feeding and asking are for any thread.
    """

    def __init__(self, rate: int, send: Callable[[Samples], None]) -> None:
        self._send = send
        self._resampled = rate != SAMPLE_RATE
        self._frame = round(rate * FRAME_SECONDS)
        if self._resampled:
            self._in = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="int16", quality="HQ")
            self._out = soxr.ResampleStream(SAMPLE_RATE, rate, 1, dtype="int16", quality="HQ")
            self._left_over: Samples = np.zeros(0, np.int16)
        self._waiting: deque[Samples] = deque()
        self._samples = 0
        self._quiet = 0  # silent frames in a row
        self._changing = threading.Lock()
        self._due: float | None = None
        self.frames = 0
        self.late = 0
        """Frames of the company that left more than a frame late."""

    @property
    def ahead(self) -> float:
        """Seconds of the caller's sound that wait to be heard."""
        return self._samples / SAMPLE_RATE

    def feed(self, samples: Samples) -> None:
        """Take in sound of the caller at the peer's rate, int16 of shape (n,)."""
        if self._resampled:
            samples = self._in.resample_chunk(samples)
        if len(samples):
            with self._changing:
                self._waiting.append(samples)
                self._samples += len(samples)

    def exchange(self, company: Samples) -> Samples:
        """See ``SoundCard``."""
        now = time.monotonic()
        self._due = now if self._due is None else self._due + FRAME_SECONDS
        if self._due > now:
            time.sleep(self._due - now)
        elif now - self._due > CATCHING_UP:
            self._due = now
        self.late += time.monotonic() - self._due > FRAME_SECONDS
        self.frames += 1
        self._send(self._at_their_rate(company))
        caller = self._take()
        while self.frames == 1 and self._quiet and self._samples >= FRAME_SAMPLES:
            caller = self._take()  # the silence in which the caller waited for the line is over
        if self._quiet >= QUIET_FRAMES and JITTER < self.ahead <= IN_ADVANCE:
            caller = self._take()
        return caller

    def _at_their_rate(self, company: Samples) -> Samples:
        if not self._resampled:
            return company
        # The resampler gives now more, now less; the peer gets whole frames, the first ones silent.
        self._left_over = np.concatenate([self._left_over, self._out.resample_chunk(company)])
        if len(self._left_over) < self._frame:
            return np.zeros(self._frame, np.int16)
        frame, self._left_over = self._left_over[: self._frame], self._left_over[self._frame :]
        return frame

    def _take(self) -> Samples:
        with self._changing:
            if self._samples < FRAME_SAMPLES:
                return SILENCE
            pieces: list[Samples] = []
            needed = FRAME_SAMPLES
            while needed:
                piece = self._waiting.popleft()
                if len(piece) > needed:
                    self._waiting.appendleft(piece[needed:])
                    piece = piece[:needed]
                pieces.append(piece)
                needed -= len(piece)
            self._samples -= FRAME_SAMPLES
        frame = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
        self._quiet = self._quiet + 1 if np.abs(frame.astype(np.int32)).max() < QUIET else 0
        return frame

    def news(self, *, at_end: bool = False) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """See ``SoundCard``."""
        return [("audio.late", {"frames": self.frames, "late": self.late})] if at_end else ()

    def reopen(self, lost: DeviceLost) -> bool:
        """It is never lost: who is gone hangs up."""
        return True
