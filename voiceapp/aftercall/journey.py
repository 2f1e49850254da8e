"""The way of a call: with whom, how long, handed on by whom, on hold, cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from voiceapp.aftercall.record import Act, Record

Kind = Literal["ringing", "menu", "hold", "agent", "transfer", "survey", "dead", "callback"]
Span = tuple[float, float]
"""From, to: seconds from the start of the call."""


@dataclass(frozen=True, kw_only=True)
class Leg:
    """One stretch of the journey, in seconds; ``who`` is a key of the cast, empty when nobody is there.

    Of a transfer ``who`` is the giver and ``to`` the taker; ``warm`` says that the giver stayed on the line.
    """

    kind: Kind
    start: float
    end: float
    who: str = ""
    to: str = ""
    warm: bool = False

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.end - self.start


def journey(record: Record) -> tuple[Leg, ...]:
    """The legs of a call, in order, without gaps or overlap, from 0 to the end of the call.

    Ringing is what lies between dialling and the first act behind it; the line is dead from a cut or a hang-up until
    the caller dials again, a call-back lasts until it is answered; stretches in a row with the same person are one leg.
    """
    legs: list[Leg] = []
    at = 0.0
    for act in record.acts:
        if act.start > at:
            legs.append(Leg(kind="ringing", start=at, end=act.start))
        legs += _of_act(record, act)
        at = act.end
    if record.duration > at:
        legs.append(Leg(kind="ringing", start=at, end=record.duration))
    return tuple(_merged(leg for leg in legs if leg.seconds > 0))


def _of_act(record: Record, act: Act) -> Iterator[Leg]:
    """The legs of one act: first somebody speaks, then the line may be dead, then it rings."""
    breaks = {"cut.off": "dead", "caller.hung_up": "dead", "call.resumed": "ringing", "callback": "callback"}
    kind, at = _kind(act), act.start
    leg = _spoken(record, act, kind)
    for line in act.lines:
        if line["kind"] in breaks:
            t = min(max(float(line["t"]), at), act.end)
            yield _part(leg, at, t)
            leg, at = Leg(kind=breaks[line["kind"]], start=t, end=t), t  # type: ignore[arg-type]
    yield _part(leg, at, act.end)


def _part(leg: Leg, start: float, end: float) -> Leg:
    return Leg(kind=leg.kind, start=start, end=end, who=leg.who, to=leg.to, warm=leg.warm)


def _kind(act: Act) -> Kind:
    kinds = {line["kind"] for line in act.lines}
    for kind, leg in (
        ("transfer", "transfer"),
        ("hold.started", "hold"),
        ("survey.asked", "survey"),
        ("menu", "menu"),
        ("callback", "callback"),
    ):
        if kind in kinds:
            return leg  # type: ignore[return-value]
    return "agent"


def _spoken(record: Record, act: Act, kind: Kind) -> Leg:
    """The first leg of an act, with whoever spoke most in it."""
    if kind == "transfer":
        line = next(line for line in act.lines if line["kind"] == "transfer")
        return Leg(
            kind=kind, start=0, end=0, who=str(line["from"]), to=str(line["to"]), warm=bool(line.get("warm", False))
        )
    if kind in ("hold", "callback"):
        return Leg(kind=kind, start=0, end=0)
    spoken: dict[str, float] = {}
    for speech in record.speeches_from(act.start, act.end):
        spoken[speech.who] = spoken.get(speech.who, 0.0) + speech.end - speech.start
    who = max(spoken, key=spoken.__getitem__, default="")
    if not who:
        return Leg(kind="dead", start=0, end=0)
    if kind == "agent" and record.people[who].role != "agent":
        kind = "menu" if record.people[who].role == "ivr" else "survey" if record.people[who].role == "survey" else kind
    return Leg(kind=kind, start=0, end=0, who=who)


def _merged(legs: Iterable[Leg]) -> Iterator[Leg]:
    before: Leg | None = None
    for leg in legs:
        same = before and (before.kind, before.who, before.to) == (leg.kind, leg.who, leg.to)
        if before and same and leg.kind != "transfer":
            before = _part(before, before.start, leg.end)
            continue
        if before:
            yield before
        before = leg
    if before:
        yield before
