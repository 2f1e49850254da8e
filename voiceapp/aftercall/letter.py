"""The company's letter after the gesture: a page to print, with everything wrong on it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from voiceapp import assets
from voiceapp.aftercall.gist import gist
from voiceapp.aftercall.measures import Measures, measured
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.texts import drawer, polished, texts
from voiceapp.call_folder import CallFolder, write_bytes
from voiceapp.dialogue import template
from voiceapp.dialogue.tricks import slipped
from voiceapp.errors import BadInput, Missing

if TYPE_CHECKING:
    from fpdf import FPDF

UNKNOWN_SIGN = "◊"
"""What stands for a sign that the house's type does not have; callers may say anything."""

_WRITTEN = datetime(2006, 11, 30, tzinfo=UTC)
"""The date inside the file: always the same, so that the same call gives the same bytes."""

_INK, _SOFT, _TEAL, _LINE = (20, 32, 30), (80, 96, 93), (0, 113, 102), (205, 215, 213)
_LEFT, _RIGHT, _WIDE = 25.0, 185.0, 160.0
"""Margins of an A4 page, in millimetres."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The words of a letter, in the order in which they stand on the page."""

    department: str
    address: tuple[str, ...]
    references: tuple[tuple[str, str], ...]
    subject: str
    paragraphs: tuple[str, ...]
    order: tuple[tuple[str, str], ...]
    closing: str
    signature: str
    signed_for: str
    enclosed: tuple[str, str]
    footer: str
    unprintable: str


def compose(measures: Measures, language: str = "en", seed: int | None = None) -> Letter:
    """The letter on a call; the same call, language and seed give the same words. Raises ``BadInput``
    without a gesture.
    """
    if measures.gesture is None:
        raise BadInput("in this call nothing was given: a letter is only written after the gesture")
    seed = measures.seed if seed is None else seed
    rng = Random(f"letter {seed} {measures.scenario}")
    words = texts("letter", language)
    values = {**gist(measures, seed, language), "hotline": measures.number, **_numbers(measures, rng)}
    draw = drawer(words, values, rng, language)
    table = drawer(words["table"], values, rng, language)
    labels = words["labels"]
    signer = _signer(measures)

    def filled(text: str, **more: str) -> str:
        return polished(template.render(text, {**values, **more}) or "", language)

    return Letter(
        department=words["department"],
        address=(draw("addressee"), draw("street"), draw("town")),
        references=(
            (labels["date"], draw("date")),
            (labels["your_reference"], draw("your_reference")),
            (labels["our_reference"], values["number_1"]),
            (labels["customer"], values["number_2"]),
            (labels["form"], draw("form")),
        ),
        subject=draw("subject"),
        paragraphs=(draw("salutation"), draw("opening"), draw("middle"), draw("small_print")),
        order=(
            (labels["asked"], measures.gesture.asked or "–"),
            (labels["ordered"], f"{measures.gesture.ordered} ({values['number_3']})"),
            (labels["quantity"], table("quantity")),
            (labels["colour"], table("colour")),
            (labels["delivery"], table("delivery")),
            (labels["price"], table("price")),
        ),
        closing=draw("closing"),
        signature=signer,
        signed_for=filled(words["signed_for"], agent=_colleague(measures)),
        enclosed=(labels["enclosed"], draw("enclosed")),
        footer=filled(words["footer"], hotline=measures.number or values["number_1"]),
        unprintable=filled(words["unprintable"], sign=UNKNOWN_SIGN),
    )


def _numbers(measures: Measures, rng: Random) -> dict[str, str]:
    """The customer's number three times, never twice the same."""
    on_file = [entry.recorded for entry in measures.on_file if entry.field == "number" and entry.recorded.isdigit()]
    number = on_file[-1] if on_file and len(on_file[-1]) > 2 else f"{rng.randrange(10**5, 10**6)}"
    versions = [number]
    while len(versions) < 4:
        number = slipped(number, rng)
        if number in versions:  # two slips can undo each other
            number = number[:-1] + str((int(number[-1]) + 1) % 10)
        if number not in versions:
            versions.append(number)
    return {f"number_{i}": version for i, version in enumerate(versions[1:], start=1)}


def _giver(measures: Measures) -> str:
    """Who gave the gift: the last agent of the call."""
    return next((leg.who for leg in reversed(measures.legs) if leg.kind == "agent"), "")


def _colleague(measures: Measures) -> str:
    """Somebody else of those who took the call, or the company."""
    others = (leg.who for leg in reversed(measures.legs) if leg.kind == "agent" and leg.who != _giver(measures))
    return next((measures.name(who) for who in others), measures.company)


def _signer(measures: Measures) -> str:
    """Who gave the gift, with the department."""
    gave = _giver(measures)
    person = next((person for person in measures.people if person.id == gave), None)
    if person is None:
        return measures.company
    return f"{person.name}, {person.department}" if person.department else person.name


def pdf(letter: Letter, company: str) -> bytes:
    """The letter as one page of PDF; the same letter gives the same bytes. Raises ``Missing`` without the type."""
    try:
        from fpdf import FPDF, XPos, YPos
    except ImportError:
        raise Missing("letters are set with fpdf2, which is not installed: pip install fpdf2") from None

    page = FPDF(format="A4")
    page.set_creation_date(_WRITTEN)
    page.set_title(letter.subject)
    page.set_author(company)
    page.set_lang("en")
    page.set_auto_page_break(False)
    page.set_margins(_LEFT, 20, 210 - _RIGHT)
    known = _type(page)
    page.add_page()
    page.c_margin = 0
    unknown = []

    def printable(text: str) -> str:
        shown = "".join(ch if ord(ch) in known or ch in "\n" else _sign(ch) for ch in text)
        if UNKNOWN_SIGN in shown and UNKNOWN_SIGN not in text:
            unknown.append(text)
        return shown

    def write(text: str, size: float, style: str = "", *, ink: tuple[int, int, int] = _INK, gap: float = 0.0) -> None:
        page.set_font("Mobilimbo Sans", style, size)
        page.set_text_color(*ink)
        page.multi_cell(_WIDE, size * 0.5, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        page.ln(gap)

    _letterhead(page, company, printable(letter.department))
    page.set_y(52)
    write("\n".join(letter.address), 11)
    page.set_y(82)
    _rows(page, [(printable(a), printable(b)) for a, b in letter.references], 9.5, label=42)
    page.set_y(page.get_y() + 9)
    write(letter.subject, 14, "B", gap=4)
    for paragraph in letter.paragraphs[:-1]:
        write(paragraph, 11, gap=2.8)
    page.ln(1.5)
    _rows(page, [(printable(a), printable(b)) for a, b in letter.order], 11, label=42, lines=True)
    page.ln(6)
    write(letter.paragraphs[-1], 11, gap=3.5)
    write(letter.closing, 11, gap=11)
    write(letter.signature, 11, "B")
    write(letter.signed_for, 11, ink=_SOFT, gap=6)
    write(f"{letter.enclosed[0]}: {letter.enclosed[1]}", 9.5, ink=_SOFT)
    if unknown:
        write(letter.unprintable, 9.5, ink=_SOFT)
    page.set_draw_color(*_LINE)
    page.line(_LEFT, 279, _RIGHT, 279)
    page.set_y(281)
    write(letter.footer, 7.5, ink=_SOFT)
    file = BytesIO()
    page.output(file)
    return file.getvalue()


def _type(page: FPDF) -> frozenset[int]:
    """Load the house's type; the code points it has."""
    known: frozenset[int] = frozenset()
    for style, face in (("", "Regular"), ("B", "Bold")):
        path = assets.path("brand", "fonts", f"MobilimboSans-{face}.ttf")
        if not path.is_file():
            raise Missing(f"the type {path} is missing: reinstall voiceapp")
        try:
            page.add_font("Mobilimbo Sans", style, path)
        except Exception as fault:  # its reader's own, of several kinds
            raise Missing(f"the type {path} is damaged ({fault}): reinstall voiceapp") from None
        face_of = page.fonts[f"mobilimbo sans{style}"]
        known = frozenset(getattr(face_of, "cmap", ()))
    return known


def _sign(ch: str) -> str:
    """A sign the type lacks: without its accent where that helps, nothing for what cannot be seen."""
    if unicodedata.category(ch) in {"Cc", "Cf", "Mn", "Cs"}:
        return "" if ch not in "\t\r" else " "
    plain = unicodedata.normalize("NFKD", ch)[0]
    return plain if plain.isascii() and plain.isprintable() else UNKNOWN_SIGN


def _letterhead(page: FPDF, company: str, department: str) -> None:
    """The logo as the brand has it: a signal sets out from one i for the other, and gets four fifths of the way."""
    page.set_fill_color(*_TEAL)
    page.rect(0, 0, 210, 3, style="F")
    page.set_text_color(*_TEAL)
    page.set_font("Mobilimbo Sans", "B", 27)
    page.set_xy(_LEFT, 18)
    if company == "Mobilimbo":
        unit = 27 * 0.3528 / 1000  # millimetres to a thousandth of the type's size
        baseline = 18 + 9.0
        page.text(_LEFT, baseline, "mobılımbo")
        x1, x2, y = _LEFT + 2167 * unit, _LEFT + 2746 * unit, baseline - 660 * unit
        page.set_draw_color(*_TEAL)
        page.set_line_width(95 * unit)
        radius = 289.5 * unit
        page.arc((x1 + x2) / 2 - radius, y - radius, 2 * radius, 180, 324, b=2 * radius)
        page.circle(x1, y, 86 * unit, style="F")
        page.set_line_width(48 * unit)
        page.circle(x2, y, 62 * unit)
    else:
        page.text(_LEFT, 27, company)
    page.set_font("Mobilimbo Sans", "", 9.5)
    page.set_text_color(*_SOFT)
    page.set_xy(_LEFT, 31)
    page.cell(_WIDE, 5, department)
    page.set_line_width(0.2)


def _rows(page: FPDF, rows: list[tuple[str, str]], size: float, *, label: float, lines: bool = False) -> None:
    """Label and value beside each other, with rules between them."""
    from fpdf import XPos, YPos

    page.set_draw_color(*_LINE)
    height = size * (0.62 if lines else 0.52)
    for name, value in rows:
        if lines:
            page.line(_LEFT, page.get_y(), _RIGHT, page.get_y())
        top = page.get_y()
        page.set_font("Mobilimbo Sans", "", size)
        page.set_text_color(*_SOFT)
        page.cell(label, height, name)
        page.set_text_color(*_INK)
        page.set_xy(_LEFT + label, top)
        page.multi_cell(_WIDE - label, height, value, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if lines:
        page.line(_LEFT, page.get_y(), _RIGHT, page.get_y())


def write_letter(folder: CallFolder, language: str | None = None) -> Path:
    """Make ``letter.pdf`` of a call folder; its path. ``language`` is that of the letter, or else the one spoken.

    Raises ``BadInput`` when there is no journal, no gesture in it, or the letter cannot be written, and ``Missing``
    without the library or the type that it is set with.
    """
    record = Record.read(folder)
    measures = measured(record)
    data = pdf(compose(measures, language or record.language), measures.company)
    write_bytes(folder.letter, data)
    return folder.letter
