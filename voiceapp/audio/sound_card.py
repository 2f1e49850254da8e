"""Microphone and loudspeaker in real time, at whatever rate the devices want.

PortAudio calls back from a thread of its own, and there nothing is done but to put blocks into queues or take them
out; all else happens in the thread that holds the call.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

import numpy as np
import numpy.typing as npt
import soxr

from voiceapp.audio.devices import Device, DeviceLost, Direction, choose, devices, look_again, portaudio
from voiceapp.audio.downmix import Downmix
from voiceapp.audio.echo import EchoCanceller
from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, Samples
from voiceapp.audio.playout import DRIFT, Playout
from voiceapp.errors import Missing

KEPT = 3.0
"""Seconds the microphone keeps for a call that is not yet there: as long as the company's telephone rings."""

LOST_SOUND = ("input_overruns", "output_underruns", "queue_underruns")
"""What a journal line ``audio.xrun`` counts: see ``Microphone``, ``Loudspeaker`` and ``Playout``."""

UNSTEADY = 0.02
"""Seconds by which soxr, which works in blocks, hands a frame over late."""

News = tuple[str, Mapping[str, Any]]
"""Kind and fields of a journal line."""

_BLOCK = 0.01  # seconds the microphone hands over at once
_INPUT_LATENCY = 0.04  # seconds a microphone may keep; a block that is lost is a lost word
# Seconds of sound a loudspeaker is given in advance. Through PulseAudio a busy machine needs 0.08: below it, its ALSA
# plug-in never recovers from the first underrun.
_OUTPUT_LATENCIES = (0.04, 0.08, 0.16, 0.32)
_STRUGGLES = 4  # underruns in a second with which a loudspeaker is given more in advance
_INPUT_PATIENCE = 1.0  # seconds without a block after which a microphone is gone
_OUTPUT_PATIENCE = 2.5  # likewise a loudspeaker; PulseAudio's own null sink takes 2 s at once
_COMMON_RATES = (48_000, 44_100)
_REPORT_EVERY = 50  # frames between two lines about lost sound: 1 s
_OUT_OF_STEP = 4 * FRAME_SAMPLES  # samples played that wait for the microphone's frames
_BRIEF = 5.0  # seconds: a device that is lost so soon after it was opened is the last to be tried again

_Opened = TypeVar("_Opened")


class Microphone:
    """An open input device. It hears from the moment it is made, and keeps the last ``KEPT`` seconds.

    ``wanted`` as in ``devices.choose``. Raises ``Missing`` when there is none or it cannot be opened. Several channels
    are mixed to one, which delays them by 40 ms; devices that open with one are. ``counts`` takes
    ``input_overruns``: how often sound was lost, in the device's queue or in this one.
    """

    def __init__(self, wanted: str | None = None, counts: Counter[str] | None = None) -> None:
        self.device = choose("input", wanted)
        self._counts = Counter() if counts is None else counts
        self._arrived = threading.Event()
        self._blocks: deque[npt.NDArray[np.int16]] = deque(maxlen=round(KEPT / _BLOCK))
        self._stream = _open("input", self.device, self._callback, _INPUT_LATENCY)
        self.rate = round(self._stream.samplerate)
        channels = self._stream.channels
        self._downmix = Downmix(rate=self.rate, channels=channels) if channels > 1 else None
        self._resampler = _resampler(self.rate, SAMPLE_RATE, "HQ")
        self._heard = np.zeros(0, dtype=np.int16)
        self._wanted = False  # before anybody reads, the oldest is let go and nothing is lost by it
        self._stream.start()

    def _callback(self, data: npt.NDArray[np.int16], n: int, times: object, status: Any) -> None:
        if status.input_overflow or (self._wanted and len(self._blocks) == self._blocks.maxlen):
            self._counts["input_overruns"] += 1
        self._blocks.append(data.copy())
        self._arrived.set()

    @property
    def latency(self) -> float:
        """Seconds from the air to ``read``, as PortAudio knows them."""
        return float(self._stream.latency)

    @property
    def waiting(self) -> float:
        """Seconds that have been heard and not yet been read."""
        return len(self._blocks) * _BLOCK + len(self._heard) / SAMPLE_RATE

    def read(self) -> Samples:
        """The next 20 ms, shape (FRAME_SAMPLES,); waits for them. Raises ``DeviceLost``."""
        self._wanted = True
        while len(self._heard) < FRAME_SAMPLES:
            mono = self._mono(self._next())
            if self._resampler:
                mono = self._resampler.resample_chunk(mono)
            self._heard = np.concatenate((self._heard, mono))
        frame: Samples = self._heard[:FRAME_SAMPLES]
        self._heard = self._heard[FRAME_SAMPLES:]
        return frame

    def _mono(self, block: npt.NDArray[np.int16]) -> Samples:
        if not self._downmix:
            return block[:, 0]
        mixed = self._downmix.feed((block.T / 32768).astype(np.float32))
        return np.clip(np.rint(mixed * 32768), -32768, 32767).astype(np.int16)

    def _next(self) -> npt.NDArray[np.int16]:
        due = time.monotonic() + _INPUT_PATIENCE
        while True:
            self._arrived.clear()
            if self._blocks:
                return self._blocks.popleft()
            if not self._stream.active or time.monotonic() > due:
                raise DeviceLost("input", self.device.name)
            self._arrived.wait(0.1)

    def close(self) -> None:
        """Stop listening. Does nothing the second time."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Loudspeaker:
    """An open output device. It plays from the first ``write`` on, and silence while nothing is written.

    ``wanted`` as in ``devices.choose``; ``unsteady`` as in ``Playout``. Raises ``Missing`` when there is none or it
    cannot be opened. ``counts`` takes ``output_underruns``, how often the device had played everything before more
    came, and those of ``Playout``.
    """

    def __init__(self, wanted: str | None = None, counts: Counter[str] | None = None, *, unsteady: float = 0.0) -> None:
        self.device = choose("output", wanted)
        self._counts = Counter() if counts is None else counts
        self._last_asked = time.monotonic()
        self._underruns = (self._last_asked, 0)  # the last second's beginning, and how many there were at it
        self._more_latency = iter(_OUTPUT_LATENCIES)
        self._played: deque[Samples] = deque(maxlen=round(1 / FRAME_SECONDS))
        self._stream = _open("output", self.device, self._callback, next(self._more_latency))
        self.rate = round(self._stream.samplerate)
        self._resampler = _resampler(SAMPLE_RATE, self.rate, "LQ")  # passes 5 kHz: more than a telephone
        self._back = _resampler(self.rate, SAMPLE_RATE, "LQ")
        if self._resampler:
            unsteady += UNSTEADY
        self._playout = Playout(self.rate, self._counts, unsteady=unsteady)
        self._plays = False

    def _callback(self, data: npt.NDArray[np.int16], n: int, times: object, status: Any) -> None:
        if status.output_underflow:
            self._counts["output_underruns"] += 1
        self._last_asked = time.monotonic()
        samples = self._playout.take(n)
        data[:] = samples[:, None]
        self._played.append(samples)

    @property
    def latency(self) -> float:
        """Seconds from the queue to the air, as PortAudio knows them."""
        return float(self._stream.latency)

    @property
    def waiting(self) -> float:
        """Seconds that have been written and not yet been handed to the device."""
        return self._playout.seconds

    def write(self, samples: Samples) -> None:
        """Play 16 kHz samples, shape (n,), after those before. Does not wait for it. Raises ``DeviceLost``.

        A device that cannot keep up is opened anew with more latency, which takes a tenth of a second.
        """
        if self._struggles() and (latency := next(self._more_latency, None)):
            self._stream.close()
            try:
                self._stream = _open("output", self.device, self._callback, latency)
            except Missing:
                raise DeviceLost("output", self.device.name) from None
            self._plays = False
        if not self._plays:
            self._plays = True
            self._played.clear()
            self._last_asked = time.monotonic()
            self._stream.start()
        elif not self._stream.active or time.monotonic() - self._last_asked > _OUTPUT_PATIENCE:
            raise DeviceLost("output", self.device.name)
        self._playout.put(self._resampler.resample_chunk(samples) if self._resampler else samples)

    def _struggles(self) -> bool:
        begun, before = self._underruns
        now, count = time.monotonic(), self._counts["output_underruns"]
        if now - begun > 1.0:
            self._underruns = (now, count)
        elif count - before >= _STRUGGLES:
            self._underruns = (now, count)
            return True
        return False

    def played(self) -> Samples:
        """What has been handed to the device since the last call of this, 16 kHz, shape (n,)."""
        parts = [np.zeros(0, dtype=np.int16)]
        while self._played:
            parts.append(self._played.popleft())
        together: Samples = np.concatenate(parts)
        return self._back.resample_chunk(together) if self._back else together

    def drain(self) -> None:
        """Wait until what was written has been played, a second at most."""
        due = time.monotonic() + 1.0
        while self._stream.active and self.waiting > FRAME_SECONDS and time.monotonic() < due:
            time.sleep(FRAME_SECONDS)
        time.sleep(self.latency)

    def close(self) -> None:
        """Stop playing. Does nothing the second time."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _resampler(rate: int, wanted: int, quality: str) -> Any:
    return None if rate == wanted else soxr.ResampleStream(rate, wanted, 1, dtype="int16", quality=quality)


def _open(direction: Direction, device: Device, callback: Callable[..., None], latency: float) -> Any:
    """A stream that is not yet started: at 16 kHz if the device will, else at its own rate; mono if it will."""
    sound = portaudio()
    kind = {"input": sound.InputStream, "output": sound.OutputStream}[direction]
    fault = None
    for rate in dict.fromkeys((SAMPLE_RATE, round(device.rate), *_COMMON_RATES)):
        for channels in dict.fromkeys((1, min(2, device.channels(direction)), device.channels(direction))):
            try:
                stream = kind(
                    samplerate=rate,
                    blocksize=round(rate * (_BLOCK if direction == "input" else FRAME_SECONDS)),
                    device=device.number,
                    channels=channels,
                    dtype="int16",
                    latency=latency,
                    callback=callback,
                )
            except sound.PortAudioError as refused:
                fault = fault or refused
                continue
            if stream.samplerate:
                return stream
            stream.close()  # how PortAudio opens a device whose driver has just gone
    raise Missing(
        f"{device.name} cannot be opened: {fault}; is another program using it? Try another one (voiceapp devices)"
    )


class SoundCard:
    """What a call is held through: a microphone, a loudspeaker, and no echo of the one in the other.

    It listens from the moment it is made, and what is said before the call is there is heard by the company while
    it rings. ``headset``: the microphone does not hear the loudspeaker, nothing needs to be cancelled. Raises
    ``Missing`` when a device is not there or cannot be opened.
    """

    def __init__(self, microphone: str | None = None, loudspeaker: str | None = None, *, headset: bool = False) -> None:
        self._headset = headset
        self._frames = 0
        self._waited = 0.0  # seconds that the frames waited to be played, added up
        self._news: list[News] = []
        self._counts: Counter[str] = Counter()
        self._told: Counter[str] = Counter()
        self._open([microphone], [loudspeaker])

    def _open(self, microphones: Sequence[str | None], loudspeakers: Sequence[str | None]) -> None:
        self.microphone = _first(Microphone, microphones, counts=self._counts)
        try:
            unsteady = 0.0 if self.microphone.rate == SAMPLE_RATE else UNSTEADY
            self.loudspeaker = _first(Loudspeaker, loudspeakers, counts=self._counts, unsteady=unsteady)
        except BaseException:
            self.microphone.close()
            raise
        delay = self.microphone.latency + self.loudspeaker.latency
        self._echo = None if self._headset else EchoCanceller(delay=delay)
        self._reference: Samples = np.zeros(0, dtype=np.int16)
        self._catching_up = True
        self._opened = time.monotonic()
        self._output_latency = self.loudspeaker.latency
        opened = {
            "input": self.microphone.device.name,
            "input_rate": self.microphone.rate,
            "input_latency": round(self.microphone.latency, 3),
            "output": self.loudspeaker.device.name,
            "output_rate": self.loudspeaker.rate,
            "output_latency": round(self.loudspeaker.latency, 3),
            "echo_cancelled": self._echo is not None,
        }
        self._news.append(("device.opened", opened))

    @property
    def notice(self) -> str:
        """What the caller ought to know about the sound of this call; empty when all is well."""
        return self._echo.notice if self._echo else ""

    def exchange(self, company: Samples) -> Samples:
        """Play 20 ms, wait until the next 20 ms have been heard, and give them. Both of shape (FRAME_SAMPLES,).

        What was heard before the call is given at once, and what the company does meanwhile is not played. Raises
        ``DeviceLost`` when a device has gone; ``reopen`` then.
        """
        if not self._catching_up:
            self.loudspeaker.write(company)
        heard = self.microphone.read()
        self._frames += 1
        self._waited += self.loudspeaker.waiting
        if self._echo:
            heard = self._echo.clean(heard, self._just_played())
        if self.microphone.waiting < FRAME_SECONDS:
            self._catching_up = False
        return heard

    def _just_played(self) -> Samples:
        """What was handed to the loudspeaker while the microphone heard its frame."""
        played = np.concatenate((self._reference, self.loudspeaker.played()))
        if len(played) > _OUT_OF_STEP:
            played = played[-FRAME_SAMPLES:]
        frame: Samples = played[:FRAME_SAMPLES]
        self._reference = played[FRAME_SAMPLES:]
        return np.pad(frame, (0, FRAME_SAMPLES - len(frame)))

    def news(self, *, at_end: bool = False) -> list[News]:
        """What the journal should tell of since the last call of this; ``at_end`` with the totals."""
        if self.loudspeaker.latency != self._output_latency:
            self._output_latency = self.loudspeaker.latency
            self._news.append(("device.latency", {"output_latency": round(self._output_latency, 3)}))
        if at_end or self._frames % _REPORT_EVERY == 0:
            counts = Counter(self._counts)
            lost = {kind: counts[kind] - self._told[kind] for kind in LOST_SOUND}
            if any(lost.values()):
                self._news.append(("audio.xrun", lost))
                self._told = counts
            if at_end:
                totals = {kind: counts[kind] for kind in (*LOST_SOUND, *DRIFT)}
                mean = round(self._waited / max(1, self._frames), 4)
                self._news.append(("audio.totals", {**totals, "mean_queue": mean}))
        news, self._news = self._news, []
        return news

    def reopen(self, lost: DeviceLost) -> bool:
        """Look which devices are there now and go on with them. Returns whether there are any.

        The device that was lost is tried first when it is there again, unless it had only just been opened; then
        the system's default, then the others.
        """
        brief = time.monotonic() - self._opened < _BRIEF
        self.close()
        try:
            look_again()
            self._open(
                _in_order("input", self.microphone.device.name, last=brief and lost.direction == "input"),
                _in_order("output", self.loudspeaker.device.name, last=brief and lost.direction == "output"),
            )
        except Missing:
            return False
        return True

    def close(self) -> None:
        """Give the devices back."""
        self.microphone.close()
        self.loudspeaker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.loudspeaker.drain()
        self.close()


def _first(kind: Callable[..., _Opened], wanted: Sequence[str | None], **options: Any) -> _Opened:
    """The first of these that can be opened. Raises what the last one raised."""
    for name in wanted[:-1]:
        with contextlib.suppress(Missing):
            return kind(name, **options)
    return kind(wanted[-1], **options)


def _in_order(direction: Direction, before: str, *, last: bool) -> list[str | None]:
    """Numbers of the devices that are there, in the order in which to try them."""
    there = [device for device in devices() if device.channels(direction)]
    there.sort(key=lambda device: ((device.name == before) == last, not device.is_default(direction)))
    return [str(device.number) for device in there] or [None]
