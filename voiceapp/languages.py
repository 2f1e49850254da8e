"""The engines of each language, their word data read from the assets once."""

from __future__ import annotations

from functools import cache

from voiceapp import assets
from voiceapp.dialogue.comprehension import Wits
from voiceapp.dialogue.scenario import Scenario
from voiceapp.dialogue.understanding import NOT_NEEDED, TEXTS, Understander, load
from voiceapp.errors import Missing
from voiceapp.lexicon import load_mishearer


@cache
def load_understander(language: str = "en") -> Understander:
    """The understander of a language. Raises ``Missing`` when the assets are not there."""
    files = {name: assets.path("understanding", language, name) for name in TEXTS}
    try:
        return load(
            {
                name: file.read_text(encoding="utf-8")
                for name, file in files.items()
                if file.exists() or language == "en" or name not in NOT_NEEDED
            },
            language,
        )
    except (OSError, ValueError) as fault:
        folder = assets.path("understanding", language)
        raise Missing(f"word data in {folder} cannot be read ({fault}): reinstall voiceapp") from None


def load_comprehension(scenario: Scenario | None = None) -> Wits:
    """Both engines in the language of a scenario, with its intents and domains.

    English without one. Raises ``Missing`` without the data.
    """
    if scenario is None:
        return Wits(load_understander(), load_mishearer())
    understander = load_understander(scenario.language)
    if scenario.intents:
        understander = understander.extended(scenario.intents)
    return Wits(understander, load_mishearer(scenario.domains, scenario.language))
