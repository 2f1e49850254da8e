"""The engines of each language, their word data read from the assets once."""

from __future__ import annotations

from functools import cache

from voiceapp import assets
from voiceapp.dialogue.comprehension import Wits
from voiceapp.dialogue.scenario import Scenario
from voiceapp.dialogue.understanding import TEXTS, Understander, load
from voiceapp.lexicon import load_mishearer


@cache
def load_understander() -> Understander:
    """The understander of English. Raises ``OSError`` when the assets are not there."""
    folder = assets.path("understanding", "en")
    return load({name: (folder / name).read_text(encoding="utf-8") for name in TEXTS})


def load_comprehension(scenario: Scenario | None = None) -> Wits:
    """Both engines, with the intents and domains of a scenario. Raises ``OSError`` or ``Missing`` without data."""
    understander = load_understander()
    if scenario is None:
        return Wits(understander, load_mishearer())
    if scenario.intents:
        understander = understander.extended(scenario.intents)
    return Wits(understander, load_mishearer(scenario.domains))
