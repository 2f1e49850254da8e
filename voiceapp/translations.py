"""A scenario in other languages: what lies in its folders ``fr`` and ``nl``.

Each file of lines has a twin of the same name there, one flat mapping from the English line to the translated one.
``language.yaml`` beside them makes the company itself speak that language: title, voices, and the words of the acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from voiceapp.dialogue import template
from voiceapp.dialogue.scenario import LANGUAGES, Gesture, Line, Member, Menu, Scenario, Survey, VoiceSpec
from voiceapp.errors import BadInput

LANGUAGE_FILE = "language.yaml"

Path_ = tuple[str | int, ...]
Places = dict[Path_, tuple[Path, int]]
"""For each path into the data, the file and line (from 1) where it stands."""
Parser = Callable[[Path, Places], dict[str, Any]]
"""Reads one YAML file as plain data and notes where each part of it stands. Raises ``BadInput``."""


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How somebody of the cast is in another language."""

    voice: VoiceSpec | None = None
    name: str = ""
    department: str = ""
    domain: str = ""


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a company needs, besides its lines, to speak another language.

    ``words`` maps what stands in the acts (words that choose an option, what a survey records, the gesture for the
    silent), in ``intents`` and in ``domains`` to one or more words of this language.
    """

    title: str
    about: str
    cast: dict[str, Reading]
    words: dict[str, str | list[str]] = msgspec.field(default_factory=dict)


class Translations:
    """The translations beside a scenario, by language and file."""

    def __init__(self, folder: Path, parse: Parser) -> None:
        self._folder = folder
        self._parse = parse
        self._texts: dict[tuple[str, str], dict[str, str]] = {}
        self.places: dict[tuple[str, str, str], tuple[Path, int]] = {}
        """File and line of each translation, by language, file name and English line."""
        for language in LANGUAGES[1:]:
            for file in sorted((folder / language).glob("*.yaml")) if folder.is_dir() else ():
                if file.name != LANGUAGE_FILE:
                    self._texts[language, file.name] = self._read(language, file)

    def _read(self, language: str, file: Path) -> dict[str, str]:
        places: Places = {}
        texts = self._parse(file, places)
        for english, text in texts.items():
            place = places.get((english,), (file, 1))
            if not isinstance(text, str) or not text:
                raise BadInput(f"{place[0]}, line {place[1]}: a translation is one line of text in quotation marks")
            self.places[language, file.name, english] = place
        return texts

    def of(self, language: str, file: str, english: str) -> str:
        """The translation of a line that stands in ``file``, or an empty text."""
        return self._texts.get((language, file), {}).get(english, "")

    def added(self, scenario: Scenario, places: Mapping[Path_, tuple[Path, int]]) -> Scenario:
        """The scenario with its lines in every language."""
        if not self._texts:
            return scenario
        cast = {}
        for name, member in scenario.cast.items():
            lines = {}
            for pool, variants in member.lines.items():
                file = places[("cast", name, "lines", pool)][0].name
                lines[pool] = [self._in_every_language(variant, file) for variant in variants]
            cast[name] = msgspec.structs.replace(member, lines=lines)
        return msgspec.structs.replace(scenario, cast=cast)

    def _in_every_language(self, variant: str | Line, file: str) -> str | Line:
        line = Line(en=variant) if isinstance(variant, str) else variant
        found = {
            language: text
            for language in LANGUAGES[1:]
            if not getattr(line, language) and (text := self.of(language, file, line.en))
        }
        return msgspec.structs.replace(line, **found) if found else variant

    def spoken(self, scenario: Scenario, language: str) -> Scenario:
        """The scenario as a company that speaks ``language``. Raises ``BadInput`` when it cannot."""
        if language == scenario.language:
            return scenario
        file = self._folder / language / LANGUAGE_FILE
        if not file.is_file():
            raise BadInput(
                f"the scenario {scenario.name!r} does not speak {language!r}: {language}/{LANGUAGE_FILE} is missing"
            )
        places: Places = {}
        try:
            meant = msgspec.convert(self._parse(file, places), Language)
        except msgspec.ValidationError as fault:
            raise BadInput(f"{file}: {fault}") from None
        for name in meant.cast.keys() - scenario.cast.keys():
            raise BadInput(f"{file}, line {places[('cast', name)][1]}: {name!r} is not in the cast")
        return msgspec.structs.replace(
            scenario,
            language=language,
            title=meant.title,
            about=meant.about,
            cast={name: _read_as(member, meant.cast.get(name)) for name, member in scenario.cast.items()},
            acts={name: _in_words(act, meant.words) for name, act in scenario.acts.items()},
            intents={name: _all(texts, meant.words) for name, texts in scenario.intents.items()},
            domains={name: _all(texts, meant.words) for name, texts in scenario.domains.items()},
        )

    def doubts(self, scenario: Scenario, places: Mapping[Path_, tuple[Path, int]]) -> Iterator[tuple[Path, int, str]]:
        """File, line and remedy of translations that fit no line, cannot be rendered, or read other slots."""
        lines = {
            (places[("cast", name, "lines", pool)][0].name, variant if isinstance(variant, str) else variant.en)
            for name, member in scenario.cast.items()
            for pool, variants in member.lines.items()
            for variant in variants
        }
        for (language, file, english), (path, number) in self.places.items():
            if (file, english) not in lines:
                yield path, number, f"no line of {file} reads {english[:50]!r} any more; delete it, or mend the key"
                continue
            try:
                more = template.slots(self.of(language, file, english)) - template.slots(english)
            except template.TemplateFault as fault:
                yield path, number, f"the line {fault}"
                continue
            if more:
                yield path, number, f"reads {', '.join(sorted(more))}, which the English line does not"


def _read_as(member: Member, reading: Reading | None) -> Member:
    if reading is None:
        return member
    changed = {name: value for name in reading.__struct_fields__ if (value := getattr(reading, name))}
    return msgspec.structs.replace(member, **changed)


def _all(texts: list[str], words: Mapping[str, str | list[str]]) -> list[str]:
    found: list[str] = []
    for text in texts:
        translated = words.get(text, text)
        found += [translated] if isinstance(translated, str) else translated
    return found


def _in_words(act: Any, words: Mapping[str, str | list[str]]) -> Any:
    match act:
        case Menu():
            options = [msgspec.structs.replace(o, words=_all(o.words, words)) for o in act.options]
            return msgspec.structs.replace(act, options=options)
        case Survey():
            questions = [msgspec.structs.replace(q, recorded=_all(q.recorded, words)) for q in act.questions]
            return msgspec.structs.replace(act, questions=questions)
        case Gesture():
            return msgspec.structs.replace(act, otherwise=_all([act.otherwise], words)[0])
    return act
