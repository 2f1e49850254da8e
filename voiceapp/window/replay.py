"""A past call, played again from its journal and recording. No Qt here."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from voiceapp.aftercall.transcript import journal_lines
from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, Samples
from voiceapp.audio.level import NO_SOUND, dbfs
from voiceapp.call_folder import CallFolder
from voiceapp.call_view import CallView
from voiceapp.errors import BadInput, VoiceappError
from voiceapp.window.sound import HEADER

SLOWEST, FASTEST = 0.25, 64.0


class Sound(Protocol):
    """Plays the recording while a call is played again."""

    def play(self, at: float) -> None:
        """Play from ``at`` seconds on, at normal speed."""
        ...

    def stop(self) -> None:
        """Fall silent."""
        ...


class NoSound:
    """A machine without a loudspeaker."""

    def play(self, at: float) -> None:
        """See ``Sound``."""

    def stop(self) -> None:
        """See ``Sound``."""


class Replay:
    """Plays the call of ``folder``, ``speed`` times as fast as it was. ``sound`` is heard at normal speed only.

    Raises ``BadInput`` when the folder holds no call.
    """

    live = False
    waits_for = None
    fault = ""
    trouble = ""

    def __init__(
        self,
        folder: Path,
        *,
        speed: float = 1.0,
        sound: Sound | None = None,
        paused: bool = False,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self._lines = read_journal(folder)
        self._times = [float(line["t"]) for line in self._lines]
        self.duration = self._times[-1]
        self.scenario = next((line.get("scenario") for line in self._lines if line["kind"] == "call.started"), None)
        self._levels = _Levels(CallFolder(folder).recording)
        self._sound = sound or NoSound()
        self._now = now
        self._given = 0
        self._speed = speed
        self._base, self._since = 0.0, now()
        self.paused = paused
        self._sound_from(0.0)

    @property
    def t(self) -> float:
        """See ``Source``."""
        return min(self.duration, self._base + (0.0 if self.paused else (self._now() - self._since) * self._speed))

    @property
    def over(self) -> bool:
        """See ``Source``."""
        return self._given == len(self._lines) and self.t >= self.duration

    @property
    def speed(self) -> float:
        """How many times as fast as it was."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._rebase(self.t)
        self._speed = min(FASTEST, max(SLOWEST, speed))
        self._sound_from(self._base)

    @property
    def partial(self) -> str:
        """See ``Source``: the words the caller has said so far of the turn that is being spoken."""
        t = self.t
        for line in self._lines[self._given :]:
            if line["kind"] == "caller.said":
                start, end = line.get("start", 0.0), line.get("end", 0.0)
                if not start <= t:
                    break
                words = str(line.get("text", "")).split()
                return " ".join(words[: round(len(words) * min(1.0, (t - start) / max(0.1, end - start)))])
            if line["t"] > t + LONGEST_TURN:
                break
        return ""

    @property
    def caller_level(self) -> float:
        """See ``Source``."""
        return self._levels.at(self.t)[0]

    @property
    def company_level(self) -> float:
        """See ``Source``."""
        return self._levels.at(self.t)[1]

    def lines(self) -> Sequence[Mapping[str, Any]]:
        """See ``Source``."""
        before, self._given = self._given, bisect_right(self._times, self.t)
        return self._lines[before : self._given]

    def pause(self) -> None:
        """Stand still."""
        if not self.paused:
            self._rebase(self.t)
            self.paused = True
            self._sound.stop()

    def go_on(self) -> None:
        """Go on after a pause."""
        if self.paused:
            self.paused = False
            self._rebase(self._base)
            self._sound_from(self._base)

    def go_to(self, t: float) -> None:
        """Stand at ``t`` seconds. All lines up to there come again: for a fresh view."""
        self._rebase(min(self.duration, max(0.0, t)))
        self._given = 0
        if not self.paused:
            self._sound_from(self._base)

    def _rebase(self, t: float) -> None:
        self._base, self._since = t, self._now()

    def _sound_from(self, t: float) -> None:
        self._sound.stop()
        if self._speed == 1.0 and not self.paused:
            self._sound.play(t)


LONGEST_TURN = 60.0
"""Seconds ahead in which the end of what the caller is saying is looked for."""


def read_journal(folder: Path) -> list[dict[str, Any]]:
    """The journal of a call folder, in order of time. Raises ``BadInput`` when it holds none."""
    journal = CallFolder(folder).journal
    try:
        lines = list(journal_lines(journal))
    except OSError as fault:
        raise BadInput(f"{journal} cannot be read: {fault.strerror}; give the folder of a call") from None
    if not lines:
        raise BadInput(f"{journal} holds no line of a call; give the folder of a call")
    return sorted(lines, key=lambda line: line["t"])


def view_of(scenario_name: str | None) -> CallView:
    """An empty view for a call of that scenario; of one that is not here the journal has to tell all."""
    from voiceapp.scenarios import load

    try:
        return CallView.of(load(scenario_name)) if scenario_name else CallView()
    except VoiceappError:
        return CallView()


class _Levels:
    """Levels of a recording, 20 ms at a time; silence when there is none."""

    def __init__(self, recording: Path) -> None:
        self._samples: Samples | None = None
        try:
            with recording.open("rb") as file:
                header = file.read(HEADER)
            samples = (recording.stat().st_size - HEADER) // 2  # of one that was cut the last may be half
            if header[8:12] == b"WAVE" and samples > 0:
                self._samples = np.memmap(recording, dtype="<i2", mode="r", offset=HEADER, shape=(samples,))
        except OSError:
            return

    def at(self, t: float) -> tuple[float, float]:
        """Caller's and company's level at ``t`` seconds, dB below full scale."""
        if self._samples is None:
            return NO_SOUND, NO_SOUND
        first = round(t / FRAME_SECONDS) * FRAME_SAMPLES * 2
        frame = self._samples[first : first + FRAME_SAMPLES * 2]
        return dbfs(frame[0::2]), dbfs(frame[1::2])
