"""A scenario drawn: everything in it is in the drawing, and any name can be drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.scenario import Scenario, branches, gos
from voiceapp.scenario_graph import kind, mermaid, svg, ways
from voiceapp.scenarios import built_in, load

SVG = "{http://www.w3.org/2000/svg}"
HOLD = {"kind": "hold", "voice": "machine", "go": "end"}
BYE = {"kind": "ending", "voice": "machine", "say": ["bye"]}


def scenario(acts: dict[str, Any], title: str = "T", name: str = "Machine") -> Scenario:
    cast = {"machine": {"name": name, "role": "ivr", "voice": {"id": "en"}, "lines": {"bye": ["Bye."]}}}
    data = {"name": "t", "title": title, "about": "", "number": "1", "cast": cast, "acts": acts}
    return msgspec.convert({**data, "start": next(iter(acts)), "abandoned": next(reversed(acts))}, Scenario)


def texts(drawing: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(drawing).iter(f"{SVG}text")]


def arrows(drawing: str) -> int:
    return len([e for e in ElementTree.fromstring(drawing).iter(f"{SVG}path") if e.get("marker-end")])


def all_ways(of: Scenario) -> set[tuple[str, str]]:
    return {(name, b.to) for name, act in of.acts.items() for go in gos(act) for b in branches(go)}


@pytest.mark.parametrize("name", built_in())
def test_every_act_and_way_of_a_built_in_scenario_is_drawn(name: str) -> None:
    drawn = load(name)
    picture, text = svg(drawn), mermaid(drawn)
    written = texts(picture)
    for act_name, act in drawn.acts.items():
        assert act_name in written
        assert any(found.startswith(f"{kind(act)}: ") for found in written)
        assert re.search(rf'^    act_{act_name}\["{act_name}<br/>{kind(act)}: ', text, re.MULTILINE)
    assert {(way.start, way.end) for way in ways(drawn)} == all_ways(drawn)
    assert arrows(picture) == len(all_ways(drawn))
    for start, end in all_ways(drawn):
        assert re.search(rf"^    act_{start} -->(\|[^|]*\|)? act_{end}$", text, re.MULTILINE)
    assert f"start((start)) --> act_{drawn.start}" in text


def test_everything_is_inside_the_picture_and_no_two_boxes_overlap() -> None:
    drawn = load("container")
    root = ElementTree.fromstring(svg(drawn))
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    boxes = []
    for rect in root.iter(f"{SVG}rect"):
        if rect.get("rx"):
            x, y, w, h = (float(rect.get(key, "0")) for key in ("x", "y", "width", "height"))
            assert x >= 0 and y >= 0 and x + w <= width and y + h <= height
            boxes.append((x, y, w, h))
    assert len(boxes) == len(drawn.acts)
    for i, (x, y, w, h) in enumerate(boxes):
        for x2, y2, _, _ in boxes[i + 1 :]:
            assert abs(x - x2) >= w or abs(y - y2) >= h, "two boxes overlap"


def test_ways_between_the_same_acts_are_one_with_all_its_labels() -> None:
    options = [{"keys": ["1", "2"], "go": "end"}, {"keys": ["3"], "go": "end"}, {"say": "bye", "go": "end"}]
    menu = {"kind": "menu", "voice": "machine", "open": ["bye"], "options": options, "go": "hold"}
    drawn = scenario({"menu": menu, "hold": HOLD, "end": BYE})
    found = {(way.start, way.end): way.label for way in ways(drawn)}
    assert found == {("menu", "hold"): "", ("menu", "end"): "key 1 2 3, bye", ("hold", "end"): ""}


def test_a_condition_is_the_label_of_its_way() -> None:
    go = [{"to": "end", "when": "mood.anger > 0.5"}, {"to": "hold"}]
    drawn = scenario({"hold": {**HOLD, "at_most": 2, "go": go}, "end": BYE})
    assert {(way.start, way.end): way.label for way in ways(drawn)}[("hold", "end")] == "mood.anger > 0.5"
    assert "mood.anger &gt; 0.5" in svg(drawn)
    assert "mood.anger ) 0.5" in mermaid(drawn)


def test_an_act_that_leads_to_itself_and_one_that_nothing_leads_to_are_drawn() -> None:
    loop = {**HOLD, "at_most": 3, "go": [{"to": "loop"}, {"to": "end"}]}
    drawn = scenario({"loop": loop, "lonely": HOLD, "end": BYE})
    assert {"loop", "lonely", "end"} <= set(texts(svg(drawn)))
    assert arrows(svg(drawn)) == 3


def test_a_scenario_of_one_act_is_drawn() -> None:
    assert texts(svg(scenario({"end": BYE}))) == ["end", "ending: Machine"]


names = st.text(min_size=1, max_size=12).filter(lambda name: name.isprintable() and name.strip())


@settings(max_examples=60, deadline=None)
@given(title=names, voice=names, act=names.filter(lambda name: name != "end"))
def test_any_names_give_valid_xml_and_whole_lines(title: str, voice: str, act: str) -> None:
    drawn = scenario({act: HOLD, "end": BYE}, title=title, name=voice)
    written = texts(svg(drawn))
    assert act in written and f"hold: {voice}" in written
    assert len(mermaid(drawn).splitlines()) == 1 + 2 + 1 + 1


def test_the_command_writes_both_formats(voiceapp: Callable[..., Any], tmp_path: Path) -> None:
    picture = tmp_path / "call.svg"
    assert voiceapp("scenario", "graph", "container", "-o", picture).code == 0
    assert ElementTree.parse(picture).getroot().tag == f"{SVG}svg"
    outcome = voiceapp("scenario", "graph", "container", "--format", "mermaid")
    assert outcome.code == 0 and outcome.out == mermaid(load("container"))
    assert voiceapp("scenario", "graph", "container", "-o", tmp_path / "no" / "where.svg").code == 3
    assert voiceapp("scenario", "graph", "nowhere").code == 3
