"""What plays: a sound once or over and over, music that does not behave, a room in which things happen.

A source gives its sound 20 ms at a time. What is drawn by lot comes from the generator that it is given.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from random import Random

import numpy as np

from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, SILENCE, Samples

EDGE_SAMPLES = 160
"""Length of the fade with which something begins or breaks off in the middle: 10 ms, no click and no swell."""

_SLOPE = (1 - np.cos(np.pi * (np.arange(EDGE_SAMPLES) + 0.5) / EDGE_SAMPLES)) / 2


def faded_in(samples: Samples) -> Samples:
    """``samples`` (EDGE_SAMPLES or more) that rise from silence, same shape."""
    curve = np.ones(len(samples))
    curve[:EDGE_SAMPLES] = _SLOPE
    return np.rint(samples * curve).astype(np.int16)


def faded_out(samples: Samples) -> Samples:
    """``samples`` of which the first EDGE_SAMPLES fall to silence and the rest is silent, same shape."""
    curve = np.zeros(len(samples))
    curve[:EDGE_SAMPLES] = _SLOPE[::-1]
    return np.rint(samples * curve).astype(np.int16)


class Once:
    """A sound that is over when it has been heard."""

    making_way, coming_back = 0.06, 0.06
    """Seconds in which it makes way for a voice, and comes back: as long as a syllable's beginning."""

    makes_way = True
    """Whether it is softer while somebody speaks."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._at = 0

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self._at >= len(self._samples)

    def next(self, *, spoken_over: bool = False) -> Samples:
        """The next frame, shape (FRAME_SAMPLES,); ``spoken_over`` says whether a voice is heard meanwhile."""
        frame = self._samples[self._at : self._at + FRAME_SAMPLES]
        self._at += FRAME_SAMPLES
        return frame if len(frame) == FRAME_SAMPLES else np.pad(frame, (0, FRAME_SAMPLES - len(frame)))


class Loop(Once):
    """A sound that goes on until it is stopped."""

    def __init__(self, samples: Samples, *, start: int = 0) -> None:
        super().__init__(samples if len(samples) else SILENCE)
        self._at = start % len(self._samples)

    @property
    def over(self) -> bool:
        """It never is."""
        return False

    def next(self, *, spoken_over: bool = False) -> Samples:
        """See ``Once``."""
        return self._take(FRAME_SAMPLES)

    def _take(self, n: int) -> Samples:
        """The next ``n`` samples."""
        found = self._samples[self._at : self._at + n]
        self._at += len(found)
        while len(found) < n:
            rest = self._samples[: n - len(found)]
            found = np.concatenate([found, rest])
            self._at = len(rest)
        self._at %= len(self._samples)
        return found


class Music(Loop):
    """Hold music: it begins anywhere, and cannot be relied on after that.

    Every few seconds it drops out and comes back with a ``click``, starts over in the middle of a phrase, or catches on
    something. Under an announcement it behaves; after it, as often as not, it starts over.
    """

    making_way, coming_back = 0.4, 0.5

    _BEHAVES = (3.0, 9.0)  # seconds
    _GAP = (0.25, 1.3)
    _CAUGHT, _TIMES = (0.22, 0.6), (2, 4)
    _STARTS_OVER = 0.45  # how often, after an announcement

    def __init__(self, samples: Samples, rng: Random, click: Samples, *, start: int | None = None) -> None:
        super().__init__(samples, start=rng.randrange(max(1, len(samples))) if start is None else start)
        self._rng = rng
        self._click = click
        self._ready: deque[Samples] = deque()  # what is heard before it goes on
        self._spoken_over = False
        self._left = self._well_behaved()

    @property
    def place(self) -> int:
        """The sample it has come to."""
        return self._at

    def next(self, *, spoken_over: bool = False) -> Samples:
        """See ``Once``."""
        if self._spoken_over and not spoken_over and self._rng.random() < self._STARTS_OVER:
            self._start_over()
        self._spoken_over = spoken_over
        self._left -= FRAME_SECONDS
        if self._left < 0 and not spoken_over:
            self._left = self._well_behaved()
            self._rng.choice((self._drop_out, self._drop_out, self._start_over, self._catch))()
        return self._next_ready() if self._ready else self._take(FRAME_SAMPLES)

    def _well_behaved(self) -> float:
        return self._rng.uniform(*self._BEHAVES)

    def _next_ready(self) -> Samples:
        pieces, n = [], 0
        while n < FRAME_SAMPLES:
            piece = self._ready.popleft() if self._ready else self._take(FRAME_SAMPLES - n)
            if len(piece) > FRAME_SAMPLES - n:
                self._ready.appendleft(piece[FRAME_SAMPLES - n :])
                piece = piece[: FRAME_SAMPLES - n]
            pieces.append(piece)
            n += len(piece)
        return np.concatenate(pieces)

    def _drop_out(self) -> None:
        gap = np.zeros(round(self._rng.uniform(*self._GAP) * SAMPLE_RATE), dtype=np.int16)
        self._ready += [faded_out(self._take(EDGE_SAMPLES)), gap, self._click]
        if self._rng.random() < 0.5:  # it went on meanwhile
            self._take(len(gap))
        self._ready.append(faded_in(self._take(EDGE_SAMPLES)))

    def _start_over(self) -> None:
        end = faded_out(self._take(EDGE_SAMPLES))
        self._at = 0
        self._ready += [end, self._take(EDGE_SAMPLES)]  # it begins from silence

    def _catch(self) -> None:
        piece = self._take(round(self._rng.uniform(*self._CAUGHT) * SAMPLE_RATE)).copy()
        piece[-EDGE_SAMPLES:] = faded_out(piece[-EDGE_SAMPLES:])
        again = [faded_in(piece)] * self._rng.randint(*self._TIMES)
        self._ready += [piece, *again, faded_in(self._take(EDGE_SAMPLES))]


class Room(Loop):
    """The room around a voice: its tone, and now and then one of ``events``, when nobody is speaking.

    An event is a chain of sounds, one of which leads to the next. None comes twice in succession. Somebody who begins
    to speak meanwhile is heard over it; the tone stays as it is.
    """

    makes_way = False

    _PAUSE = (4.0, 11.0)  # seconds from the end of an event to the next one
    _UNDER, _STEP = 0.25, 0.05  # level of an event under a voice, and how much nearer to it a frame comes

    def __init__(self, tone: Samples, rng: Random, events: Sequence[Sequence[Samples]]) -> None:
        super().__init__(tone, start=rng.randrange(max(1, len(tone))))
        self._rng = rng
        self._events = list(range(len(events)))
        self._chains = events
        self._latest: int | None = None
        self._happening: deque[Once] = deque()
        self._left = self._rng.uniform(*self._PAUSE)
        self._level = 1.0

    def next(self, *, spoken_over: bool = False) -> Samples:
        """See ``Once``."""
        frame = self._take(FRAME_SAMPLES)
        before, wanted = self._level, self._UNDER if spoken_over else 1.0
        self._level = max(wanted, before - self._STEP) if wanted < before else min(wanted, before + self._STEP)
        if not self._happening:
            self._left -= FRAME_SECONDS
            if self._left > 0 or spoken_over or not self._events:
                return frame
            self._left = self._rng.uniform(*self._PAUSE)
            self._latest = self._rng.choice([event for event in self._events if event != self._latest] or self._events)
            self._happening.extend(Once(sound) for sound in self._chains[self._latest])
        event = self._happening[0]
        happening = event.next() * np.linspace(before, self._level, FRAME_SAMPLES)
        if event.over:
            self._happening.popleft()
        return frame + np.rint(happening).astype(np.int16)  # both far below full scale
