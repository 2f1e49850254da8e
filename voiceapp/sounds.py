"""The company's sounds by name: tones and noises that are computed, music that ships as a file, rooms made of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from voiceapp import assets
from voiceapp.audio import noises, tones
from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import Samples
from voiceapp.audio.room import in_a_container
from voiceapp.errors import Missing

_TONES: dict[str, Callable[[tones.TonePlan], Samples]] = {
    "dial": tones.dial,
    "ringing": tones.ringing,
    "busy": tones.busy,
    "congestion": tones.congestion,
    "information": tones.information,
}
_NOISES: dict[str, Callable[[], Samples]] = {
    "click": tones.click,
    "knock": noises.knock,
    "horn": noises.horn,
    "typing": noises.typing,
    "telephone": noises.telephone,
    "paper": noises.paper,
    "sip": noises.sip,
    "lorry": noises.lorry,
    "slide": noises.slide,
    "creak": noises.creak,
    "headset": noises.headset,
    "stapler": noises.stapler,
    "office": noises.office,
    "container": noises.container,
}
MUSIC = ("hold", "hold_two", "hold_three")
"""Pieces of hold music, each of them to be played in a loop."""


@dataclass(frozen=True, kw_only=True)
class _Surroundings:
    """What happens in a room: chains of sounds, how far away (dB), and how much steel is around them (0..1)."""

    events: tuple[tuple[str, ...], ...]
    level: float
    echo: float = 0.0


_ROOMS = {
    "office": _Surroundings(
        events=(("typing",), ("paper",), ("headset",), ("stapler",), ("paper", "stapler"), ("sip",)), level=-9.0
    ),
    "container": _Surroundings(
        events=(("lorry", "slide"), ("creak",), ("sip",), ("paper",), ("creak", "headset")), level=-4.0, echo=0.7
    ),
}
ROOMS = tuple(_ROOMS)
"""Rooms to be heard around a voice; each is also the name of its tone, which is to be played in a loop."""

NAMES = (*_TONES, *_NOISES, *MUSIC)
"""All sounds."""


@cache
def sound(name: str, plan: str = "europe") -> Samples:
    """A sound at 16 kHz mono, shape (n,). Raises ``Missing`` when there is none of that name.

    ``plan`` is one of ``voiceapp.audio.tones.PLANS``, for the tones of the network; ``KeyError`` for another.
    """
    if name in _TONES:
        return _TONES[name](tones.PLANS[plan])
    if name in _NOISES:
        return _NOISES[name]()
    file = assets.path("hold", f"{name}.flac")
    if not file.is_file():
        raise Missing(f"{file} is missing: reinstall voiceapp")
    return np.concatenate(list(read_audio(file)))


@dataclass(frozen=True, kw_only=True)
class Sounds:
    """The sounds of one company. ``plan``, of ``voiceapp.audio.tones.PLANS``, is that of its telephone network."""

    plan: str = "europe"
    music: tuple[str, ...] = MUSIC
    rooms: tuple[str, ...] = ROOMS

    def __call__(self, name: str) -> Samples:
        """A sound at 16 kHz mono, shape (n,). Raises ``Missing`` when there is none of that name."""
        return sound(name, self.plan)

    def events(self, room: str) -> tuple[tuple[Samples, ...], ...]:
        """What happens in a room now and then, as it is heard there: chains of sounds."""
        around = _ROOMS.get(room)
        if around is None:
            return ()
        level = 10 ** (around.level / 20)
        return tuple(
            tuple(np.rint(in_a_container(self(name), around.echo) * level).astype(np.int16) for name in chain)
            for chain in around.events
        )
