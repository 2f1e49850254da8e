"""``scenario new``: what it leaves is whole, passes its own check, and can be played to its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from voiceapp.dialogue.scenario_doubts import doubts
from voiceapp.scenarios import load

Command = Callable[..., Any]


@pytest.fixture
def library(voiceapp: Command, tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    outcome = voiceapp("scenario", "new", folder)
    assert outcome.code == 0
    assert f"voiceapp scenario check {folder}" in outcome.out
    return folder


def test_what_is_new_passes_the_check(voiceapp: Command, library: Path) -> None:
    outcome = voiceapp("scenario", "check", library)
    assert outcome.code == 0, outcome.err
    scenario = load(str(library))
    assert scenario.name == "library"
    assert [doubt for doubt in doubts(scenario) if "caption" not in doubt.what] == []


def test_what_is_new_is_explained(library: Path) -> None:
    text = (library / "scenario.yaml").read_text(encoding="utf-8")
    assert text.startswith("#") and text.count("#") >= 6


@pytest.mark.parametrize(
    "typed",
    [
        b"",
        b"#1\nmy container is in front of the door\nyes\nno\nno\nno\nno\n",
        b"a human\nthere is a container\nwhat\nmove it\ngoodbye\ngoodbye\ngoodbye\n",
        b"\n\n\n\n\n\n",
        b"#0\n#0\n#0\n#0\n",
    ],
)
def test_a_call_of_it_comes_to_its_end(voiceapp: Command, library: Path, typed: bytes) -> None:
    outcome = voiceapp("rehearse", "--scenario", library, stdin=typed)
    assert outcome.code == 0, outcome.err
    assert "[the call is over: completed, " in outcome.out


def test_it_can_be_drawn(voiceapp: Command, library: Path) -> None:
    outcome = voiceapp("scenario", "graph", library, "--format", "mermaid")
    assert outcome.code == 0 and "act_desk" in outcome.out


def test_a_folder_that_exists_is_left_alone(voiceapp: Command, library: Path) -> None:
    (library / "ada.yaml").write_text("cast: {}\n", encoding="utf-8")
    outcome = voiceapp("scenario", "new", library)
    assert outcome.code == 3 and "give another name" in outcome.err
    assert (library / "ada.yaml").read_text(encoding="utf-8") == "cast: {}\n"


def test_where_nothing_can_be_made_it_says_so(voiceapp: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    outcome = voiceapp("scenario", "new", tmp_path / "file" / "inside")
    assert outcome.code == 3 and "cannot be made" in outcome.err
