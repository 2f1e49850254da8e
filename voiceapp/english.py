"""The English word data, read from the assets once."""

from __future__ import annotations

from functools import cache

from voiceapp import assets
from voiceapp.dialogue.comprehension import Wits
from voiceapp.dialogue.understanding import TEXTS, Understander, load
from voiceapp.lexicon import load_mishearer


@cache
def load_understander() -> Understander:
    """The understander of English. Raises ``OSError`` when the assets are not there."""
    folder = assets.path("understanding", "en")
    return load({name: (folder / name).read_text(encoding="utf-8") for name in TEXTS})


@cache
def load_comprehension() -> Wits:
    """Both engines. Raises ``OSError`` or ``Missing`` when their data is not there."""
    return Wits(load_understander(), load_mishearer())
