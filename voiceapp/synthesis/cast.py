"""Voices: what an agent speaks with, and which there are."""

from __future__ import annotations

import difflib
import math
import time
import zlib
from dataclasses import dataclass

from voiceapp.errors import Missing
from voiceapp.synthesis.process import BaseVoice, Engine, WorkerFault, commands, trial

SLOWEST, FASTEST = 80, 450
"""Words a minute: what eSpeak NG speaks between (espeakRATE in its speak_lib.h)."""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """How an agent sounds. Numbers out of range are moved to the nearest end.

    ``id`` is a voice of the synthesiser, as its full name (``gmw/en-us``), the end of it (``en-us``) or a language
    tag (``en-gb``), and after a plus sign a variant (``en-us+f3``). ``rate`` is in words a minute, 80..450;
    ``volume`` 0..1, where every voice at 1 is equally loud; ``pitch`` 0..99, 50 is the voice's own (eSpeak only).
    Raises ValueError for a number that is not finite.
    """

    id: str
    rate: int = 170
    volume: float = 1.0
    pitch: int = 50

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.rate, self.volume, self.pitch))):
            raise ValueError(f"not a finite number in {self}")
        object.__setattr__(self, "rate", round(min(max(self.rate, SLOWEST), FASTEST)))
        object.__setattr__(self, "volume", float(min(max(self.volume, 0.0), 1.0)))
        object.__setattr__(self, "pitch", round(min(max(self.pitch, 0), 99)))


def resolve(voice_id: str, engine: Engine) -> str:
    """The engine's own name for a voice, in the case it wants. Raises Missing, naming what is nearest.

    An engine other than eSpeak does not know eSpeak's names: there each name stands for one of its English voices,
    always the same, so that a call can still be held.
    """
    if engine.driver != "espeak":
        return _stand_in(voice_id, engine.voices)
    base, plus, variant = voice_id.lower().partition("+")
    names = {voice.language.lower(): voice.id for voice in reversed(engine.voices)}
    names |= {voice.id.rpartition("/")[2].lower(): voice.id for voice in reversed(engine.voices)}
    names |= {voice.id.lower(): voice.id for voice in engine.voices}
    names.pop("", None)
    variants = {name.lower(): name for name in engine.variants}
    if base in names and not plus:
        return names[base]
    if base in names and variant in variants:
        return f"{names[base]}+{variants[variant]}"
    unknown, known = (variant, variants) if base in names else (base, names)
    near = difflib.get_close_matches(unknown, known, n=5, cutoff=0.0)
    start = f"{base}+" if base in names else ""
    raise Missing(
        f"There is no voice {voice_id!r} on this machine; the nearest are {', '.join(start + name for name in near)}."
    )


def _stand_in(voice_id: str, voices: tuple[BaseVoice, ...]) -> str:
    if any(voice.id == voice_id for voice in voices):
        return voice_id
    english = [voice for voice in voices if voice.language.lower().startswith("en")] or list(voices)
    return english[zlib.crc32(voice_id.encode()) % len(english)].id


@dataclass(frozen=True, kw_only=True)
class Probe:
    """What there is to speak with on this machine; ``fault`` is None if it works."""

    driver: str = ""
    library: str = ""
    voices: int = 0
    variants: int = 0
    fault: str | None = None


def probe(timeout: float = 10.0) -> Probe:
    """Start a synthesiser, let it say a word, and end it; gives up after ``timeout`` seconds."""
    try:
        engine = describe(timeout)
    except Missing as fault:
        return Probe(fault=str(fault))
    return Probe(driver=engine.driver, library=engine.library, voices=len(engine.voices), variants=len(engine.variants))


def describe(timeout: float = 10.0) -> Engine:
    """This machine's synthesiser, after it has said a word. Raises Missing if nothing speaks within ``timeout``."""
    deadline = time.monotonic() + timeout
    faults = []
    for command in commands():
        try:
            return trial(command, deadline - time.monotonic())
        except WorkerFault as fault:
            faults.append(str(fault))
    raise Missing(
        f"Nothing can speak on this machine ({'; '.join(dict.fromkeys(faults))}). "
        "`pip install espeakng-loader` brings a synthesiser."
    )
