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
NARROW = 400.0
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
    legs: Sequence[Leg],
    turns: Sequence[Turn],
    duration: float,
    name: Callable[[str], str],
    word: Word,
    *,
    narrow: bool = False,
) -> Markup:
    """Time runs to the right; each voice has a lane; lines lead from who gave the call away to who took it.

    ``name`` gives the name of somebody in the cast, ``word`` a label of the page. ``narrow`` is for telephones.
    """
    labels = {_YOU: word("you"), _HOLD: word("on_hold")}

    def lane(who: str) -> str:
        return labels.get(who) or name(who)  # two of the cast who go by one name share a lane

    lanes = dict.fromkeys(lane(who) for who in [*_voices(legs), _YOU])
    y = {label: TOP + LANE * i + LANE / 2 for i, label in enumerate(lanes)}
    width, left, height = NARROW if narrow else WIDTH, LABELS - 28 * narrow, TOP + LANE * len(y)
    scale = (width - left - RIGHT) / max(duration, 1.0)
    picture = "narrow" if narrow else "wide"

    def x(t: float) -> float:
        return left + t * scale

    parts = [_hatch(picture), *_axis(duration, x, height, _TICKS // 2 if narrow else _TICKS)]
    for label, at in y.items():
        parts.append(_element("line", kind="lane", x1=left, x2=width - RIGHT, y1=at, y2=at))
        parts.append(_element("text", _short(label, 11 if narrow else 15), kind="who", x=0, y=at + 4.5))
    parts += [_bar(leg, x, y[lane(leg.who)]) for leg in legs if leg.kind in ("menu", "hold", "agent", "survey")]
    for leg in legs:
        if leg.kind == "transfer":
            parts += _way(leg, x, y[lane(leg.who)], y[lane(leg.to)])
    for turn in turns:
        long = max(1.0 if narrow else 1.5, (turn.end - turn.start) * scale)
        parts.append(_element("rect", kind="yours", x=x(turn.start), y=y[lane(_YOU)] - 5, width=long, height=10))
    for before, leg in pairwise(legs):
        if leg.kind == "dead" and before.who:
            parts.append(_cut(x(leg.start), height, f"{clock(leg.start)}: {word('cut')}"))
    return _picture(f"journey {picture}", word("journey_picture"), width, height + 30, parts)


def _voices(legs: Sequence[Leg]) -> list[str]:
    """Who is heard, in order of appearance."""
    voices = []
    for leg in legs:
        if leg.kind not in ("ringing", "dead", "callback"):
            voices += [leg.who, leg.to] if leg.to else [leg.who]
    return voices


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


def _axis(duration: float, x: Callable[[float], float], height: float, most: int = _TICKS) -> list[Markup]:
    step = next((s for s in _STEPS if duration / s <= most), _STEPS[-1])
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
    return _picture("levels", word("level_picture"), WIDTH, height + 24, parts)


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


def _picture(kind: str, title: str, width: float, height: float, parts: Sequence[Markup]) -> Markup:
    head = Markup('<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">')
    return head.format(kind, _n(width), _n(height), title) + Markup("").join(parts) + Markup("</svg>")


def _element(tag: str, content: str | Markup = "", *, kind: str = "", **attributes: float | str) -> Markup:
    """An element of SVG; ``kind`` is its class, and text is escaped."""
    named = {"class": kind, **attributes} if kind else attributes
    written = Markup("").join(
        Markup(' {}="{}"').format(name, value if isinstance(value, str) else _n(value)) for name, value in named.items()
    )
    return Markup("<{}{}>{}</{}>").format(tag, written, content, tag)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _hatch(picture: str) -> Markup:
    """The pattern of hold music, once for each picture: one in a picture that is not shown would not be painted."""
    ground = _element("rect", kind="hold-ground", width=6, height=6)
    stripe = _element("rect", kind="hold-stripe", width=3, height=6)
    pattern = {"id": f"hold-{picture}", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return _element("defs", _element("pattern", ground + stripe, width=6, height=6, **pattern))
