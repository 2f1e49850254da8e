import dataclasses
import math
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.errors import Missing
from voiceapp.synthesis import cast
from voiceapp.synthesis.cast import Voice, describe, probe, resolve
from voiceapp.synthesis.process import BaseVoice, Engine

DEAD = ((sys.executable, "-c", "import sys; sys.exit('no sound today')"),)


@given(rate=st.integers(), volume=st.floats(allow_nan=False, allow_infinity=False), pitch=st.integers(-1000, 1000))
def test_numbers_are_moved_into_range(rate: int, volume: float, pitch: int) -> None:
    voice = Voice(id="en", rate=rate, volume=volume, pitch=pitch)
    assert 80 <= voice.rate <= 450
    assert 0 <= voice.volume <= 1
    assert 0 <= voice.pitch <= 99
    if 80 <= rate <= 450:
        assert voice.rate == rate


@pytest.mark.parametrize("name", ["rate", "volume", "pitch"])
@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_number_must_be_one(name: str, value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Voice(id="en", **{name: value})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("gmw/en-us", "gmw/en-us"),
        ("en-us", "gmw/en-us"),
        ("EN-US", "gmw/en-us"),
        ("en-gb", "gmw/en"),
        ("en-gb-x-rp+m7", "gmw/en-gb-x-rp+m7"),
        ("en-us+F3", "gmw/en-us+f3"),
        ("en-us+gene", "gmw/en-us+Gene"),
        ("en-us+klatt4", "gmw/en-us+klatt4"),
    ],
)
def test_voices_have_short_names(engine: Engine, asked: str, found: str) -> None:
    assert resolve(asked, engine) == found


@pytest.mark.parametrize(
    ("asked", "offered"),
    [("en-us+f33", "en-us+f3"), ("en-uss", "en-us"), ("klingonn+f3", "nearest are"), ("", "nearest"), ("+", "nearest")],
)
def test_an_unknown_voice_is_named_with_the_nearest(engine: Engine, asked: str, offered: str) -> None:
    with pytest.raises(Missing, match=re.escape(repr(asked)) + ".*" + re.escape(offered)) as fault:
        resolve(asked, engine)
    assert fault.value.exit_code == 4


@given(st.text())
def test_any_name_resolves_or_is_missing(engine: Engine, name: str) -> None:
    try:
        found = resolve(name, engine)
    except Missing:
        return
    assert found.partition("+")[0] in {voice.id for voice in engine.voices}


def test_another_engine_lends_its_english_voices() -> None:
    languages = {"a": "en", "b": "de", "c": "en_GB"}
    voices = tuple(BaseVoice(id=f"com.voice.{name}", name=name, language=tag) for name, tag in languages.items())
    engine = Engine(driver="nsss", library="", pyttsx3="2.99", voices=voices, variants=())
    assert resolve("com.voice.b", engine) == "com.voice.b"
    assert {resolve(f"en-us+{variant}", engine) for variant in ("f1", "f2", "f3", "m1", "m2", "m3")} == {
        "com.voice.a",
        "com.voice.c",
    }
    german = dataclasses.replace(engine, voices=voices[1:2])
    assert resolve("en-us+f1", german) == "com.voice.b"


def test_the_synthesiser_is_the_one_that_comes_with_us(engine: Engine) -> None:
    assert engine.driver == "espeak"
    assert "espeakng-loader" in engine.library
    assert {"f1", "f5", "m1", "m8", "klatt", "klatt6", "whisper"} <= set(engine.variants)


def test_probe_says_what_there_is(engine: Engine) -> None:
    found = probe()
    assert found.fault is None
    assert (found.driver, found.library) == ("espeak", engine.library)
    assert (found.voices, found.variants) == (len(engine.voices), len(engine.variants))
    assert not any(voice.id.startswith("mb/") for voice in engine.voices)


def test_probe_says_why_nothing_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cast, "commands", lambda: DEAD)
    assert "no sound today" in (probe().fault or "")
    with pytest.raises(Missing, match=r"no sound today.*pip install"):
        describe()


def test_probe_gives_up_on_a_synthesiser_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cast, "commands", lambda: ((sys.executable, "-c", "import sys; sys.stdin.read()"),))
    assert "does not answer" in (probe(timeout=0.2).fault or "")
