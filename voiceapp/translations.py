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
from voiceapp.dialogue.scenario import LANGUAGES, Line, Member, Menu, Scenario, VoiceSpec
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
    silent), in ``intents`` and in ``domains`` to one or more words of this language. ``intents`` and ``domains`` are
    new lists for those whose words are better not translated one by one.
    """

    title: str
    about: str
    cast: dict[str, Reading]
    words: dict[str, str | list[str]] = msgspec.field(default_factory=dict)
    intents: dict[str, list[str]] = msgspec.field(default_factory=dict)
    domains: dict[str, list[str]] = msgspec.field(default_factory=dict)

    @property
    def wording(self) -> dict[str, str]:
        """What the words of the acts are called, one each."""
        return {word: said if isinstance(said, str) else said[0] for word, said in self.words.items() if said}


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
        """The scenario with its lines, and the words of its acts, in every language."""
        wording = {language: meant.wording for language in LANGUAGES[1:] if (meant := self._language(language))}
        if not self._texts and not wording:
            return scenario
        cast = {}
        for name, member in scenario.cast.items():
            lines = {}
            for pool, variants in member.lines.items():
                file = places[("cast", name, "lines", pool)][0].name
                lines[pool] = [self._in_every_language(variant, file) for variant in variants]
            cast[name] = msgspec.structs.replace(member, lines=lines)
        return msgspec.structs.replace(scenario, cast=cast, wording=wording)

    def _language(self, language: str, places: Places | None = None) -> Language | None:
        """What stands in a ``language.yaml``; ``None`` without one. Raises ``BadInput``."""
        file = self._folder / language / LANGUAGE_FILE
        if not file.is_file():
            return None
        try:
            return msgspec.convert(self._parse(file, {} if places is None else places), Language)
        except msgspec.ValidationError as fault:
            raise BadInput(f"{file}: {fault}") from None

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
        places: Places = {}
        meant = self._language(language, places)
        if meant is None:
            raise BadInput(
                f"the scenario {scenario.name!r} does not speak {language!r}: {language}/{LANGUAGE_FILE} is missing"
            )
        for name in meant.cast.keys() - scenario.cast.keys():
            raise BadInput(f"{file}, line {places[('cast', name)][1]}: {name!r} is not in the cast")
        for key in ("intents", "domains"):
            for name in getattr(meant, key).keys() - getattr(scenario, key).keys():
                raise BadInput(f"{file}, line {places[(key, name)][1]}: {name!r} is not in the scenario's {key}")
        return msgspec.structs.replace(
            scenario,
            language=language,
            title=meant.title,
            about=meant.about,
            cast={name: _read_as(member, meant.cast.get(name)) for name, member in scenario.cast.items()},
            acts={name: _in_words(act, meant.words) for name, act in scenario.acts.items()},
            intents=_of(meant.intents, scenario.intents, meant.words),
            domains=_of(meant.domains, scenario.domains, meant.words),
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


def _of(
    own: Mapping[str, list[str]], lists: Mapping[str, list[str]], words: Mapping[str, str | list[str]]
) -> dict[str, list[str]]:
    return {name: own.get(name) or _all(texts, words) for name, texts in lists.items()}


def _in_words(act: Any, words: Mapping[str, str | list[str]]) -> Any:
    """The act with the words that the caller may say; what the company says of its own is in ``wording``."""
    if isinstance(act, Menu):
        options = [msgspec.structs.replace(o, words=_all(o.words, words)) for o in act.options]
        return msgspec.structs.replace(act, options=options)
    return act
