"""The caller who types: words from a keyboard become the caller's voice on the line."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, Samples
from voiceapp.dialogue.events import CallerSaid, CallerStarted, Event
from voiceapp.dialogue.utterance import Utterance


@dataclass
class _Sentence:
    text: str
    samples: Samples
    at: int = 0
    start: float = 0.0


class TypedCaller:
    """Speaks what was typed, sentence after sentence. ``render`` gives the sound of a text, 16 kHz, shape (n,)."""

    def __init__(self, render: Callable[[str], Samples]) -> None:
        self._render = render
        self._waiting: deque[str] = deque()
        self._spoken: _Sentence | None = None

    @property
    def speaking(self) -> bool:
        """Whether something is being said or waits to be said."""
        return self._spoken is not None or bool(self._waiting)

    @property
    def partial(self) -> str:
        """The words that have been said so far of the sentence that sounds now."""
        if self._spoken is None:
            return ""
        part = self._spoken.at / max(1, len(self._spoken.samples))
        words = self._spoken.text.split()
        return " ".join(words[: round(part * len(words))])

    def type(self, text: str) -> None:
        """Say ``text`` after what waits already; nothing but white space is nothing said."""
        if words := " ".join(text.split()):
            self._waiting.append(words)

    def next_frame(self, t: float) -> tuple[Samples, list[Event]]:
        """The voice in the 20 ms that begin at ``t`` seconds, shape (FRAME_SAMPLES,), and what it tells the call.

        Only to be asked for while ``speaking``.
        """
        events: list[Event] = []
        if self._spoken is None:
            text = self._waiting.popleft()
            self._spoken = _Sentence(text, self._render(text), start=t)
            events.append(CallerStarted(t=t))
        sentence = self._spoken
        frame = sentence.samples[sentence.at : sentence.at + FRAME_SAMPLES]
        sentence.at += FRAME_SAMPLES
        if sentence.at >= len(sentence.samples):
            self._spoken = None
            over = round(t + FRAME_SECONDS, 3)
            events.append(
                CallerSaid(t=over, start=sentence.start, end=over, utterance=Utterance(text=sentence.text.casefold()))
            )
        return np.pad(frame, (0, FRAME_SAMPLES - len(frame))), events
