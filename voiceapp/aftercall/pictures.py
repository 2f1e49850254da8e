"""The pictures of the report, as SVG that takes its colours from the page's style sheet.

Words in them are escaped here; the page embeds the result as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from markupsafe import Markup

from voiceapp.aftercall.calm import TurnMeasure
from voiceapp.aftercall.journey import Leg
from voiceapp.aftercall.record import Turn
from voiceapp.aftercall.transcript import clock

WIDTH = 960.0
LABELS = 118.0
"""What is left of the picture for the names of the lanes."""

RIGHT = 14.0
LANE = 34.0
BAR = 18.0
TOP = 12.0
_STEPS = (10, 30, 60, 120, 300, 600, 1200, 1800, 3600)
_TICKS = 9
_HOLD, _YOU = "", "\0you"  # the lanes of nobody in the cast

Word = Callable[[str], str]


def journey_picture(
    legs: Sequence[Leg], turns: Sequence[Turn], duration: float, name: Callable[[str], str], word: Word
) -> Markup:
    """Time runs to the right; each voice has a lane; lines lead from who gave the call away to who took it.

    ``name`` gives the name of somebody in the cast, ``word`` a label of the page.
    """
    lanes = _lanes(legs)
    y = {lane: TOP + LANE * i + LANE / 2 for i, lane in enumerate([*lanes, _YOU])}
    height = TOP + LANE * len(y)
    scale = (WIDTH - LABELS - RIGHT) / max(duration, 1.0)

    def x(t: float) -> float:
        return LABELS + t * scale

    labels = {_YOU: word("you"), _HOLD: word("on_hold")}
    parts = [_HATCH, *_axis(duration, x, height)]
    for lane, at in y.items():
        parts.append(_element("line", kind="lane", x1=LABELS, x2=WIDTH - RIGHT, y1=at, y2=at))
        parts.append(_element("text", _short(labels.get(lane) or name(lane)), kind="who", x=0, y=at + 4.5))
    parts += [_bar(leg, x, y[leg.who]) for leg in legs if leg.kind not in ("ringing", "dead", "transfer")]
    for leg in legs:
        if leg.kind == "transfer":
            parts += _way(leg, x, y[leg.who], y[leg.to])
    for turn in turns:
        width = max(1.5, (turn.end - turn.start) * scale)
        parts.append(_element("rect", kind="yours", x=x(turn.start), y=y[_YOU] - 5, width=width, height=10, rx=2))
    for before, leg in pairwise(legs):
        if leg.kind == "dead" and before.who:
            parts.append(_cut(x(leg.start), height, f"{clock(leg.start)}: {word('cut')}"))
    return _picture("journey", word("journey_picture"), height + 30, parts)


def _lanes(legs: Sequence[Leg]) -> list[str]:
    """Who has a lane, in order of appearance."""
    lanes = []
    for leg in legs:
        if leg.kind not in ("ringing", "dead"):
            lanes += [leg.who, leg.to] if leg.to else [leg.who]
    return list(dict.fromkeys(lanes))


def _bar(leg: Leg, x: Callable[[float], float], y: float) -> Markup:
    title = _element("title", f"{clock(leg.start)} – {clock(leg.end)}")
    width = max(2.0, x(leg.end) - x(leg.start) - 1)
    return _element("rect", title, kind=f"leg {leg.kind}", x=x(leg.start), y=y - BAR / 2, width=width, height=BAR, rx=3)


def _way(leg: Leg, x: Callable[[float], float], giver: float, taker: float) -> list[Markup]:
    """The curve of a transfer: while the giver explains, the call is between two lanes."""
    x1, x2 = x(leg.start), x(leg.end)
    half = (x1 + x2) / 2
    curve = f"M{_n(x1)} {_n(giver)}C{_n(half)} {_n(giver)} {_n(half)} {_n(taker)} {_n(x2)} {_n(taker)}"
    kind = "way warm" if leg.warm else "way cold"
    return [_element("path", kind=kind, d=curve), _element("circle", kind="taken", cx=x2, cy=taker, r=3.5)]


def _cut(x: float, height: float, title: str) -> Markup:
    line = _element("line", x1=x, x2=x, y1=TOP - 2, y2=height)
    return _element(
        "g", _element("title", title) + line + _element("path", d=f"M{_n(x - 4)} 0.5l8 8m0 -8l-8 8"), kind="cut"
    )


def _axis(duration: float, x: Callable[[float], float], height: float) -> list[Markup]:
    step = next((s for s in _STEPS if duration / s <= _TICKS), _STEPS[-1])
    parts = []
    for t in range(0, int(duration) + 1, step):
        parts.append(_element("line", kind="tick", x1=x(t), x2=x(t), y1=TOP, y2=height))
        parts.append(_element("text", clock(t), kind="minute", x=x(t), y=height + 20))
    return parts


def level_picture(turns: Sequence[TurnMeasure], duration: float, word: Word) -> Markup:
    """How loud each turn was over the call, in dB; those that interrupted somebody are marked."""
    heard = [(turn, turn.level) for turn in turns if turn.level is not None]
    height, left = 150.0, 44.0
    low, high = _range([level for _, level in heard])
    scale = (WIDTH - left - RIGHT) / max(duration, 1.0)

    def y(level: float) -> float:
        return 10 + (height - 20) * (high - level) / (high - low)

    parts = _axis(duration, lambda t: left + t * scale, height)
    for level in range(int(low), int(high) + 1, 3 if high - low <= 18 else 6):
        parts.append(_element("line", kind="lane", x1=left, x2=WIDTH - RIGHT, y1=y(level), y2=y(level)))
        label = f"−{-level}" if level else "0"
        parts.append(_element("text", label, kind="level", x=left - 8, y=y(level) + 4))
    for turn, of_turn in heard:
        kind, at = "over" if turn.interrupted else "turn", y(of_turn) - 2.5
        width = max(5.0, turn.seconds * scale)
        parts.append(_element("rect", kind=kind, x=left + turn.t * scale, y=at, width=width, height=5, rx=2.5))
    return _picture("levels", word("level_picture"), height + 24, parts)


def _range(levels: Sequence[float]) -> tuple[float, float]:
    """Bounds for the axis, multiples of 3 dB, at least 12 dB apart."""
    low, high = 3 * (min(levels) // 3), 3 * -(-max(levels) // 3)
    middle = 3 * round((low + high) / 6)
    return min(low, middle - 6.0), min(0.0, max(high, middle + 6.0))


def bar_picture(parts: Sequence[tuple[str, float]], total: float) -> Markup:
    """A bar of parts, each with the class it is coloured by and its share of ``total``; for words beside it."""
    at, drawn = 0.0, Markup("")
    for kind, value in parts:
        width = 100 * value / total if total > 0 else 0.0
        drawn += _element("rect", kind=kind, x=f"{_n(at)}%", width=f"{_n(width)}%", height="100%")
        at += width
    return Markup('<svg class="bar" aria-hidden="true">{}</svg>').format(drawn)


def _picture(kind: str, title: str, height: float, parts: Sequence[Markup]) -> Markup:
    head = Markup('<svg class="{}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-name">')
    name = Markup('<title id="{}-name">{}</title>').format(kind, title)
    return head.format(kind, _n(WIDTH), _n(height), kind) + name + Markup("").join(parts) + Markup("</svg>")


def _element(tag: str, content: str | Markup = "", *, kind: str = "", **attributes: float | str) -> Markup:
    """An element of SVG; ``kind`` is its class, and text is escaped."""
    named = {"class": kind, **attributes} if kind else attributes
    written = Markup("").join(
        Markup(' {}="{}"').format(name, value if isinstance(value, str) else _n(value)) for name, value in named.items()
    )
    return Markup("<{}{}>{}</{}>").format(tag, written, content, tag)


def _short(text: str) -> str:
    return text if len(text) <= 15 else text[:14].rstrip() + "…"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


_HATCH = Markup(
    '<defs><pattern id="hold" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="hold-ground"/><rect width="3" height="6" class="hold-stripe"/></pattern></defs>'
)
