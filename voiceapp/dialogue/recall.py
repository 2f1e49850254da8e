"""A call that was torn off, taken up again from its journal: the company calls back, and remembers all of it wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from voiceapp.dialogue.case_file import Entry
from voiceapp.dialogue.scenario import Agent, Callback, Gesture, Menu, Number, Scenario, Survey, voices_of
from voiceapp.dialogue.session import Session
from voiceapp.dialogue.understanding.meaning import Meaning

RINGS_AFTER, RINGS_FOR = 1.0, 20.0
"""Seconds until the caller's telephone rings, and for which it does."""

_TAKEN_UP = (Agent, Menu, Number, Survey, Gesture)


def recall(session: Session, lines: Iterable[Mapping[str, Any]]) -> None:
    """Put into ``session`` what the lines of a journal tell of the call so far. What does not fit is passed over."""
    for line in lines:
        try:
            _recall(session, line)
        except (KeyError, TypeError, ValueError):
            continue


def _recall(session: Session, line: Mapping[str, Any]) -> None:
    match line["kind"]:
        case "act" if line["act"] in session.scenario.acts:
            session.visits[str(line["act"])] += 1
        case "case.changed":
            said, recorded, by = str(line["said"]), str(line["recorded"]), str(line["by"])
            session.case.write(Entry(field=str(line["field"]), said=said, recorded=recorded, by=by, t=0.0))
            session.used(recorded)
        case "agent.said":
            session.prompter.was_said(str(line["text"]))
            session.used(str(line.get("heard", "")))
        case "caller.said":
            slots = {str(name): tuple(map(str, values)) for name, values in dict(line["slots"]).items()}
            intent = str(line["intent"])
            meaning = Meaning(text=str(line["text"]), intent=intent, intents=((intent, 1.0),), slots=slots)
            session.mood.hear(meaning)
            session.earlier.append(meaning)
        case "key.pressed":
            session.mood.key(str(line["key"]))
        case "call.resumed":
            session.times_rung = int(line["times"])


def taken_up(scenario: Scenario, lines: Iterable[Mapping[str, Any]]) -> Callback:
    """The company's call back: by whoever was on the line last, and on from there."""
    at = scenario.start
    for line in lines:
        act = scenario.acts.get(str(line.get("act"))) if line.get("kind") == "act" else None
        if isinstance(act, _TAKEN_UP):
            at = str(line["act"])
    by = next(voices_of(scenario.acts[at]), "")
    return Callback(agent=by, go=at, after=RINGS_AFTER, rings=RINGS_FOR)
