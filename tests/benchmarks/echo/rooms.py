"""Rooms with a loudspeaker and a microphone in them, computed: what the microphone gets of what is played."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Samples

Signal = npt.NDArray[np.float64]
SPEED_OF_SOUND = 343.0


@dataclass(frozen=True)
class Room:
    """A box in metres, where the loudspeaker and the microphone are in it, and its reverberation time in seconds."""

    name: str
    box: tuple[float, float, float]
    loudspeaker: tuple[float, float, float]
    microphone: tuple[float, float, float]
    rt60: float


ROOMS = (
    Room("office", (4.2, 3.1, 2.5), (1.0, 1.0, 0.9), (1.4, 1.3, 0.95), 0.25),
    Room("living room", (5.6, 4.3, 2.6), (1.2, 0.9, 0.8), (2.1, 1.6, 0.9), 0.4),
    Room("kitchen", (3.6, 3.2, 2.7), (0.7, 2.5, 1.0), (1.2, 2.1, 1.0), 0.6),
)


@cache
def response(room: Room) -> Signal:
    """Impulse response from loudspeaker to microphone, of unit energy, without the way of the direct sound, shape (n,).

    The first 50 ms by image sources (Allen & Berkley 1979) with walls that absorb after Sabine's formula, then noise
    that decays by 60 dB in the reverberation time.
    """
    rng = np.random.default_rng(len(room.name))
    box, source, ear = (np.array(place) for place in (room.box, room.loudspeaker, room.microphone))
    surface = 2 * (box[0] * box[1] + box[1] * box[2] + box[0] * box[2])
    reflected = np.sqrt(1 - min(0.95, 0.161 * box.prod() / (surface * room.rt60)))
    direct = float(np.linalg.norm(source - ear))
    n = round(room.rt60 * SAMPLE_RATE)
    sound = np.zeros(n)
    for order in np.stack(np.meshgrid(*[range(-4, 5)] * 3, indexing="ij"), -1).reshape(-1, 3):
        image = order * box + np.where(order % 2 == 0, source, box - source)
        distance = float(np.linalg.norm(image - ear))
        at = (distance - direct) / SPEED_OF_SOUND * SAMPLE_RATE
        if at < n - 1:
            strength = reflected ** np.abs(order).sum() * direct / distance
            sound[int(at)] += strength * (1 - at % 1)
            sound[int(at) + 1] += strength * (at % 1)
    tail = rng.normal(size=n) * 10 ** (-3 * np.arange(n) / SAMPLE_RATE / room.rt60)
    early = round(0.05 * SAMPLE_RATE)
    tail *= np.sqrt(np.mean(sound[early : 2 * early] ** 2) / np.mean(tail[early : 2 * early] ** 2))
    tail[:early] *= np.linspace(0, 1, early) ** 2
    sound = sound + tail
    return np.asarray(sound / np.sqrt(np.sum(sound**2)))


class Loudspeaker:
    """Plays frame after frame into a room; the microphone's echo is ``decibel`` louder and ``delay`` seconds later.

    ``driven`` is how hard a small loudspeaker is driven: 0 is a good one; with 1 speech is squeezed by a third at
    its peaks and nothing below 250 Hz is left.
    """

    def __init__(self, room: Room, decibel: float, delay: float, driven: float = 0.0) -> None:
        answer = response(room) * 10 ** (decibel / 20)
        if driven:
            taps = np.hanning(257) * np.sinc(np.arange(-128, 129) / 32.0) / 32.0
            answer = answer - np.convolve(answer, taps)[128 : 128 + len(answer)]
        answer = np.concatenate([np.zeros(round(delay * SAMPLE_RATE)), answer])
        self._driven = driven
        self._size = 1 << (len(answer) + FRAME_SAMPLES - 1).bit_length()
        self._spectrum = np.fft.rfft(answer, self._size)
        self._coming = np.zeros(self._size)

    def play(self, frame: Samples) -> Signal:
        """What comes back while ``frame`` is played, shape (FRAME_SAMPLES,)."""
        sound = frame.astype(np.float64)
        if self._driven:
            limit = 4000.0 / self._driven
            sound = limit * np.tanh(sound / limit)
        self._coming += np.fft.irfft(np.fft.rfft(sound, self._size) * self._spectrum, self._size)
        heard = self._coming[:FRAME_SAMPLES].copy()
        self._coming = np.concatenate([self._coming[FRAME_SAMPLES:], np.zeros(FRAME_SAMPLES)])
        return heard
