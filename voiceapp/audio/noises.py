"""Noises from the company's side of the line, computed: what is done beside the telephone, and what is outside.

Each is set to one of the levels of ``voiceapp.audio.loudness`` and begins and ends in silence. The same every time.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from voiceapp.audio import loudness
from voiceapp.audio.frames import SAMPLE_RATE, Samples

Signal = npt.NDArray[np.float64]

_EDGE = 80  # samples: 5 ms


def _time(seconds: float) -> Signal:
    return np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE


def _edged(signal: Signal) -> Signal:
    """With edges that do not click."""
    edge = min(_EDGE, len(signal) // 2)
    signal[:edge] *= np.linspace(0, 1, edge)
    signal[len(signal) - edge :] *= np.linspace(1, 0, edge)
    return signal


def _add(signal: Signal, part: Signal, at: float) -> None:
    """Mix ``part`` in at ``at`` seconds; what does not fit is left out."""
    start = round(at * SAMPLE_RATE)
    room = signal[start : start + len(part)]
    room += part[: len(room)]


def _struck(modes: Iterable[tuple[float, float, float]], seconds: float) -> Signal:
    """Something that is hit: its modes as frequency in Hz, level, and decay in 1/s."""
    t = _time(seconds)
    return np.asarray(sum(level * np.exp(-t * decay) * np.sin(2 * np.pi * hz * t) for hz, level, decay in modes))


def _hiss(rng: np.random.Generator, n: int, low: float, high: float) -> Signal:
    """Noise between two frequencies in Hz, root mean square 1, shape (n,). Its end goes on into its beginning."""
    hz = np.fft.rfftfreq(n, 1 / SAMPLE_RATE)
    # Slopes of 12 dB an octave, so that it does not sound like a filter.
    shape = 1 / (1 + (low / np.maximum(hz, 1)) ** 4 + (hz / high) ** 4) ** 0.5
    shape[0] = 0
    noise = np.fft.irfft(np.fft.rfft(rng.normal(size=n)) * shape, n)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)))


def _smooth(rng: np.random.Generator, n: int, per_second: float) -> Signal:
    """A line that wanders between 0 and 1, with so many turning points a second."""
    points = max(2, round(n / SAMPLE_RATE * per_second))
    return np.interp(np.linspace(0, points - 1, n), np.arange(points), rng.random(points))


def knock() -> Samples:
    """Three knocks on a steel wall from outside: a low thud and the modes of a plate, dying away."""
    signal = np.zeros(round(1.5 * SAMPLE_RATE))
    rng = np.random.default_rng(3)
    modes = ((170, 1.0, 16), (415, 0.6, 13), (733, 0.45, 18), (1210, 0.25, 25), (1880, 0.15, 33))
    for at, force in ((0.05, 0.9), (0.38, 0.8), (0.70, 1.0)):
        # No two places of a wall sound quite alike.
        detuned = [(hz * rng.uniform(0.985, 1.015), level * rng.uniform(0.7, 1.2), decay) for hz, level, decay in modes]
        thud = _struck(detuned, 0.6)
        t = _time(0.6)
        _add(signal, force * (thud + 0.5 * np.exp(-t * 260) * rng.normal(size=len(t))), at)
    return loudness.at(_edged(signal), loudness.EVENT)


def horn() -> Samples:
    """A ship's horn, far away: two low reeds a little out of tune, and the harbour's answer."""
    t = _time(2.2)
    swell = np.minimum(1, t / 0.25) * np.minimum(1, (t[-1] - t) / 0.5)
    reeds = np.zeros(len(t))
    for hz in (146.0, 147.3, 184.1):
        for partial in range(1, 18):  # up to 3 kHz; the farther away, the fewer are left
            reeds += np.sin(2 * np.pi * hz * partial * t) * np.exp(-partial / 4) / 3
    signal = np.zeros(round(3.6 * SAMPLE_RATE))
    for delay, level in ((0.0, 1.0), (0.31, 0.25), (0.74, 0.16), (1.3, 0.08)):
        _add(signal, level * reeds * swell, delay)
    return loudness.at(_edged(signal), loudness.EVENT - 6)


def _keystroke(rng: np.random.Generator, wide: bool = False) -> Signal:
    """A key down and up again; a ``wide`` one, like the space bar, is lower and rattles."""
    down, up = np.zeros(round(0.16 * SAMPLE_RATE)), 0.04 + rng.uniform(0.02, 0.05)
    low = 420 if wide else rng.uniform(700, 1100)
    modes = ((low, 0.5, 170), (low * 2.3, 0.4, 230), (rng.uniform(2600, 3300), 0.3, 320))
    for at, force in ((0.001, 1.0), (up, 0.4)):
        hit = _struck(modes, 0.05)
        hit += 0.5 * np.exp(-_time(0.05) * 420) * rng.normal(size=len(hit))
        _add(down, force * hit, at)
    return down


def typing() -> Samples:
    """Somebody types for a second and a half, far too much for what was said, and hits the last key."""
    signal = np.zeros(round(2.0 * SAMPLE_RATE))
    rng = np.random.default_rng(11)
    at, count = 0.02, 0
    while at < 1.45:
        _add(signal, rng.uniform(0.4, 1.0) * _keystroke(rng, wide=count % 6 == 5), at)
        at += rng.uniform(0.06, 0.17)
        count += 1
    _add(signal, 1.6 * _keystroke(rng, wide=True), 1.72)
    return loudness.at(_edged(signal), loudness.GESTURE)


def telephone() -> Samples:
    """The caller's own telephone, one ring of a two-tone bell and a pause; play it in a loop."""
    t = _time(1.2)
    bell = (np.sin(2 * np.pi * 1330 * t) + np.sin(2 * np.pi * 1600 * t)) * (
        0.55 + 0.45 * np.tanh(4 * np.sin(2 * np.pi * 22 * t))
    )
    return np.concatenate([loudness.at(_edged(bell), loudness.EVENT), np.zeros(round(1.8 * SAMPLE_RATE), np.int16)])


def paper() -> Samples:
    """Sheets are turned over, one after the other, until the right one has been passed."""
    signal = np.zeros(round(2.4 * SAMPLE_RATE))
    rng = np.random.default_rng(17)
    for at, seconds in ((0.05, 0.45), (0.62, 0.35), (1.1, 0.3), (1.5, 0.75)):
        n = round(seconds * SAMPLE_RATE)
        swish = _hiss(rng, n, 900, 4200) * np.hanning(n) * (0.3 + _smooth(rng, n, 60) ** 3)
        _add(signal, swish, at)
        for _ in range(round(seconds * 40)):  # it crackles where it bends
            crackle = np.exp(-_time(0.008) * rng.uniform(500, 1200)) * rng.normal(0, rng.exponential(1.2), 128)
            _add(signal, crackle, at + seconds * rng.beta(2, 2))
    return loudness.at(_edged(signal), loudness.GESTURE)


def sip() -> Samples:
    """A sip of coffee, while the caller is waiting: the slurp, the swallow, the breath, the cup put down."""
    signal = np.zeros(round(2.7 * SAMPLE_RATE))
    rng = np.random.default_rng(23)
    n = round(0.75 * SAMPLE_RATE)
    t = _time(0.75)
    bubbles = 0.35 + 0.65 * _smooth(rng, n, 75) ** 2
    rising = np.sin(2 * np.pi * (500 * t + 700 * t**2))
    slurp = (_hiss(rng, n, 900, 3000) + 0.5 * rising * _smooth(rng, n, 90)) * bubbles * np.minimum(1, t / 0.3)
    _add(signal, slurp * np.minimum(1, (t[-1] - t) / 0.04), 0.05)
    for at, hz in ((1.02, 260), (1.14, 340)):
        s = _time(0.09)
        _add(signal, 1.1 * np.sin(2 * np.pi * (hz * s + 1500 * s**2)) * np.hanning(len(s)), at)
    n = round(0.6 * SAMPLE_RATE)
    _add(signal, 0.35 * _hiss(rng, n, 500, 1500) * np.hanning(n), 1.4)
    _add(signal, 0.9 * _struck(((2250, 1, 60), (3120, 0.6, 80), (640, 0.9, 90)), 0.3), 2.25)
    _add(signal, 0.4 * _struck(((2230, 1, 70), (3090, 0.6, 90), (610, 0.7, 90)), 0.2), 2.33)
    return loudness.at(_edged(signal), loudness.GESTURE + 3)


def lorry() -> Samples:
    """A lorry passes close to the wall, and everything on the shelf hears it."""
    seconds, passes, nearest = 5.0, 2.3, 0.55  # the last: seconds it takes to pass its own distance from the wall
    t = _time(seconds)
    rng = np.random.default_rng(29)
    along = (t - passes) / nearest
    near = 1 / (1 + along**2)
    # Doppler: 15 m/s past a listener, and the pitch slides down by a twelfth.
    pitch = 31.0 * (1 - 15 / 343 * along / np.sqrt(1 + along**2))
    turned = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
    engine = sum(np.sin(k * turned + k * k) / k**0.7 for k in range(4, 40)) * (0.8 + 0.2 * np.sin(turned / 2))
    tyres = _hiss(rng, len(t), 250, 1400)
    rattle = np.zeros(len(t))
    for at in np.sort(rng.normal(passes, 0.5, 60)).clip(0.1, seconds - 0.2):
        cup = _struck(((rng.uniform(1700, 1760), 1, 80), (2680, 0.5, 110)), 0.08)
        _add(rattle, rng.uniform(0.1, 0.5) * cup, float(at))
    signal = near * (np.asarray(engine) / 3 + 1.2 * tyres) + 0.6 * near**2 * rattle
    return loudness.at(_edged(signal * np.minimum(1, t / 0.4) * np.minimum(1, (seconds - t) / 0.6)), loudness.EVENT - 3)


def headset() -> Samples:
    """A headset is dropped, bounces, is pulled back by its cable and picked up."""
    signal = np.zeros(round(2.2 * SAMPLE_RATE))
    rng = np.random.default_rng(31)
    at, gap, force = 0.03, 0.24, 1.0
    while gap > 0.02:
        modes = ((rng.uniform(540, 640), 1, 70), (1290, 0.7, 110), (2450, 0.5, 150), (260, 0.8, 45))
        hit = _struck(modes, 0.15)
        hit += 0.8 * np.exp(-_time(0.15) * 300) * rng.normal(size=len(hit))
        _add(signal, force * hit, at)
        at, gap, force = at + gap, gap * 0.62, force * 0.6
    n = round(0.9 * SAMPLE_RATE)
    scrape = _hiss(rng, n, 350, 2500) * _smooth(rng, n, 22) ** 3 * np.hanning(n)
    _add(signal, 0.5 * scrape, 1.0)
    _add(signal, 0.5 * _struck(((700, 1, 120), (1900, 0.6, 200)), 0.1), 1.75)
    return loudness.at(_edged(signal), loudness.EVENT)


def stapler() -> Samples:
    """A form is stapled to another: the spring, the staple, and the stapler coming up again."""
    signal = np.zeros(round(0.8 * SAMPLE_RATE))
    rng = np.random.default_rng(37)
    n = round(0.14 * SAMPLE_RATE)
    _add(signal, 0.15 * _hiss(rng, n, 1500, 3200) * np.linspace(0.2, 1, n) * (0.3 + _smooth(rng, n, 200)), 0.03)
    clack = _struck(((480, 1, 55), (1150, 0.8, 90), (2100, 0.7, 130), (3050, 0.5, 180)), 0.2)
    clack += np.exp(-_time(0.2) * 380) * rng.normal(size=len(clack))
    _add(signal, clack, 0.17)
    _add(signal, 0.45 * _struck(((620, 1, 90), (1480, 0.8, 140), (2700, 0.6, 170)), 0.2), 0.34)
    return loudness.at(_edged(signal), loudness.EVENT - 4)


def slide() -> Samples:
    """A mug of coffee slides over a steel desk that is not quite level, and stops at something."""
    signal = np.zeros(round(2.2 * SAMPLE_RATE))
    rng = np.random.default_rng(43)
    n = round(1.25 * SAMPLE_RATE)
    t = _time(1.25)
    faster = np.minimum(1, t / 0.9) ** 1.5
    # Stick and slip: the rim catches some 60 to 110 times a second, and the ceramic answers.
    caught = 2 * np.pi * np.cumsum(60 + 50 * faster + 8 * rng.normal(size=n).cumsum() / np.sqrt(n)) / SAMPLE_RATE
    scrape = _hiss(rng, n, 700, 2600) * (0.35 + 0.65 * np.maximum(0, np.sin(caught)) ** 3)
    scrape += 0.4 * np.sin(2 * np.pi * (1180 + 160 * faster) * t) * np.maximum(0, np.sin(caught)) ** 2
    _add(signal, scrape * (0.15 + 0.85 * faster) * np.minimum(1, (t[-1] - t) / 0.02), 0.05)
    for at, force in ((1.3, 1.0), (1.37, 0.35), (1.42, 0.15)):
        _add(signal, 2.6 * force * _struck(((1730, 1, 32), (2680, 0.6, 45), (890, 0.7, 60)), 0.4), at)
    n = round(0.5 * SAMPLE_RATE)  # and the coffee goes on
    _add(signal, 0.2 * _hiss(rng, n, 350, 900) * (0.2 + _smooth(rng, n, 9)) * np.hanning(n), 1.45)
    return loudness.at(_edged(signal), loudness.EVENT - 3)


def creak() -> Samples:
    """Steel that settles, and a lamp on its hook: two long groans that rise, and a tick."""
    signal = np.zeros(round(3.0 * SAMPLE_RATE))
    rng = np.random.default_rng(47)
    for at, seconds, low, high in ((0.1, 0.9, 34.0, 61.0), (1.35, 1.2, 29.0, 48.0)):
        t = _time(seconds)
        n = len(t)
        rate = low + (high - low) * (t / seconds) ** 2 + 6 * (_smooth(rng, n, 12) - 0.5)
        turned = np.cumsum(rate) / SAMPLE_RATE
        slips = np.zeros(n)
        slips[np.flatnonzero(np.diff(np.floor(turned), prepend=0.0) > 0)] = 1
        slips *= rng.uniform(0.5, 1.0, n)
        plate = _struck(((410, 1, 40), (655, 0.8, 45), (1120, 0.5, 60), (1790, 0.3, 90)), 0.15)
        groan = np.convolve(slips, plate)[:n] * np.hanning(n)
        _add(signal, groan, at)
    _add(signal, 0.7 * _struck(((1450, 1, 60), (2370, 0.6, 80)), 0.2), 2.7)
    return loudness.at(_edged(signal), loudness.EVENT - 7)


def container() -> Samples:
    """The inside of a steel box: the yard through the wall, the wall itself, somebody breathing; for a loop."""
    n = 15 * SAMPLE_RATE
    rng = np.random.default_rng(53)
    hz = np.fft.rfftfreq(n, 1 / SAMPLE_RATE)
    # What comes through is what the box sounds at: the resonances between its walls, up to 900 Hz, 12 Hz wide.
    wall = np.zeros(len(hz))
    for across in (2.35, 2.39, 5.90):
        for order in range(1, 16):
            mode = order * 343 / (2 * across)
            if 120 < mode < 900:
                wall += np.exp(-(((hz - mode) / 12) ** 2)) / order**0.5
    yard = np.fft.irfft(np.fft.rfft(rng.normal(size=n)) * wall, n)
    wind = _round(rng, n, 0.4)
    breath = _hiss(rng, n, 500, 1400) * np.maximum(0, np.sin(2 * np.pi * 4 * np.arange(n) / n)) ** 3
    tone = yard / np.sqrt(np.mean(yard**2)) * (0.4 + 0.6 * wind) + 0.25 * _hiss(rng, n, 250, 1200) + 0.35 * breath
    return loudness.at(tone, loudness.ROOM, whole=True)


def _round(rng: np.random.Generator, n: int, per_second: float) -> Signal:
    """As ``_smooth``, and the end goes on into the beginning."""
    points = max(2, round(n / SAMPLE_RATE * per_second))
    turns = rng.random(points)
    return np.asarray(np.interp(np.linspace(0, points, n, endpoint=False), np.arange(points + 1), [*turns, turns[0]]))


def office() -> Samples:
    """The room the others sit in: an air duct, far colleagues of whom no word is heard, a keyboard; for a loop."""
    n = 12 * SAMPLE_RATE
    rng = np.random.default_rng(41)
    colleagues = np.zeros(n)
    for pitch in (98, 112, 131, 168, 190, 221):
        colleagues += _colleague(rng, n, pitch) * rng.uniform(0.5, 1.0)
    # A far voice arrives by many ways at once and loses its consonants on all of them.
    response = rng.normal(size=n) * np.exp(-np.arange(n) / SAMPLE_RATE / 0.09)
    colleagues = np.fft.irfft(np.fft.rfft(colleagues) * np.fft.rfft(response), n)
    colleagues /= np.sqrt(np.mean(colleagues**2))
    keyboard = np.zeros(n)
    at = 0.4
    while at < 11.0:
        _add(keyboard, rng.uniform(0.3, 1.0) * _keystroke(rng), at)
        at += rng.uniform(0.08, 0.2) if rng.random() < 0.85 else rng.uniform(0.8, 2.5)
    duct = _hiss(rng, n, 120, 500) + 0.15 * _hiss(rng, n, 500, 3000)
    return loudness.at(colleagues + 0.6 * duct + 0.5 * keyboard, loudness.ROOM, whole=True)


_VOWELS = ((730, 1090), (530, 1840), (390, 1990), (570, 840), (440, 1020), (490, 1350), (640, 1190), (300, 870))
"""First and second formants in Hz of a man's vowels (Peterson & Barney 1952)."""


def _colleague(rng: np.random.Generator, n: int, pitch: float) -> Signal:
    """Somebody talks: vowels in the rhythm of syllables, with pauses to listen. What runs over the end begins anew."""
    voice = np.zeros(n)
    at = rng.integers(n)
    end = at + n
    while at < end:
        if rng.random() < 0.12:
            at += round(rng.uniform(0.4, 1.6) * SAMPLE_RATE)
            continue
        length = round(rng.uniform(0.11, 0.26) * SAMPLE_RATE)
        glide = pitch * rng.uniform(0.85, 1.2) * np.linspace(1, rng.uniform(0.88, 1.06), length)
        turned = 2 * np.pi * np.cumsum(glide) / SAMPLE_RATE
        first, second = _VOWELS[rng.integers(len(_VOWELS))]
        syllable = np.zeros(length)
        for k in range(1, int(1600 / pitch)):
            hz = k * pitch
            level = 1 / (1 + ((hz - first) / 90) ** 2) + 0.4 / (1 + ((hz - second) / 120) ** 2)
            syllable += level * np.sin(k * turned)
        place = (at + np.arange(length)) % n
        voice[place] += syllable * np.sin(np.pi * np.linspace(0, 1, length)) ** 0.7 * rng.uniform(0.5, 1.0)
        at += round(length * rng.uniform(0.9, 1.3))
    return voice
