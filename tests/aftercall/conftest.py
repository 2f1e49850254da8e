"""A call made up by hand, whose every number is known."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from voiceapp.call_folder import CallFolder

CAST = {
    "lieve": {"name": "Lieve", "department": "", "role": "ivr"},
    "queue": {"name": "The queue", "department": "", "role": "queue"},
    "ann": {"name": "Ann", "department": "Welcome", "role": "agent"},
    "bob": {"name": "Bob", "department": "Sales", "role": "agent"},
    "survey": {"name": "The survey", "department": "", "role": "survey"},
}


def said(t: float, end: float, text: str, intent: str = "complain") -> dict[str, Any]:
    return {"t": end + 0.2, "kind": "caller.said", "start": t, "end": end, "text": text, "intent": intent}


def spoke(start: float, end: float, agent: str, text: str, **more: Any) -> list[dict[str, Any]]:
    fields = {"speech": round(start * 100), "agent": agent, "text": text, "captions": {"en": text}, "heard": "", **more}
    return [
        {"t": start, "kind": "agent.started", "start": start, **fields},
        {"t": end, "kind": "agent.said", "start": start, "end": end, **fields},
    ]


def filed(t: float, field: str, said: str, recorded: str, by: str = "ann", **more: Any) -> dict[str, Any]:
    return {"t": t, "kind": "case.changed", "field": field, "said": said, "recorded": recorded, "by": by, **more}


@pytest.fixture
def call_lines() -> list[dict[str, Any]]:
    """Two minutes: menu, hold, Ann, a warm transfer to Bob, a cut, the survey, a call-back with a gesture."""
    begun = {"scenario": "test", "seed": 7, "version": "1", "title": "A test", "company": "Mobilimbo"}
    return [
        {"t": 0.0, "kind": "call.started", **begun, "number": "0800", "language": "en", "cast": deepcopy(CAST)},
        {"t": 3.0, "kind": "act", "act": "menu"},
        {"t": 3.0, "kind": "menu", "menu": "menu", "options": 2},
        *spoke(3.0, 8.0, "lieve", "Press one, or do not."),
        {"t": 9.0, "kind": "key.pressed", "key": "0", "source": "window"},
        {"t": 10.0, "kind": "act", "act": "hold"},
        {"t": 10.0, "kind": "hold.started", "music": "hold"},
        *spoke(14.0, 16.0, "queue", "You are number three."),
        {"t": 20.0, "kind": "hold.ended", "duration": 10.0},
        {"t": 20.0, "kind": "act", "act": "ann"},
        *spoke(20.0, 24.0, "ann", "Good morning. What is it about?"),
        said(25.0, 29.0, "there is a container in front of the entrance", "report_problem"),
        filed(29.2, "object", "container", "campaigner"),
        *spoke(29.2, 33.0, "ann", "A campaigner. For us, or against?", heard="campaigner"),
        said(34.0, 36.0, "please move the container"),
        *spoke(36.2, 40.0, "ann", "Move. I have it here: container."),
        said(38.0, 41.0, "i am going to call my lawyer now", "threaten"),
        *spoke(41.2, 44.0, "ann", "Lovely."),
        {"t": 44.0, "kind": "act", "act": "to_bob"},
        {"t": 44.0, "kind": "transfer", "from": "ann", "to": "bob", "warm": True},
        *spoke(44.0, 48.0, "ann", "Bob, somebody for you."),
        {"t": 50.0, "kind": "act", "act": "bob"},
        *spoke(50.0, 54.0, "bob", "Sales. Perfect."),
        said(55.0, 57.0, "this is the worst service in my entire life", "swear"),
        filed(
            57.2, "problem", "this is the worst service in my entire life", "this is the worst turnip in my entire life"
        ),
        *spoke(57.2, 60.0, "bob", "The worst turnip. In which colour?", heard="turnip"),
        {"t": 60.0, "kind": "act", "act": "cut"},
        *spoke(60.0, 62.0, "bob", "I have it. It is—", interrupted=True),
        {"t": 62.0, "kind": "cut.off"},
        {"t": 66.0, "kind": "call.resumed", "times": 2},
        {"t": 69.0, "kind": "act", "act": "survey"},
        {"t": 69.0, "kind": "survey.asked", "question": "How was it?"},
        *spoke(69.0, 72.0, "survey", "How was it?"),
        said(73.0, 74.0, "zero", "give_number"),
        {"t": 74.2, "kind": "survey.recorded", "said": "zero", "recorded": "ten"},
        *spoke(74.2, 76.0, "survey", "Ten. Thank you."),
        {"t": 76.0, "kind": "act", "act": "callback"},
        {"t": 80.0, "kind": "callback", "agent": "bob"},
        {"t": 84.0, "kind": "act", "act": "gesture"},
        *spoke(84.0, 88.0, "bob", "What may it be?"),
        said(89.0, 91.0, "a cup of coffee", "request_action"),
        filed(91.2, "gesture", "cup", "club", "bob"),
        *spoke(91.2, 94.0, "bob", "A club?"),
        said(95.0, 96.0, "yes", "yes"),
        {"t": 96.2, "kind": "gesture", "asked": "cup", "recorded": "club"},
        *spoke(96.2, 100.0, "bob", "One club, ordered."),
        {"t": 120.0, "kind": "call.ended", "reason": "completed", "duration": 120.0},
    ]


@pytest.fixture
def call_folder(tmp_path: Path) -> Callable[[Sequence[Mapping[str, Any]]], CallFolder]:
    """Makes a call folder whose journal has these lines."""

    def make(lines: Sequence[Mapping[str, Any]], name: str = "a-call") -> CallFolder:
        folder = CallFolder.create(tmp_path / name)
        folder.journal.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return folder

    return make
