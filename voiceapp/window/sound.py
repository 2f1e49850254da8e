"""The sound devices as the window uses them: for a call, and to play a recording. No Qt here."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, Samples
from voiceapp.errors import VoiceappError

if TYPE_CHECKING:
    from voiceapp.audio.devices import DeviceLost
    from voiceapp.audio.sound_card import Loudspeaker
    from voiceapp.live import SoundCard


@dataclass(frozen=True, kw_only=True)
class Sound:
    """What is there: ``fault`` says why a call has to be typed."""

    microphone: str = ""
    loudspeaker: str = ""
    fault: str = ""

    @property
    def can_speak(self) -> bool:
        """Whether one can speak and hear."""
        return bool(self.microphone and self.loudspeaker)


def look(microphone: str, loudspeaker: str) -> Sound:
    """Which devices a call would use. May take a moment: not for the window's thread."""
    from voiceapp.audio.devices import choose

    found: dict[str, str] = {"input": "", "output": ""}
    fault = ""
    for direction, wanted in (("output", loudspeaker), ("input", microphone)):
        try:
            found[direction] = choose("input" if direction == "input" else "output", wanted or None).name
        except VoiceappError as missing:
            fault = str(missing)
    return Sound(microphone=found["input"], loudspeaker=found["output"], fault=fault)


def open_card(*, microphone: str, loudspeaker: str, headset: bool, typing: bool) -> SoundCard:
    """The sound card for a call. Who types needs no microphone, and no loudspeaker either. Raises ``VoiceappError``."""
    from voiceapp.live import ClockCard

    if not typing:
        from voiceapp.audio import sound_card

        return sound_card.SoundCard(microphone or None, loudspeaker or None, headset=headset)
    try:
        return Earpiece(loudspeaker)
    except VoiceappError:
        return ClockCard()


class Earpiece:
    """A loudspeaker without a microphone, for those who type: see ``SoundCard``."""

    def __init__(self, loudspeaker: str = "") -> None:
        from voiceapp.audio.sound_card import Loudspeaker
        from voiceapp.live import ClockCard

        self._wanted = loudspeaker or None
        self._loudspeaker: Loudspeaker | None = Loudspeaker(self._wanted)
        self._clock = ClockCard()

    def exchange(self, company: Samples) -> Samples:
        """See ``SoundCard``. When the loudspeaker goes, the call goes on in silence: one can read it."""
        if self._loudspeaker:
            try:
                self._loudspeaker.write(company)
            except VoiceappError:
                self.close()
        return self._clock.exchange(company)

    def news(self, *, at_end: bool = False) -> tuple[()]:
        """Nothing that the journal should tell of."""
        return ()

    def reopen(self, lost: DeviceLost) -> bool:
        """It is never lost."""
        return True

    def close(self) -> None:
        """Give the device back."""
        if self._loudspeaker:
            self._loudspeaker.close()
            self._loudspeaker = None


class Playback:
    """Plays the recording of a call on a loudspeaker; where there is none ``fault`` says so."""

    def __init__(self, recording: Path, loudspeaker: str = "") -> None:
        self._recording, self._wanted_device = recording, loudspeaker or None
        self._wanted: float | None = None
        self._changed = threading.Condition()
        self._closed = False
        self.playing = False
        self.fault = ""
        threading.Thread(target=self._run, name="playback", daemon=True).start()

    def play(self, at: float = 0.0) -> None:
        """Play from ``at`` seconds on."""
        with self._changed:
            self._wanted, self.playing = at, True
            self._changed.notify()

    def stop(self) -> None:
        """Fall silent."""
        with self._changed:
            self._wanted, self.playing = None, False

    def close(self) -> None:
        """Give the device back."""
        with self._changed:
            self._closed, self._wanted, self.playing = True, None, False
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted is not None or self._closed)
                if self._closed:
                    return
                at, self._wanted = self._wanted or 0.0, None
            try:
                self._sound(at)
            except VoiceappError as fault:
                self.fault = str(fault)
            except (OSError, ValueError) as fault:
                self.fault = f"{self._recording} cannot be played: {fault}"
            with self._changed:
                self.playing = self._wanted is not None

    def _sound(self, at: float) -> None:
        from voiceapp.audio.sound_card import Loudspeaker

        both_sides = np.memmap(self._recording, dtype="<i2", mode="r", offset=HEADER)
        samples = both_sides[: len(both_sides) // 2 * 2].reshape(-1, 2)
        with Loudspeaker(self._wanted_device) as loudspeaker:
            for first in range(round(at * SAMPLE_RATE), len(samples), FRAME_SAMPLES):
                while loudspeaker.waiting > AHEAD and self._goes_on():
                    time.sleep(FRAME_SECONDS)
                if not self._goes_on():
                    return
                both = samples[first : first + FRAME_SAMPLES].sum(axis=1, dtype=np.int32)
                loudspeaker.write(np.clip(both, -32768, 32767).astype(np.int16))
            loudspeaker.drain()

    def _goes_on(self) -> bool:
        return self.playing and self._wanted is None and not self._closed


HEADER = 44
"""Bytes before the samples, as ``voiceapp.audio.recording`` writes them."""

AHEAD = 0.1
"""Seconds that are handed over before they are heard."""
