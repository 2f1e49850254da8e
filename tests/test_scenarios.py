"""Scenario files: what is wrong is told with file, line and remedy; nothing in a file makes the program stumble."""

import re
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.scenario import Scenario
from voiceapp.errors import BadInput
from voiceapp.scenarios import LARGEST_FILE, built_in, load

SMALL = (Path(__file__).parent / "data" / "scenarios" / "small" / "scenario.yaml").read_text(encoding="utf-8")


def read(path: Path) -> Scenario:
    return load(str(path))


def fault_of(tmp_path: Path, text: str | bytes) -> str:
    """What is said of a scenario of this text; the file's name is left out."""
    file = tmp_path / "odd.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(BadInput) as refused:
        read(file)
    assert str(refused.value).startswith(f"{file}")
    return str(refused.value).removeprefix(f"{file}")


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) >= 1
    return SMALL.replace(old, new, 1)


def line_of(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def test_the_small_one_is_whole(small_scenario):
    scenario = load(str(small_scenario))
    assert (scenario.name, scenario.start, scenario.ringing) == ("small", "menu", 0.5)
    assert scenario.names == {"machine": "Machine", "ann": "Ann", "bob": "Bob"}
    assert read(small_scenario / "scenario.yaml").acts == scenario.acts


def test_those_that_ship_can_be_played():
    assert "container" in built_in()
    for name in built_in():
        assert load(name).name == name


def test_parts_may_lie_in_files_beside_it(tmp_path):
    data = yaml.safe_load(SMALL)
    ann = {"cast": {"ann": data["cast"].pop("ann")}}
    (tmp_path / "scenario.yaml").write_text(yaml.safe_dump(data))
    (tmp_path / "ann.yaml").write_text(yaml.safe_dump(ann))
    assert list(read(tmp_path).cast) == ["bob", "machine", "ann"]
    (tmp_path / "again.yaml").write_text(yaml.safe_dump(ann))
    with pytest.raises(BadInput, match="cast 'ann' stands in two files; keep one"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ("start: menu", "start: nowhere", "start: nowhere", "leads to 'nowhere', which is no act"),
        ("start: menu", "stars: menu", "", "stars"),
        ("title: A short call\n", "", "", "title"),
        ("go: over", "go: under", "kind: agent", "'under', which is no act"),
        ("voice: machine", "voice: nobody", "kind: menu", "names 'nobody', who is not in the cast"),
        ("rate: 170", "rate: fast", "rate: fast", "expected 'int', got 'str'"),
        ("rate: 170", "rate: 9000", "rate: 9000", "400"),
        ("ringing: 0.5", "ringing: -1", "ringing: -1", "> 0"),
        ("{{ heard }} once more.", "{{ heard }", "{{ heard }", "the line"),
        ("{{ heard }} once more.", "{{ open('x') }}", "{{ open('x') }}", "the line"),
        ("{{ heard }} once more.", " ", '- " "', "without words"),
        ("on.any: [Hm.,", "on.anything: [Hm.,", "on.anything", "is no intent"),
        ("    go: ann\n", "    go: ann\n    music: silence\n", "music: silence", "names a sound 'silence'; there are "),
        ("open: [Ann here.,", "open: [{en: Ann., sound: quack},", "sound: quack", "names a sound 'quack'; there are "),
        ("    go: ann\n", "    go: ann\n    background: hall\n", "background: h", "names a room 'hall'; there are "),
        ("tricks: {mishear: 1}", "background: hall", "background: h", "names a room 'hall'; there are office"),
        ("ringing: 0.5", "tones: mars", "tones: mars", "names tones 'mars'; there are europe, america"),
        ("ringing: 0.5", "line: {bad: 2}", "line: {bad", "line.bad expected 'float' <= 1.0"),
        ("ringing: 0.5", "line: {level: loud}", "line: {level", "expected 'float | null', got 'str'"),
        ("ringing: 0.5", "line: {hiss: 2}", "line: {hiss", "unknown field 'hiss'"),
        ("tricks: {mishear: 1}", "line: {band: [3400, 300]}", "line: {band", "write the lower border first"),
        ("open: [Ann here.,", "open: [{en: Ann., line: {noise: -1}},", "noise: -1", "expected 'float' >= 0"),
        ("tricks: {mishear: 1}", "tricks: {juggle: 1}", "tricks: {juggle", "'juggle' is no trick"),
        ("kind: agent", "kind: angel", "kind: angel", "angel"),
        ("  goodbye:\n", "  menu:\n", "", "stands here twice"),
        ("role: ivr", "role: *all", "", ""),
        ("role: ivr", "role: !!python/object:os.system ivr", "role: !!python", "plain text"),
        ("role: ivr", "role: {}", "role: {}", "expected"),
        ("cast:", "\tcast:", "\tcast:", "check indentation, quotes and colons"),
        ('number: "1"', 'number: "1', "", "check indentation, quotes and colons"),
    ],
)  # fmt: skip
def test_faults_are_told_with_line_and_remedy(tmp_path, old, new, at, words):
    text = changed(old, new)
    fault = fault_of(tmp_path, text)
    where = re.match(r", line (\d+): ", fault)
    assert where, fault
    assert words in fault
    if at:
        assert abs(int(where[1]) - line_of(text, at)) <= 1, fault


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "not a NoneType"),
        (b"just words", "not a str"),
        (b"- a\n- b", "not a list"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b"\x00", "check indentation"),
        (b"a: " + b"[" * 5000, ""),
        (b"a: &a [1]\nb: *a", "anchors and aliases"),
        (b"a: &a [*a]", "anchors and aliases"),
        (b"? [a, b]\n: c", "a key must be plain text"),
        (b"a: " + b"{a: " * 30 + b"1" + b"}" * 30, "nested more than"),
        (b"x" * (LARGEST_FILE + 1), "is larger than"),
    ],
    ids=["empty", "words", "list", "binary", "nul", "brackets", "alias", "circle", "odd key", "deep", "large"],
)  # fmt: skip
def test_what_is_no_scenario_is_refused(tmp_path, text, words):
    assert words in fault_of(tmp_path, text)


def test_places_that_hold_none(tmp_path):
    with pytest.raises(BadInput, match=r"holds no scenario.yaml"):
        load(str(tmp_path))
    with pytest.raises(BadInput, match="there is no scenario 'nowhere': it is neither a folder here nor one of"):
        load("nowhere")


LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.floats(), st.text(max_size=5), st.sampled_from(["menu", "ann"])
)
VALUES = st.one_of(LEAVES, st.lists(LEAVES, max_size=2), st.dictionaries(st.text(max_size=4), LEAVES, max_size=2))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_one_value_is_read_or_refused(tmp_path, data):
    scenario = yaml.safe_load(SMALL)
    inside: object = scenario
    while isinstance(inside, dict | list) and inside:
        key = data.draw(st.sampled_from(sorted(inside) if isinstance(inside, dict) else range(len(inside))))
        if data.draw(st.booleans()) or not isinstance(inside[key], dict | list):
            other = data.draw(
                st.one_of(
                    LEAVES, st.lists(LEAVES, max_size=2), st.dictionaries(st.text(max_size=4), LEAVES, max_size=2)
                )
            )
            if isinstance(inside, dict) and data.draw(st.booleans()):
                inside[data.draw(st.sampled_from(["on", "on.", ".", "", "voice", "go"]))] = other
            else:
                inside[key] = other
            break
        inside = inside[key]
    file = tmp_path / "scenario.yaml"
    file.write_text(yaml.safe_dump(scenario, allow_unicode=True), encoding="utf-8")
    try:
        read(file)
    except BadInput as refused:
        assert str(file) in str(refused)


def test_the_schema_can_be_written_out(small_scenario):
    scenario = load(str(small_scenario))
    assert msgspec.convert(msgspec.to_builtins(scenario), type(scenario)) == scenario
