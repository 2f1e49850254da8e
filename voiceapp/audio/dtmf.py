"""Keys as tones, and tones as keys: dual-tone multi-frequency signalling (ITU-T Q.23 and Q.24).

Each key is two sines at once, one of four low and one of four high frequencies (Q.23). What the detector accepts
and refuses follows the table of Q.24:

- frequency: within 1.8 % is a key, 3 % off is none; the border here is 2.4 %;
- duration: 40 ms is a key, 23 ms (AT&T) is none; an interruption of 10 ms does not divide a key, a pause of 30 ms does;
- twist: at least as much as AT&T (high tone up to 4 dB above or 8 dB below the low one) and Brazil (9 dB either way);
- speech: no key. A tone must hold most of the energy of what is heard, keep its pitch, and have no second harmonics.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Samples

LOW_HZ = (697.0, 770.0, 852.0, 941.0)
HIGH_HZ = (1209.0, 1336.0, 1477.0, 1633.0)
KEYPAD = ("123A", "456B", "789C", "*0#D")
"""A row of keys for each low frequency, a column for each high one (Q.23). The letters are on no common telephone."""

FREQUENCIES = {KEYPAD[row][column]: (LOW_HZ[row], HIGH_HZ[column]) for row, column in product(range(4), range(4))}

TONE_SECONDS = 0.1
PAUSE_SECONDS = 0.1
"""How long a generated tone lasts, and the silence after it; no less than 65 ms each (ETSI ES 201 235-2)."""

LOW_LEVEL, HIGH_LEVEL = -17.0, -15.0
"""Level of the two sines (root mean square) in dBov. The high one is 2 dB above, as in ETSI ES 201 235-2 (-9 and
-11 dBV), since the telephone line takes more from it; together -12.9 dBov, 10 dB above speech."""

_EDGE = 32  # samples: 2 ms to swell and to die away; the levels must stand after 5 ms (ES 201 235-2)

_Signal = npt.NDArray[np.float64]
_Single = npt.NDArray[np.float32]

_HOP = FRAME_SAMPLES // 2
"""A window is as long as a frame (20 ms) and there are two in each, so a tone of 40 ms fills two at least."""
_ALL_HZ = np.array(LOW_HZ + HIGH_HZ)
_QUIETEST = 50.0**2  # mean square of a window: -56 dBov, far below what Q.24 asks for
_TELEPHONE_BINS = 80  # of 50 Hz: what is above 4 kHz no telephone carries, and it is not counted against a key
_FIRST_LOOK = 0.2  # share of the energy near the two strongest frequencies for a closer look to be worth while
_SHARE = 0.4  # least share of the band's energy in the two tones
_HARMONIC = 10 ** (-10 / 10)  # power of a second harmonic; a telephone's is 20 dB below (Q.23), a vowel's may be above
_DEVIATION = 0.024
_TWIST = 10 ** (10 / 10)
# Share of the energy that any third tone may have: a vowel has further harmonics, music other notes. A telephone's
# own clock is exact, so at the very pitch a voice may sound over it.
_THIRD, _THIRD_AT_PITCH, _AT_PITCH = 0.04, 0.2, 0.008
_HARMONIC = 10 ** (-10 / 10)  # power of a second harmonic; a telephone's is 20 dB below (Q.23), a vowel's may be above
_DEVIATION = 0.024
_TWIST = 10 ** (10 / 10)
# Share of the energy that any third tone may have: a vowel has further harmonics, music other notes. A telephone's
# own clock is exact, so at the very pitch a voice may sound over it.
_THIRD, _THIRD_AT_PITCH, _AT_PITCH = 0.04, 0.12, 0.008
_WANDER = 12.0  # Hz between two windows of one tone
_EVIDENCE = 1.3  # two windows of a clean tone, three with noise in the band 5 dB below it, six as loud
_DOUBT, _DOUBT_OF_THIRD = 0.3, 0.5  # share that counts for nothing: without and with a third tone
_LET_GO = 10 ** (-9 / 10)  # a gap of 10 ms leaves half of the amplitude in each window, one of 20 ms a quarter
_STILL_THERE = 0.05 * FRAME_SAMPLES / 2  # the tones' share of the energy below which another sound has taken over


def tone(key: str, seconds: float = TONE_SECONDS) -> Samples:
    """The sound of a key held for ``seconds``, shape (n,). Raises ``KeyError`` for what is no key."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = np.zeros(len(t))
    for hz, level in zip(FREQUENCIES[key], (LOW_LEVEL, HIGH_LEVEL), strict=True):
        wave += np.sqrt(2) * 10 ** (level / 20) * np.sin(2 * np.pi * hz * t)
    edge = min(_EDGE, len(t) // 2)
    ramp = (1 - np.cos(np.pi * np.arange(edge) / max(edge, 1))) / 2
    wave[:edge] *= ramp
    wave[len(wave) - edge :] *= ramp[::-1]
    return np.rint(wave * 32767).astype(np.int16)


def dial(keys: str, seconds: float = TONE_SECONDS, pause: float = PAUSE_SECONDS) -> Samples:
    """Keys pressed one after the other, with ``pause`` after each, shape (n,)."""
    gap = np.zeros(round(pause * SAMPLE_RATE), dtype=np.int16)
    return np.concatenate([part for key in keys for part in (tone(key, seconds), gap)] or [gap[:0]])


def _sines(hz: npt.NDArray[np.float64] | tuple[float, ...], n: int) -> _Signal:
    """A cosine and a sine for each frequency, side by side, shape (n, 2 * len(hz))."""
    phase = 2 * np.pi / SAMPLE_RATE * np.arange(n)[:, None] * np.asarray(hz)
    return np.stack([np.cos(phase), np.sin(phase)], axis=2).reshape(n, -1)


_PROBE: _Single = np.ascontiguousarray(_sines(_ALL_HZ, FRAME_SAMPLES), dtype=np.float32)
# For each pair of frequencies the least-squares fit of both to half a window at once: so far apart in pitch and so
# short, each would otherwise show up in the other's place. Shape (4, 4, 4, _HOP).
_HALVES: _Signal = np.array([[np.linalg.pinv(_sines((low, high), _HOP)) for high in HIGH_HZ] for low in LOW_HZ])
_TURN: _Signal = np.exp(-2j * np.pi * _ALL_HZ * _HOP / SAMPLE_RATE)


@dataclass(frozen=True)
class _Window:
    """A window in which a key sounds: which, its pitches in Hz, and what it counts for."""

    row: int
    column: int
    low: float
    high: float
    evidence: float


class DtmfDetector:
    """Hears keys in a stream of frames. The same frames give the same keys.

    A key is given once, when it has sounded for 40 to 60 ms. About 1 µs a frame in digital silence, 20 µs in speech.
    """

    def __init__(self) -> None:
        self._kept: _Single = np.zeros(_HOP, dtype=np.float32)  # second half of the frame before
        self._run: list[_Window] = []  # windows of what may become a key
        self._held: tuple[int, int] | None = None  # row and column of the key that sounds
        self._power = np.zeros(2)  # power of its two tones
        self.sounding = False
        """Whether the latest frame is part of a key that has been given."""

    @property
    def doubtful(self) -> bool:
        """Whether the latest frame ended in what may become a key; the next two frames decide."""
        return bool(self._run)

    def accept(self, frame: Samples) -> list[str]:
        """Hear 320 int16 samples. Gives the keys, of ``FREQUENCIES``, that have become certain in them."""
        self.sounding = self._held is not None
        if not frame.any():
            self._kept[:] = 0
            self._run, self._held = [], None
            return []
        sound = np.concatenate([self._kept, frame], dtype=np.float32)
        self._kept = sound[FRAME_SAMPLES:]
        windows = np.stack([sound[:FRAME_SAMPLES], sound[_HOP:]])
        energies = np.einsum("ij,ij->i", windows, windows).tolist()
        projected = windows @ _PROBE
        projected *= projected
        powers = projected[:, ::2] + projected[:, 1::2]
        keys = []
        for window, energy, power in zip(windows, energies, powers, strict=True):
            key = self._hear(window, energy, power)
            if key is not None:
                keys.append(key)
        return keys

    def _hear(self, window: _Single, energy: float, power: _Single) -> str | None:
        if self._held is not None:
            row, column = self._held
            now = power[[row, 4 + column]]
            if np.all(now > self._power * _LET_GO) and now.sum() > _STILL_THERE * energy:
                self._power = np.maximum(self._power, now)
                return None
            self._held, self._run = None, []
        found = self._look(window, energy, power)
        if found is None or not self._goes_on(found):
            self._run = []
        if found is None:
            return None
        self._run.append(found)
        if sum(window.evidence for window in self._run) < _EVIDENCE or len(self._run) < 2:
            return None
        self._held, self._run = (found.row, found.column), []
        self._power = power[[found.row, 4 + found.column]].astype(np.float64)
        self.sounding = True
        return KEYPAD[found.row][found.column]

    def _goes_on(self, found: _Window) -> bool:
        return not self._run or (
            (found.row, found.column) == (self._run[0].row, self._run[0].column)
            and abs(found.low - self._run[0].low) < _WANDER
            and abs(found.high - self._run[0].high) < _WANDER
        )

    def _look(self, window: _Single, energy: float, power: _Single) -> _Window | None:
        if energy < _QUIETEST * FRAME_SAMPLES:
            return None
        row, column = int(power[:4].argmax()), int(power[4:].argmax())
        if float(power[row] + power[4 + column]) * 2 / FRAME_SAMPLES < _FIRST_LOOK * energy:
            return None
        return _closely(window, row, column)


def _closely(window: _Single, row: int, column: int) -> _Window | None:
    """Fit two sines of free pitch; ``None`` unless they pass for the key of that row and column."""
    halves = _HALVES[row, column] @ window.reshape(2, _HOP).T
    phasors = halves[::2] - 1j * halves[1::2]  # shape (tone, half)
    # How much further the phase has turned from one half to the next than the nominal pitch would have it.
    turned = np.angle(phasors[:, 1] * phasors[:, 0].conj() * _TURN[[row, 4 + column]])
    off = turned * SAMPLE_RATE / (2 * np.pi * _HOP)
    nominal = _ALL_HZ[[row, 4 + column]]
    if np.any(np.abs(off) > _DEVIATION * nominal):
        return None
    pitches = nominal + off
    sines = _sines(pitches, FRAME_SAMPLES)
    target = sines.T @ window
    fit = np.linalg.solve(sines.T @ sines, target)
    low, high = (fit.reshape(2, 2) ** 2).sum(axis=1)
    if not 1 / _TWIST < high / low < _TWIST:
        return None
    rest = window - sines @ fit
    harmonics = _sines(2 * pitches, FRAME_SAMPLES).T @ rest * (2 / FRAME_SAMPLES)
    if np.any((harmonics.reshape(2, 2) ** 2).sum(axis=1) > _HARMONIC * np.array([low, high])):
        return None
    spectrum = np.abs(np.fft.rfft(rest)[1:_TELEPHONE_BINS]) ** 2 * (2 / FRAME_SAMPLES)
    tones = float(target @ fit)
    energy = tones + float(spectrum.sum())
    share, third = tones / energy, float(spectrum.max()) / energy
    exact = bool(np.all(np.abs(off) < _AT_PITCH * nominal))
    if share < _SHARE or third > (_THIRD_AT_PITCH if exact else _THIRD):
        return None
    evidence = share - (_DOUBT if third <= _THIRD else _DOUBT_OF_THIRD)
    return _Window(row, column, float(pitches[0]), float(pitches[1]), evidence)
