"""Scenario files: finding them, reading them as plain data, and saying what is wrong with file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from voiceapp import assets
from voiceapp.audio.tones import PLANS
from voiceapp.dialogue.scenario import Act, Hold, Line, Member, Scenario
from voiceapp.dialogue.scenario_check import faults
from voiceapp.dialogue.scenario_doubts import doubts
from voiceapp.errors import BadInput
from voiceapp.sounds import NAMES, ROOMS
from voiceapp.translations import Path_, Places, Translations

LARGEST_FILE = 2_000_000
"""Bytes a scenario file may have; the built-in ones stay under a tenth of it."""

DEEPEST = 12
"""Levels of nesting; the format needs eight."""

MAIN_FILE = "scenario.yaml"
_MERGED = ("cast", "acts", "intents", "domains")


def built_in() -> list[str]:
    """Names of the scenarios that ship with voiceapp."""
    return sorted(folder.parent.name for folder in assets.path("scenarios").glob(f"*/{MAIN_FILE}"))


def load(name_or_path: str, language: str = "en") -> Scenario:
    """The scenario of that name, or in that folder or file, with captions in every language it has.

    ``language`` is what the company speaks. Raises ``BadInput`` when the scenario is not usable, or not in it.
    """
    path = _found(name_or_path)
    scenario, places = read(path)
    translations = Translations(path, parse)
    return translations.spoken(translations.added(scenario, places), language)


def doubts_of(name_or_path: str) -> tuple[Scenario, list[str]]:
    """The scenario, and what could be better about it, each with file, line and remedy. Raises ``BadInput``."""
    path = _found(name_or_path)
    scenario, places = read(path)
    translations = Translations(path, parse)
    found = [f"{file}, line {line}: {what}" for file, line, what in translations.doubts(scenario, places)]
    scenario = translations.added(scenario, places)
    for doubt in doubts(scenario):
        file, line = places.get(_nearest(doubt.path, places), (path, 1))
        found.append(f"{file}, line {line}: {doubt.what}")
    return scenario, found


def _found(name_or_path: str) -> Path:
    folder = Path(name_or_path)
    if name_or_path in built_in():
        folder = assets.path("scenarios", name_or_path)
    elif not folder.exists():
        raise BadInput(
            f"there is no scenario {name_or_path!r}: it is neither a folder here nor one of {', '.join(built_in())}"
        )
    return folder


def read(path: Path) -> tuple[Scenario, Places]:
    """Read a scenario from a folder (``scenario.yaml`` and what lies beside it) or from one file."""
    places: Places = {}
    data: dict[str, Any] = {}
    for file in _files(path):
        _merge(data, parse(file, places), file)
    data.setdefault("name", (path if path.is_dir() else path.with_suffix("")).resolve().name)
    for at, part, kind in _parts(data):
        try:
            converted = msgspec.convert(part, kind)
        except msgspec.ValidationError as fault:
            raise _shape_fault(at, str(fault), places, path) from None
    scenario: Scenario = converted
    for found in faults(scenario):
        raise _fault(found.path, found.what, places, path)
    for at, kind, name, known in _sounds_of(scenario):
        if name not in known:
            raise _fault(at, f"names {kind} {name!r}; there are {', '.join(known)}", places, path)
    return scenario, places


def _sounds_of(scenario: Scenario) -> Iterator[tuple[Path_, str, str, tuple[str, ...]]]:
    """Where a sound is named, what it is, its name, and the names that there are."""
    yield ("tones",), "tones", scenario.tones, tuple(PLANS)
    for name, act in scenario.acts.items():
        if isinstance(act, Hold):
            yield ("acts", name, "music"), "a sound", act.music, NAMES
        if act.background:
            yield ("acts", name, "background"), "a room", act.background, ROOMS
    for name, member in scenario.cast.items():
        if member.background:
            yield ("cast", name, "background"), "a room", member.background, ROOMS
        for pool, lines in member.lines.items():
            for i, line in enumerate(lines):
                if isinstance(line, Line) and line.sound:
                    yield ("cast", name, "lines", pool, i, "sound"), "a sound", line.sound, NAMES


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        main = path / MAIN_FILE
        if not main.is_file():
            raise BadInput(f"{path} holds no {MAIN_FILE}; a scenario is a folder with one (see: voiceapp scenario new)")
        return [main, *sorted(file for file in path.glob("*.yaml") if file != main)]
    return [path]


def parse(file: Path, places: Places) -> dict[str, Any]:
    """One YAML file as dicts, lists and scalars; where each stands goes into ``places``. Raises ``BadInput``."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise BadInput(f"{file} is larger than {LARGEST_FILE // 1_000_000} MB: that is no scenario file")
        text = file.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as fault:
        raise BadInput(f"{file} cannot be read: {fault.strerror}") from None
    except UnicodeDecodeError:
        raise BadInput(f"{file} is not UTF-8 text; save it as UTF-8") from None
    except (yaml.YAMLError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f"{file}, line {mark.line + 1}" if mark else str(file)
        problem = getattr(fault, "problem", None) or "it is not YAML that can be read"
        raise BadInput(f"{where}: {problem}; check indentation, quotes and colons there") from None
    data = _plain(node, (), file, places, set())
    if not isinstance(data, dict):
        raise BadInput(f"{file}, line 1: a scenario file is a list of 'key: value' lines, not a {type(data).__name__}")
    return data


def _plain(node: yaml.Node | None, at: Path_, file: Path, places: Places, seen: set[int]) -> Any:
    """The node's value as dicts, lists and scalars, noting where each stands."""
    if node is None:
        return None
    line = node.start_mark.line + 1
    places[at] = (file, line)
    if id(node) in seen:
        raise BadInput(f"{file}, line {line}: anchors and aliases (& and *) are not used in scenarios; write it out")
    seen.add(id(node))
    if len(at) > DEEPEST:
        raise BadInput(f"{file}, line {line}: nested more than {DEEPEST} levels deep; check the indentation")
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise BadInput(f"{file}, line {key_node.start_mark.line + 1}: a key must be plain text")
            if key in mapping:
                raise BadInput(f"{file}, line {key_node.start_mark.line + 1}: {key!r} stands here twice; keep one")
            mapping[key] = _plain(value_node, (*at, key), file, places, seen)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*at, i), file, places, seen) for i, item in enumerate(node.value)]
    return _scalar(node, file)


def _scalar(node: yaml.Node, file: Path) -> Any:
    tag = node.tag.removeprefix("tag:yaml.org,2002:")
    text: str = node.value
    if tag in {"str", "timestamp", "value", "merge"}:
        return text
    try:
        match tag:
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "bool":
                return text.lower() in {"true", "yes", "on"}
            case "null":
                return None
    except ValueError:
        return text
    raise BadInput(f"{file}, line {node.start_mark.line + 1}: {node.tag!r} is not used in scenarios; write plain text")


def _merge(data: dict[str, Any], more: dict[str, Any], file: Path) -> None:
    for key, value in more.items():
        if key in _MERGED and isinstance(value, dict) and isinstance(data.setdefault(key, {}), dict):
            for name in value.keys() & data[key].keys():
                raise BadInput(f"{file}: {key} {name!r} stands in two files; keep one")
            data[key].update(value)
        elif key in data:
            raise BadInput(f"{file}: {key!r} stands in two files; keep it in {MAIN_FILE}")
        else:
            data[key] = value


def _parts(data: dict[str, Any]) -> Iterator[tuple[Path_, Any, Any]]:
    """The data in parts, each with its type, small before large: msgspec does not name the key of a mapping in
    which a fault stands, so the parts under keys are looked at one by one. The last part is the whole."""
    for name, member in _items(data.get("cast")):
        for pool, lines in _items(member.get("lines") if isinstance(member, dict) else None):
            yield ("cast", name, "lines", pool), lines, list[str | Line]
        yield ("cast", name), member, Member
    for name, act in _items(data.get("acts")):
        yield ("acts", name), act, Act
    yield (), data, Scenario


def _items(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _shape_fault(at: Path_, text: str, places: Places, path: Path) -> BadInput:
    """Turn msgspec's "Expected `int`, got `str` - at `$.voice.rate`" into file, line and words."""
    what, _, where = text.partition(" - at `")
    inner = [int(part) if part.isdecimal() else part for part in re.findall(r"\w+", where.replace("[...]", ""))]
    return _fault((*at, *inner), what[0].lower() + what[1:].replace("`", "'"), places, path)


def _fault(at: Path_, what: str, places: Places, path: Path) -> BadInput:
    known = _nearest(at, places)
    file, line = places.get(known, (path, 1))
    inside = ".".join(str(step) for step in at)
    return BadInput(f"{file}, line {line}: {inside + ' ' if inside else ''}{what}")


def _nearest(at: Path_, places: Places) -> Path_:
    for n in range(len(at), -1, -1):
        if at[:n] in places:
            return at[:n]
    return ()
