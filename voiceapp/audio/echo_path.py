"""The way from loudspeaker to microphone, learnt while somebody speaks: what the played sound becomes on it.

A frequency-domain Kalman filter in blocks (G. Enzner, P. Vary: "Frequency-domain adaptive Kalman filter for acoustic
echo control in hands-free telephones", Signal Processing 86(6), 2006; in partitions: F. Kuech, E. Mabande, G. Enzner,
ICASSP 2014). It weighs what it knows of the room against how loud the microphone's other sound is, and so needs not
be told when both sides speak: a voice over the echo does not upset it. It is linear, so that voice is left whole.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, Samples

LENGTH = 0.36
"""Seconds of echo that are learnt: the way to the room and its first answer, in which nearly all its energy is."""

_BLOCKS = round(LENGTH / FRAME_SECONDS)
_SIZE = 2 * FRAME_SAMPLES
_STEADY = 0.999  # part of the room that is still so 20 ms later; 1 - _STEADY**2 may have changed
_ANYWHERE = 0.3  # part of that change that may come in any block: the delay itself may jump, when a sound card stumbles
_UNKNOWN = 0.1  # power of the room's answer that is thought possible at first, in the first block
_FADES = 6.0  # blocks in which that falls by a factor of e
_FIRST_NOISE = 1e6  # power in a bin that is taken for the microphone's other sound at first
_TONE, _AROUND = (
    0.95,
    3,
)  # power within so many bins of the loudest: a tone, which tells nothing of the rest of the room
_REMEMBERED = 0.9  # part of that estimate kept from frame to frame: 0.2 s


class EchoPath:
    """Tells what of the microphone is no echo. One for each call; takes 0.17 ms of processor time a frame."""

    def __init__(self) -> None:
        bins = FRAME_SAMPLES + 1
        self._played = np.zeros((_BLOCKS, bins), dtype=np.complex128)  # spectra, the newest first
        self._answer = np.zeros((_BLOCKS, bins), dtype=np.complex128)  # of the room, block by block
        self._doubt = np.full((_BLOCKS, bins), _UNKNOWN) * np.exp(-np.arange(_BLOCKS) / _FADES)[:, None]
        self._noise = np.full(bins, _FIRST_NOISE)
        self._before = np.zeros(FRAME_SAMPLES)
        self.left = 0.0
        """Root mean square of the echo that is thought to be left in the last frame: a room that is not known yet
        leaves much. What is louder than that is no echo."""

    def without_echo(self, microphone: Samples, played: Samples) -> npt.NDArray[np.float64]:
        """What is left of ``microphone`` when the echo is taken away; all of shape (FRAME_SAMPLES,)."""
        now = played.astype(np.float64)
        self._played = np.roll(self._played, 1, axis=0)
        self._played[0] = np.fft.rfft(np.concatenate([self._before, now]))
        self._before = now
        echo = np.fft.irfft(np.sum(self._played * self._answer, axis=0))[FRAME_SAMPLES:]
        rest: npt.NDArray[np.float64] = microphone - echo
        self._learn(rest)
        return rest

    def _learn(self, rest: npt.NDArray[np.float64]) -> None:
        error = np.fft.rfft(np.concatenate([np.zeros(FRAME_SAMPLES), rest]))
        power = self._played.real**2 + self._played.imag**2
        self._noise = _REMEMBERED * self._noise + (1 - _REMEMBERED) * (error.real**2 + error.imag**2)
        # Half: of the 640 samples of a spectrum only 320 are the frame.
        left = 0.5 * np.sum(self._doubt * power, axis=0)
        self.left = float(np.sqrt((2 * np.sum(left) - left[0] - left[-1]) / _SIZE / FRAME_SAMPLES))
        if _is_tone(power[0]):
            return
        gain = self._doubt / (left + self._noise + 1e-6)
        change = np.fft.irfft(gain * self._played.conj() * error, axis=1)
        change[:, FRAME_SAMPLES:] = 0  # a block of the answer is no longer than a frame
        self._answer = _STEADY * (self._answer + np.fft.rfft(change, axis=1))
        known = np.maximum(1 - 0.5 * gain * power, 0)
        size = self._answer.real**2 + self._answer.imag**2
        size = (1 - _ANYWHERE) * size + _ANYWHERE * np.mean(size, axis=0)
        self._doubt = np.maximum(_STEADY**2 * known * self._doubt + (1 - _STEADY**2) * size, 1e-12)


def _is_tone(power: npt.NDArray[np.float64]) -> bool:
    loudest = int(np.argmax(power))
    around = power[max(0, loudest - _AROUND) : loudest + _AROUND + 1]
    return bool(np.sum(around) > _TONE * np.sum(power))
