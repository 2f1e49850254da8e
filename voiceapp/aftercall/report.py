"""The report of a call: one page that opens from disk, prints, and holds the recording; its numbers beside it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceapp import assets
from voiceapp.aftercall.measures import Measures, OnFile, measured
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.sound_words import SOUNDS
from voiceapp.aftercall.statement import statement_on
from voiceapp.aftercall.texts import LANGUAGES, texts
from voiceapp.aftercall.transcript import clock
from voiceapp.call_folder import CallFolder, write_text
from voiceapp.errors import Missing

if TYPE_CHECKING:
    import jinja2

    from voiceapp.aftercall.journey import Leg
    from voiceapp.aftercall.record import Speech, Turn
    from voiceapp.aftercall.statement import Statement

MOST_ON_FILE = 40
"""Entries of the case file that are shown; the rest stands in the numbers."""

_FACES = (("Regular", 400), ("Medium", 500), ("Bold", 700))
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, which have no place in a page."""


def write_report(folder: CallFolder, language: str | None = None) -> Path:
    """Make ``report.html`` and ``report.json`` of a call folder; the path of the page.

    ``language`` is that of the page, or else the one that was spoken. Without a recording, or without the library that
    makes it small, the page has no player; a journal that breaks off is told as far as it goes. Raises ``BadInput``
    when there is no journal, when something in the folder is not what it should be, or when it cannot be written.
    """
    from voiceapp.aftercall.player import compressed, read_recording

    record = Record.read(folder)
    recording = read_recording(folder.recording)
    measures = measured(record, None if recording is None else recording[:, 0])
    sound = None
    if recording is not None:
        # Without PyAV there is a page without a player.
        with suppress(ImportError):
            sound = compressed(recording)
    chosen = language or measures.language
    statement = statement_on(measures, chosen)
    write_text(folder.report, page(record, measures, statement, chosen, sound))
    write_text(folder.numbers, json.dumps(_as_json(measures, statement), ensure_ascii=False, indent=1) + "\n")
    return folder.report


def numbers(folder: CallFolder, language: str | None = None) -> dict[str, Any]:
    """What ``report.json`` holds. Raises ``BadInput`` as ``write_report`` does."""
    from voiceapp.aftercall.player import read_recording

    record, recording = Record.read(folder), read_recording(folder.recording)
    measures = measured(record, None if recording is None else recording[:, 0])
    return _as_json(measures, statement_on(measures, language or measures.language))


def _as_json(measures: Measures, statement: Statement) -> dict[str, Any]:
    return {**measures.as_json(), "statement": asdict(statement)}


def page(record: Record, m: Measures, statement: Statement, language: str, sound: bytes | None) -> str:
    """The page as HTML. ``sound`` is the recording as ``player.compressed`` gives it."""
    from voiceapp.aftercall import pictures
    from voiceapp.aftercall.player import MEDIA_TYPE

    w = texts("words", language)
    style, script = _style(), _script() if sound or len(_languages(record)) > 1 else ""
    spoken_to = m.time.company + m.time.both
    longest = max(m.time.hold, spoken_to, m.time.understood, 1.0)
    compared = [("hold", m.time.hold), ("spoken", spoken_to), ("understood", m.time.understood)]
    shown = _most_telling(m.on_file)
    shares = [
        (kind, getattr(m.time, kind)) for kind in ("company", "caller", "both", "hold", "ringing", "dead", "quiet")
    ]
    shares = [(kind, seconds) for kind, seconds in shares if seconds >= 0.5]
    pictured = record.turns, m.time.total, m.name, w.__getitem__
    text: str = _template().render(
        language=language if language in LANGUAGES else "en",
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        logo=_logo(m.company),
        w=w,
        m=m,
        calm=m.calm,
        reference=reference(m),
        journey=pictures.journey_picture(m.legs, *pictured),
        narrow_journey=pictures.journey_picture(m.legs, *pictured, narrow=True),
        legs=[_leg(m, leg, w) for leg in m.legs],
        time_bar=pictures.bar_picture(shares, m.time.total),
        shares=shares,
        compared=[(kind, seconds, pictures.bar_picture([("share", seconds)], longest)) for kind, seconds in compared],
        turns_said=sum(bool(turn.text) for turn in record.turns),
        file=[_entry(m, entry, w) for entry in shown],
        file_left=len(m.on_file) - len(shown),
        delivered=m.gesture.delivered if m.gesture else (),
        signs=_signs(m, w),
        turns_text=_turns_text(m, w),
        levels=pictures.level_picture(m.calm.turns, m.time.total, w.__getitem__)
        if any(turn.level is not None for turn in m.calm.turns)
        else "",
        interruptions=_interrupted(m),
        sound=b64encode(sound).decode("ascii") if sound else "",
        sound_type=MEDIA_TYPE,
        languages=_languages(record),
        chosen=language if language in _languages(record) else _languages(record)[0],
        words=list(_words(record, m, w)),
        statement=statement,
    )
    return typeset_page(text)


def reference(m: Measures) -> str:
    """A reference number such as a company gives: the scenario's letters, the seed, and how long one stayed."""
    letters = "".join(ch for ch in m.scenario.upper() if ch.isascii() and ch.isalpha())[:3].ljust(3, "X")
    return f"{letters}-{m.seed % 10_000:04d}-{round(m.time.total) % 10_000:04d}/11"


def typeset_page(text: str) -> str:
    """Without control characters and halves of characters, which have no place in a page."""
    return _UNSEEN.sub("\ufffd", text).encode("utf-8", errors="replace").decode("utf-8")


def _most_telling(on_file: Sequence[OnFile]) -> list[OnFile]:
    """In order of time; of very many those without a double, and those that are nearest in sound."""
    if len(on_file) <= MOST_ON_FILE:
        return list(on_file)
    first = {(entry.said_part.casefold(), entry.recorded_part.casefold()): entry for entry in reversed(on_file)}
    by_nearness = sorted(first.values(), key=lambda entry: (entry.distance is None, entry.distance or 0.0))
    return sorted(by_nearness[:MOST_ON_FILE], key=lambda entry: entry.t)


def _leg(m: Measures, leg: Leg, w: Mapping[str, Any]) -> dict[str, Any]:
    person = next((person for person in m.people if person.id == leg.who), None)
    what = w.get(leg.kind, leg.kind)
    if leg.kind == "transfer":
        what = w["transfer_warm" if leg.warm else "transfer_cold"].replace("{to}", m.name(leg.to))
    elif leg.kind == "hold":
        what = w["hold_music"]
    return {
        "kind": leg.kind,
        "start": leg.start,
        "seconds": leg.seconds,
        "who": m.name(leg.who) if leg.who else "",
        "department": person.department if person else "",
        "what": what,
    }


def _entry(m: Measures, entry: OnFile, w: Mapping[str, Any]) -> dict[str, Any]:
    from voiceapp.aftercall import pictures

    near = None if entry.distance is None or not entry.wrong else round(100 * (1 - entry.distance))
    return {
        "t": entry.t,
        "by": m.name(entry.by),
        "field": w["field_names"].get(entry.field, entry.field),
        "said": _marked(entry.said, entry.said_part if entry.wrong else "", "said-part"),
        "recorded": _marked(entry.recorded, entry.recorded_part if entry.wrong or not entry.said else "", ""),
        "near": near,
        "bar": pictures.bar_picture([("share", near)], 100.0) if near is not None else "",
    }


def _marked(text: str, part: str, kind: str) -> Any:
    """The text with the words that changed marked in it: a safe piece of HTML."""
    from markupsafe import Markup

    at = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) if part else None
    if at is None:
        return text
    tag = Markup('<span class="{}">{}</span>').format(kind, part) if kind else Markup("<mark>{}</mark>").format(part)
    return Markup("{}{}{}").format(text[: at.start()], tag, text[at.end() :])


def _signs(m: Measures, w: Mapping[str, Any]) -> list[dict[str, Any]]:
    from voiceapp.aftercall.calm import RULES

    calm = m.calm
    too_few = w["no_recording_level"] if all(turn.level is None for turn in calm.turns) else w["too_few"]
    measured = {
        "interrupted": str(calm.interruptions),
        "louder": too_few if calm.louder is None else f"{_decimal(calm.louder, w, sign=True)} dB",
        "faster": w["too_few"] if calm.faster is None else f"{_decimal(calm.faster, w, sign=True)} %",
        "swore": str(calm.swore),
        "threatened": str(calm.threatened),
    }
    rules = {"louder": "per_decibel", "faster": "per_percent"}
    return [
        {
            "what": w[f"rule_{sign}"],
            "rule": _fill(w[rules.get(sign, "rule_points")], each=_decimal(each, w), most=_decimal(most, w)),
            "measured": measured[sign],
            "points": _decimal(calm.points[sign], w),
        }
        for sign, (each, most) in RULES.items()
    ]


def _turns_text(m: Measures, w: Mapping[str, Any]) -> str:
    calm = m.calm
    values = {
        "n": len(calm.turns),
        "median": _decimal(calm.median_seconds, w),
        "longest": _decimal(calm.longest_seconds, w),
        "rate": round(calm.median_rate or 0),
    }
    return _fill(w["turns_text" if calm.median_rate else "turns_text_few"], **values)


def _interrupted(m: Measures) -> str:
    """Who was interrupted, and at what times."""
    return ", ".join(f"{m.name(turn.interrupted)} ({clock(turn.t)})" for turn in m.calm.turns if turn.interrupted)


def _languages(record: Record) -> list[str]:
    """The languages that what was said can be read in, the spoken one first; never none."""
    spoken = str(record.begun.get("language") or "en")
    known = {code for speech in record.speeches for code in speech.captions}
    return [spoken, *(code for code in LANGUAGES if code in known and code != spoken)]


def _words(record: Record, m: Measures, w: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Everything that was said, and what happened in between, in order."""
    languages = _languages(record)
    lines = [
        _line(speech, m.name(speech.who), [(code, _with_sound(speech, code)) for code in languages])
        for speech in record.speeches
    ]
    for turn in record.turns:
        said = [(code, turn.text or w["nothing_said"]) for code in languages]
        lines.append({**_line(turn, w["you"], said), "yours": True})
    for leg in m.legs:
        if leg.kind in ("ringing", "dead", "callback", "hold", "transfer"):
            lines.append({**_line(leg), "event": _leg(m, leg, w)["what"]})
    return sorted(lines, key=lambda line: (line["start"], not line["event"]))


def _with_sound(speech: Speech, language: str) -> str:
    """The words in a language, after the sound that was heard with them."""
    words = speech.captions.get(language) or speech.text
    if not speech.sound:
        return words
    known = SOUNDS.get(language, SOUNDS["en"])
    return f"[{known.get(speech.sound, speech.sound.replace('_', ' '))}] {words}"


def _line(spoken: Speech | Turn | Leg, who: str = "", said: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    start, end = round(spoken.start, 2), round(spoken.end, 2)
    return {"start": start, "end": end, "who": who, "texts": said, "yours": False, "event": ""}


def _decimal(value: float, w: Mapping[str, Any], *, sign: bool = False) -> str:
    """With one place where there is one: ``3.0`` -> ``3``, ``-0.4`` -> ``−0.4``, or ``−0,4`` in other languages."""
    text = f"{abs(value):.1f}".removesuffix(".0").replace(".", w["decimal"])
    return text if text == "0" else ("−" if value < 0 else "+" if sign else "") + text


def _fill(text: str, **values: object) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _asset(*parts: str) -> str:
    path = assets.path(*parts)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Missing(
            f"{path} cannot be read ({getattr(fault, 'strerror', '') or fault}): reinstall voiceapp"
        ) from None


@cache
def _style() -> Any:
    from markupsafe import Markup

    faces = []
    for name, weight in _FACES:
        path = assets.path("brand", "fonts", f"MobilimboSans-{name}.ttf")
        if path.is_file():  # without it the page falls back on what the machine has
            data = b64encode(path.read_bytes()).decode("ascii")
            faces.append(
                f'@font-face {{ font-family: "Mobilimbo Sans"; font-weight: {weight}; '
                f'src: url("data:font/ttf;base64,{data}") format("truetype"); }}\n'
            )
    return Markup("".join(faces) + _asset("aftercall", "report.css"))


@cache
def _script() -> Any:
    from markupsafe import Markup

    return Markup(_asset("aftercall", "report.js"))


@cache
def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(clock=clock, fill=_fill)
    return environment.from_string(_asset("aftercall", "report.html"))


def _logo(company: str) -> Any:
    """The house's own logo, or the name of a company that has none.

    The letters stand where the bold face of the brand has them at 1000 units; the arc leads from the dot of the first
    i to that of the second, and gets four fifths of the way.
    """
    from markupsafe import Markup

    if company != "Mobilimbo":
        return Markup('<strong class="wordmark"><bdi>{}</bdi></strong>').format(company)
    return Markup(
        '<svg class="logo" viewBox="0 -1060 4940 1100" role="img" aria-label="Mobilimbo">'
        '<text x="0" y="0">mobılımbo</text>'
        '<path class="signal" d="M2167 -660A289.5 324 0 0 1 2690.7 -850.5"/>'
        '<circle class="from" cx="2167" cy="-660" r="86"/><circle class="to" cx="2746" cy="-660" r="62"/></svg>'
    )
