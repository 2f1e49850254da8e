"""What could be better about a scenario that can be played: what is never reached, may run out, or is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voiceapp.dialogue import template
from voiceapp.dialogue.scenario import (
    LANGUAGES,
    Act,
    Agent,
    Callback,
    Cut,
    Ending,
    Gesture,
    Hold,
    Line,
    Menu,
    Number,
    Scenario,
    Survey,
    Transfer,
    branches,
    gos,
)
from voiceapp.dialogue.scenario_check import Fault

ALWAYS_FILLED = frozenset(
    "company number agent mood queue calls minutes visits to giver key recorded said heard quote letters box field "
    "verb wish earlier spelled".split()
)
"""Slots that are filled whenever a line that uses them can be drawn, or whose pool is passed over otherwise."""

OF_A_READING = frozenset("heard quote said".split())
"""Slots that only a wrong reading fills: where nothing may have been misheard they can be empty."""

_HAS_DEFAULT = re.compile(r"\{\{[^{}]*\|\s*default\([^{}]*\}\}")

SAYING = 9.0
"""Seconds an agent's turn takes with the caller's before it: measured over typed calls."""

LONG_SENTENCE = 34
"""Words in one sentence beyond which a listener loses the beginning; twenty-two is what to aim for."""


def doubts(scenario: Scenario) -> Iterator[Fault]:
    """Everything that a careful author would look at again."""
    yield from _unreached(scenario)
    for name, act in scenario.acts.items():
        yield from _one_way_conditions(act, ("acts", name))
    yield from _pools(scenario)
    yield from _captions(scenario)


def _unreached(scenario: Scenario) -> Iterator[Fault]:
    told = _reached(scenario, scenario.start)
    others = (scenario.abandoned, *(branch.to for branch in branches(scenario.rang_again)))
    reached = told.union(*(_reached(scenario, name) for name in others))
    for name in scenario.acts:
        if name not in reached:
            yield Fault(path=("acts", name), what="no way leads here; let an act go to it, or delete it")
    if not any(isinstance(scenario.acts[name], Ending) for name in told):
        yield Fault(path=("start",), what="no way leads from here to an ending; a call ends when all ways are used up")


def _reached(scenario: Scenario, start: str) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += [branch.to for go in gos(scenario.acts[name]) for branch in branches(go)]
    return reached


def _one_way_conditions(act: Act, path: tuple[str | int, ...]) -> Iterator[Fault]:
    for go in gos(act):
        ways = branches(go)
        if all(way.when for way in ways) and not _complementary([way.when for way in ways]):
            yield Fault(path=path, what="every way on has a condition; when none holds, the call is taken to its end")


def _complementary(conditions: list[str]) -> bool:
    return any(f"not {condition}" in conditions for condition in conditions)


def _needed(scenario: Scenario) -> dict[tuple[str, str], int]:
    """How often at most a pool is asked for a line in the longest call."""
    needed: dict[tuple[str, str], int] = {}

    def ask(voice: str, pool: str, times: int) -> None:
        needed[voice, pool] = needed.get((voice, pool), 0) + times

    for act in scenario.acts.values():
        match act:
            case Menu():
                for pool in act.open:
                    ask(act.voice, pool, act.at_most)
                ask(act.voice, act.unclear, act.at_most * act.tries)
                ask(act.voice, act.silent, act.at_most * act.tries)
            case Number():
                for pool in [*act.open, act.read_back]:
                    ask(act.voice, pool, act.at_most)
            case Hold():
                for item in act.announce:
                    voice, pool = (act.voice, item) if isinstance(item, str) else (item.voice, item.say)
                    ask(voice, pool, act.at_most)
            case Agent():
                for pool in [*act.open, act.close]:
                    ask(act.agent, pool, act.at_most)
                ask(act.agent, "silence", act.at_most * act.silences)
                ask(act.agent, "on.any", act.at_most * 2)
            case Transfer():
                if act.warm:
                    ask(act.to, act.reply, act.at_most)
            case Survey():
                for pool in [*act.open, *act.close, *(question.ask for question in act.questions)]:
                    ask(act.voice, pool, act.at_most)
            case Gesture():
                for pool in [*act.open, *act.deliver]:
                    ask(act.agent, pool, act.at_most)
            case Ending():
                for pool in act.say:
                    ask(act.voice, pool, act.at_most)
            case _:
                pass
    return needed


def _quoting(scenario: Scenario) -> set[tuple[str, str]]:
    """Pools that are only drawn from when there is a wrong reading."""
    acts = scenario.acts.values()
    return {(act.voice, act.read_back) for act in acts if isinstance(act, Number)} | {
        (act.agent, pool) for act in acts if isinstance(act, Gesture) for pool in act.deliver
    }


def _pools(scenario: Scenario) -> Iterator[Fault]:
    quoting = _quoting(scenario)
    for (voice, pool), times in _needed(scenario).items():
        filled = ALWAYS_FILLED if (voice, pool) in quoting else ALWAYS_FILLED - OF_A_READING
        lines = [_line(v) for v in scenario.cast[voice].lines.get(pool, ())]
        path = ("cast", voice, "lines", pool)
        if len(lines) < times:
            yield Fault(path=path, what=f"{len(lines)} lines, and the longest call can ask for {times}; write more")
        if lines and all(line.when or _may_be_empty(line.en, filled) for line in lines):
            yield Fault(path=path, what="every line needs a slot or a condition that may be missing; write one without")
    for voice, member in scenario.cast.items():
        for pool, variants in member.lines.items():
            for i, variant in enumerate(variants):
                longest = max((len(s.split()) for s in _line(variant).en.replace("?", ".").split(".")), default=0)
                if longest > LONG_SENTENCE:
                    yield Fault(
                        path=("cast", voice, "lines", pool, i),
                        what=f"a sentence of {longest} words; a listener keeps about {LONG_SENTENCE}: break it in two",
                    )


def _line(variant: str | Line) -> Line:
    return Line(en=variant) if isinstance(variant, str) else variant


def _may_be_empty(text: str, filled: frozenset[str]) -> bool:
    return not template.slots(_HAS_DEFAULT.sub("", text)) <= filled


def _captions(scenario: Scenario) -> Iterator[Fault]:
    for language in LANGUAGES[1:]:
        missing = list(_missing_captions(scenario, language))
        if len(missing) == sum(len(member.lines) for member in scenario.cast.values()):
            yield Fault(path=("cast",), what=f"no line has a caption in {language!r}")
        else:
            yield from missing


def _missing_captions(scenario: Scenario, language: str) -> Iterator[Fault]:
    for voice, member in scenario.cast.items():
        for pool, variants in member.lines.items():
            missing = sum(not getattr(_line(variant), language) for variant in variants)
            if missing:
                what = f"{missing} of {len(variants)} lines have no caption in {language!r}"
                yield Fault(path=("cast", voice, "lines", pool), what=what)


def longest_call(scenario: Scenario) -> float:
    """About how long a call takes at most, in seconds: every act as often as it may come, at its longest."""
    return scenario.ringing + sum(act.at_most * _length(act) for act in scenario.acts.values())


def _length(act: Act) -> float:
    match act:
        case Menu() | Number():
            return 12.0 * act.tries
        case Hold():
            return act.seconds[1] + 6.0 * len(act.announce)
        case Agent():
            return SAYING * (max(act.turns) + 2)
        case Transfer():
            return 12.0
        case Cut():
            return 6.0 + act.wait
        case Survey():
            return 12.0 * (len(act.questions) + 1)
        case Callback():
            return act.after + act.rings
        case Gesture():
            return 50.0
        case Ending():
            return 10.0
