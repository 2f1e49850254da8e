"""The texts that the company adds after a call: labels, statements, letters, by language, from the assets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from voiceapp import assets
from voiceapp.dialogue import template
from voiceapp.errors import Missing

LANGUAGES = ("en", "fr", "nl")

Pools = Mapping[str, Sequence[str]]


@cache
def texts(name: str, language: str) -> Mapping[str, Any]:
    """``assets/aftercall/NAME.LANGUAGE.yaml``; English for a language that has none. Raises ``Missing``."""
    import yaml

    path = assets.path("aftercall", f"{name}.{language if language in LANGUAGES else 'en'}.yaml")
    try:
        text = path.read_text(encoding="utf-8")
        found: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise Missing(
            f"{path} cannot be read ({getattr(fault, 'strerror', '') or fault}): reinstall voiceapp"
        ) from None
    return found


def drawer(pools: Pools, values: Mapping[str, Any], rng: Random, language: str) -> Callable[[str], str]:
    """What gives, for the name of a pool, one of its lines whose slots are all filled, or the empty string.

    A line that can name something of this call is preferred to one that could be said after any.
    """

    def draw(pool: str) -> str:
        fitting = [(line, text) for line in pools[pool] if (text := template.render(line, values))]
        own = [text for line, text in fitting if "{" in line]
        every = own or [text for _, text in fitting]
        return polished(rng.choice(every), language) if every else ""

    return draw


def polished(text: str, language: str) -> str:
    """As one prints it: the English I is large, and no mark of French typography begins or ends a line alone."""
    if language == "en":
        return re.sub(r"\bi(?=$|[\s,.;:?!”]|['’][a-z])", "I", text)
    if language == "fr":
        for mark in ";!?":
            text = text.replace(f" {mark}", f"\u202f{mark}")
        return text.replace(" :", "\u00a0:").replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return text
