"""The funniest stretch of a call, by a stated measure.

A call is told in *exchanges*: something the caller says, and all the company says until the caller speaks again. Each
is worth the sum of:

- ``NEAR`` for each thing misheard in it, by how believable it is: in full when it sounds between 0.08 and 0.42 away
  from what was said (articulatory edit cost, ``voiceapp.aftercall.likeness``), less the farther outside of that;
  ``FAR`` of it where no distance is known; ``BOX`` for the right word in the wrong box;
- ``QUOTE`` when the company says three or more of the caller's words back in a row;
- ``PAY_OFF`` when it speaks of something that was put on file wrongly in an earlier exchange;
- ``CALM`` when somebody who complains, swears or threatens is answered;
- ``TRANSFER`` and ``CUT`` for each of these in it, ``SURVEY`` for each answer recorded as another, ``GIFT`` for a
  gesture that is ordered wrongly.

A stretch is worth its whole exchanges, ``TRICK`` for each different trick and ``AGENT`` for each different agent in
it, less ``HOLD`` and ``SILENCE`` for each second in which music plays or nobody speaks. It begins where an exchange
or a speech begins and ends where a speech ends, at moments when nobody else speaks. Among equals the first is taken.

The weights are our own; what they prefer can be seen with ``voiceapp video --best``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

from voiceapp.aftercall.journey import journey
from voiceapp.aftercall.measures import Measures
from voiceapp.aftercall.record import Record, Speech, Turn

NEAR, FAR = 3.0, 0.4
BOX = 1.5
QUOTE = 1.0
PAY_OFF = 1.5
CALM = 1.0
TRANSFER, CUT, SURVEY, GIFT = 1.5, 2.5, 2.0, 2.5
TRICK, AGENT = 0.7, 0.7
HOLD, SILENCE = 0.25, 0.15

BELIEVABLE = (0.08, 0.42)
"""Distances in sound between which a mishearing is both near enough to be believed and far enough to be noticed."""

BEFORE, AFTER = 0.25, 0.7
"""Seconds left before the first words of a stretch and after its last."""

_ANGRY = frozenset({"complain", "swear", "threaten", "ask_supervisor", "refuse_transfer"})
_SHORTEST = 0.6  # of the length asked for: a stretch that is shorter has no room to be funny


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """From ``start`` to ``end``, in seconds; what it is worth."""

    start: float
    end: float
    worth: float


def best_stretch(
    record: Record, measures: Measures, seconds: float, *, within: tuple[float, float] | None = None
) -> tuple[float, float]:
    """From where to where the funniest stretch of at most ``seconds`` goes. Of a call that is shorter it is all."""
    low, high = within or (0.0, record.duration)
    if high - low <= seconds:
        return low, high
    spoken = sorted([(s.start, s.end) for s in record.speeches] + [(t.start, t.end) for t in record.turns if t.text])
    spoken = [(start, end) for start, end in spoken if low <= start and end <= high]
    begun, latest = [a for a, _ in spoken], list(accumulate((b for _, b in spoken), max))

    def spoken_over(t: float) -> bool:
        before = bisect_left(begun, t)
        return before > 0 and latest[before - 1] > t

    starts = [start for start, _ in spoken if not spoken_over(start)]
    ends = sorted({end for _, end in spoken if not spoken_over(end)})
    found = sorted(exchanges(record, measures), key=_BEGINNING)
    lost = _Lost(record)
    best: tuple[float, float, float] | None = None
    for start in starts:
        for end in ends[bisect_left(ends, start + seconds * _SHORTEST) : bisect_right(ends, start + seconds - BEFORE)]:
            worth = _worth(record, found, start, end) - lost.between(start, end)
            if best is None or worth > best[0] + 1e-9:
                best = worth, start, end
    if best is None:
        return low, low + seconds
    _, start, end = best
    before = max((b for _, b in spoken if b <= start), default=low)
    after = min((a for a, _ in spoken if a >= end), default=high)
    start = max(start - BEFORE, (before + start) / 2, low)
    return start, min(end + AFTER, (end + after) / 2, start + seconds, high)


def exchanges(record: Record, measures: Measures) -> list[Exchange]:
    """The exchanges of a call in order, each with its worth; what comes before the caller's first words is none."""
    turns = [turn for turn in record.turns if turn.text]
    on_file: list[tuple[float, str]] = []
    made = []
    for n, turn in enumerate(turns):
        until = turns[n + 1].start if n + 1 < len(turns) else record.duration
        answers = record.speeches_from(turn.start, until)
        end = max([turn.end, *(min(answer.end, until) for answer in answers)])
        made.append(Exchange(start=turn.start, end=end, worth=_value(record, measures, turn, answers, until, on_file)))
        on_file += [
            (entry.t, entry.recorded_part or entry.recorded)
            for entry in measures.on_file
            if turn.start <= entry.t < until and entry.wrong
        ]
    return made


def believable(distance: float | None) -> float:
    """How believable a mishearing at a ``distance`` in sound is, 0..1."""
    if distance is None:
        return FAR
    near, far = BELIEVABLE
    if distance < near:
        return max(0.0, distance / near)
    return 1.0 if distance <= far else max(0.0, 1 - (distance - far) / 0.4)


def _value(
    record: Record,
    measures: Measures,
    turn: Turn,
    answers: Sequence[Speech],
    until: float,
    on_file: Sequence[tuple[float, str]],
) -> float:
    worth = 0.0
    filed = [entry for entry in measures.on_file if turn.start <= entry.t < until]
    worth += sum(NEAR * believable(entry.distance) for entry in filed if entry.wrong)
    worth += BOX * any(not entry.said for entry in filed)
    if not filed and any(answer.heard for answer in answers):
        worth += NEAR * FAR
    if any(_quoted(turn.text, answer.text) for answer in answers):
        worth += QUOTE
    earlier = {part.casefold() for t, part in on_file if t < turn.start}
    if any(_speaks_of(answer.text, earlier) for answer in answers):
        worth += PAY_OFF
    if turn.intent in _ANGRY and answers:
        worth += CALM
    for kind, value in (("transfer", TRANSFER), ("cut.off", CUT)):
        worth += value * sum(turn.start <= float(line["t"]) < until for line in record.of(kind))
    worth += SURVEY * sum(a.said != a.recorded and turn.start <= a.t < until for a in measures.survey)
    gesture = measures.gesture
    if gesture and turn.start <= gesture.t < until and gesture.asked != gesture.ordered:
        worth += GIFT
    return worth


_BEGINNING = attrgetter("start")


def _worth(record: Record, found: Sequence[Exchange], start: float, end: float) -> float:
    """``found`` in the order in which they begin."""
    inside = [speech for speech in record.speeches_from(start, end) if speech.end <= end]
    tricks = {speech.trick for speech in inside if speech.trick}
    agents = {speech.who for speech in inside if record.people[speech.who].role == "agent"}
    began = found[bisect_left(found, start, key=_BEGINNING) : bisect_right(found, end, key=_BEGINNING)]
    whole = sum(exchange.worth for exchange in began if exchange.end <= end)
    return whole + TRICK * len(tricks) + AGENT * len(agents)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’]\w+)?", text.casefold())


def _quoted(said: str, answer: str) -> bool:
    words, other = _words(said), f" {' '.join(_words(answer))} "
    return any(f" {' '.join(words[i : i + 3])} " in other for i in range(len(words) - 2))


def _speaks_of(answer: str, parts: Iterable[str]) -> bool:
    spoken = f" {' '.join(_words(answer))} "
    return any(part and f" {' '.join(_words(part))} " in spoken for part in parts)


class _Lost:
    """Seconds of a call in which nothing is said, by what they cost."""

    def __init__(self, record: Record) -> None:
        steps = 10
        cost = [SILENCE / steps] * (int(record.duration * steps) + 1)
        for leg in journey(record):
            if leg.kind == "hold":
                _paint(cost, leg.start, leg.end, HOLD / steps, steps)
        for start, end in [(s.start, s.end) for s in record.speeches] + [(t.start, t.end) for t in record.turns]:
            _paint(cost, start, end, 0.0, steps)
        self._steps, self._sums = steps, [0.0]
        for each in cost:
            self._sums.append(self._sums[-1] + each)

    def between(self, start: float, end: float) -> float:
        last = len(self._sums) - 1
        return self._sums[min(last, int(end * self._steps))] - self._sums[min(last, int(start * self._steps))]


def _paint(cost: list[float], start: float, end: float, value: float, steps: int) -> None:
    for i in range(int(start * steps), min(len(cost), int(end * steps))):
        cost[i] = value
