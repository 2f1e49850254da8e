"""The company's sounds by name: tones and noises that are computed, and music that ships as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from voiceapp import assets
from voiceapp.audio import noises, tones
from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import Samples
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
    "headset": noises.headset,
    "stapler": noises.stapler,
    "office": noises.office,
}
MUSIC = ("hold", "hold_two", "hold_three")
"""Pieces of hold music, each of them to be played in a loop."""

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
        raise Missing(f"{file} is missing; install voiceapp again")
    return np.concatenate(list(read_audio(file)))
