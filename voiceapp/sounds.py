"""The company's sounds by name: tones that are computed, and music that ships as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from voiceapp import assets
from voiceapp.audio import noises, tones
from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import Samples
from voiceapp.errors import Missing

_COMPUTED: dict[str, Callable[[], Samples]] = {
    "ringing": tones.ringing,
    "busy": tones.busy,
    "click": tones.click,
    "knock": noises.knock,
    "horn": noises.horn,
    "typing": noises.typing,
    "telephone": noises.telephone,
}


@cache
def sound(name: str) -> Samples:
    """A sound at 16 kHz mono, shape (n,). Raises ``Missing`` when there is none of that name."""
    if name in _COMPUTED:
        return _COMPUTED[name]()
    file = assets.path("hold", f"{name}.flac")
    if not file.is_file():
        raise Missing(f"{file} is missing; install voiceapp again")
    return np.concatenate(list(read_audio(file)))
