"""Hands out lines: never the same words twice in a call, the rarest kind of line first, drawn by the seed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from voiceapp.dialogue import template
from voiceapp.dialogue.scenario import LANGUAGES, Line, Lines, PhoneLine
from voiceapp.dialogue.tongues import Worded

FOR_THE_MOMENT = 0.6
"""How often lines whose condition holds are preferred to lines that always fit."""


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A line ready to be said: its words, and the same in other languages for captions."""

    text: str
    captions: Mapping[str, str]
    pool: str
    sound: str = ""
    line: PhoneLine | None = None

    def quotes(self, words: object) -> bool:
        """Whether ``words`` are spoken in this line, in whatever case, or letter by letter."""
        spoken = f" {' '.join(_words(self.text))} "
        text = str(words)
        pieces, letters = _words(text), [ch for ch in text.casefold() if ch.isalnum()]
        return bool(pieces) and any(f" {' '.join(said)} " in spoken for said in (pieces, letters))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _in_language(values: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    return {name: value.in_language(language) if isinstance(value, Worded) else value for name, value in values.items()}


class Prompter:
    """Remembers what was said in this call. ``rng`` is drawn from only when there is a choice.

    Lines are spoken in ``language``, or in English where a line has no translation into it.
    """

    def __init__(self, rng: Random, language: str = "en") -> None:
        self._rng = rng
        self._language = language
        self._templates_used: set[str] = set()
        self._texts_said: set[str] = set()

    def was_said(self, text: str) -> None:
        """Words that were spoken before this prompter was there."""
        self._texts_said.add(text.casefold())

    def line(self, lines: Lines, pools: Sequence[str], values: Mapping[str, Any]) -> Spoken | None:
        """A line from the first of ``pools`` that has one left to say here.

        A line has one left when its condition holds, its slots are filled, and these words were not said before.
        Lines whose template was not used yet come first; ``None`` when every pool is used up.
        """
        worded = {language: _in_language(values, language) for language in LANGUAGES}
        for pool in pools:
            variants = [Line(en=v) if isinstance(v, str) else v for v in lines.get(pool, ())]
            fresh = [v for v in variants if v.en not in self._templates_used]
            worn = [v for v in variants if v.en in self._templates_used]
            for group in (fresh, worn):
                spoken = self._draw(group, pool, worded)
                if spoken:
                    return spoken
        return None

    def _draw(self, group: list[Line], pool: str, worded: Mapping[str, Mapping[str, Any]]) -> Spoken | None:
        english = worded[LANGUAGES[0]]
        for meant in self._preferred(group):
            for variant in self._rng.sample(meant, len(meant)) if len(meant) > 1 else meant:
                if not template.holds(variant.when, english):
                    continue
                text = self._in(self._language, variant, worded) or template.render(variant.en, english)
                if not text or text.casefold() in self._texts_said:
                    continue
                self._templates_used.add(variant.en)
                self._texts_said.add(text.casefold())
                captions = {lang: words for lang in LANGUAGES if (words := self._in(lang, variant, worded))}
                return Spoken(text=text, captions=captions, pool=pool, sound=variant.sound, line=variant.line)
        return None

    def _in(self, language: str, line: Line, worded: Mapping[str, Mapping[str, Any]]) -> str | None:
        try:
            return template.render(getattr(line, language), worded[language])
        except template.TemplateFault:  # a faulty translation is as good as none; the check of a scenario names it
            return None

    def _preferred(self, group: list[Line]) -> list[list[Line]]:
        """A line with a condition was written for just this moment; more often than not it goes first."""
        moment, always = [v for v in group if v.when], [v for v in group if not v.when]
        if moment and always and self._rng.random() < FOR_THE_MOMENT:
            return [moment, always]
        return [group]
