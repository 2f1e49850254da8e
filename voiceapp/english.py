"""The English word data, read from the assets once."""

from __future__ import annotations

from functools import cache

from voiceapp import assets
from voiceapp.dialogue.understanding import TEXTS, Understander, load


@cache
def load_understander() -> Understander:
    """The understander of English. Raises ``OSError`` when the assets are not there."""
    folder = assets.path("understanding", "en")
    return load({name: (folder / name).read_text(encoding="utf-8") for name in TEXTS})
