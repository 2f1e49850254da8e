"""The film's picture: wide and upright, in every phase of a call, with whatever was said."""

from itertools import combinations

import numpy as np
import pytest

from voiceapp.call_view import CallView, Gift, Person, Phase, Place, Question, Speech
from voiceapp.dialogue.case_file import Entry
from voiceapp.pictures.brand import Style
from voiceapp.pictures.correction import Correction, paint_correction
from voiceapp.pictures.scene import Scene, Shot
from voiceapp.pictures.subtitle import Subtitle, balanced, paint_subtitle

SIZES = {"wide": (1280, 720), "upright": (1080, 1920)}
ANN = Person(key="ann", name="Ann", department="Welcome")

pytestmark = pytest.mark.usefixtures("qapp")


def view_in(phase, words="trailer"):
    """A call that is in ``phase``, 30 seconds after it began."""
    view = CallView({"ann": ANN})
    view.apply({"t": 0.0, "kind": "call.started", "scenario": "test"})
    speech = {"start": 3.0, "agent": "ann", "text": words, "speech": 1}
    view.apply({"t": 3.0, "kind": "agent.started", **speech})
    view.apply({"t": 6.0, "kind": "agent.said", "end": 6.0, **speech})
    view.apply({"t": 9.0, "kind": "hold.started", "music": "hold"})
    view.apply({"t": 12.0, "kind": "cut.off"})
    view.case.write(Entry(field="object", said=words, recorded=words, by="ann", t=29.0))
    view.phase, view.agent, view.place = phase, ANN, Place(position=4, before=3, minutes=9)
    view.survey = [Question(question=words, said=words, recorded=words, recorded_at=29.0)]
    if phase is Phase.GESTURE:
        view.gift = Gift(asked=words, recorded=words, t=29.0)
    view.advance(30.0)
    return view


def shot_of(view, words="trailer", **more):
    settings = {
        "t": 30.0,
        "company": 0.7,
        "caller": 0.5,
        "state": words,
        "number": "0800 1",
        "reference": "TES-1",
        "subtitle": Subtitle(text=words, kind="company", speaker="Ann", sound="a knock"),
    }
    return Shot(view=view, **{**settings, **more})


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("corrected", [False, True])
def test_nothing_lies_over_anything_else(size, phase, corrected, monkeypatch):
    placed = []
    scene = Scene(*size, Style())
    fix = Correction("container", "trailer", "object") if corrected else None
    real = scene._paint
    monkeypatch.setattr(scene, "_paint", lambda parts: placed.extend(parts) or real(parts))
    scene.show(shot_of(view_in(phase), correction=fix, corrected=29.0))
    assert len(placed) >= 6
    for part in placed:
        assert part.place.width() > 40 and part.place.height() > 20
        assert part.place.left() >= 0 and part.place.right() <= size[0]
        assert part.place.top() >= 0 and part.place.bottom() <= size[1]
    for one, other in combinations(placed, 2):
        both = one.place.intersected(other.place)
        assert both.width() * both.height() < 1, f"{one.name} lies over {other.name}"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_scene_that_went_on_is_as_one_that_begins(size):
    """What is painted part by part is what would be painted at once."""
    going = Scene(*size, Style())
    for phase in (Phase.RINGING, Phase.MENU, Phase.HOLD, Phase.AGENT, Phase.DEAD, Phase.SURVEY, Phase.AGENT):
        shot = shot_of(view_in(phase), company=0.1 * len(phase.value))
        going.show(shot)
        fresh = Scene(*size, Style())
        fresh.show(shot)
        assert np.array_equal(going.pixels, fresh.pixels), phase


def test_it_says_where_it_has_changed():
    scene, before = Scene(1280, 720, Style()), None
    view = view_in(Phase.AGENT)
    for n in range(12):
        changed = scene.show(shot_of(view, t=30.0 + n / 15, company=n / 12, caller=(n % 3) / 3))
        if before is not None:
            rows, columns = np.nonzero((scene.pixels != before).any(axis=2))
            for row, column in zip(rows, columns, strict=True):
                assert any(a <= column <= c and b <= row <= d for a, b, c, d in changed)
        before = scene.pixels.copy()
    assert scene.show(shot_of(view, t=30.0 + 11 / 15, company=11 / 12, caller=2 / 3)) == []


def test_whoever_is_heard_is_seen():
    scene, view = Scene(1280, 720, Style()), view_in(Phase.HOLD)
    scene.show(shot_of(view))
    music = scene.pixels.copy()
    view.speaking = Speech(number=9, by=ANN, text="Sorry.", start=29.0)
    scene.show(shot_of(view))
    assert (scene.pixels[100:500, 40:440] != music[100:500, 40:440]).any(axis=2).mean() > 0.2


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("phase", [Phase.MENU, Phase.AGENT, Phase.SURVEY, Phase.GESTURE, Phase.RINGING])
def test_whatever_was_said_it_is_painted(size, phase, hostile):
    scene = Scene(*size, Style(language="fr"))
    fix = Correction(hostile, hostile, hostile or "x", hostile, hostile)
    scene.show(shot_of(view_in(phase, hostile), hostile, correction=fix, corrected=25.0))
    scene.show_title(hostile, hostile, 3.0, about=hostile)
    scene.show_end(hostile, [(hostile, hostile)] * 5, 3.0, fame=hostile)


def test_words_stay_in_their_place(render, hostile):
    for kind in ("company", "caller", "sound"):
        words = Subtitle(text=hostile, kind=kind, speaker=hostile, sound=hostile)
        render(lambda p, r, words=words: paint_subtitle(p, r, Style(), words, 36), 600, 120)
    fix = Correction(hostile, hostile, hostile, hostile, hostile)
    for age in (0.0, 0.5, 9.0):
        render(lambda p, r, age=age: paint_correction(p, r, Style(), fix, age), 600, 150)


def test_lines_end_where_one_pauses(qapp):
    face = Style().font(30)
    assert balanced("Welcome to us. For the best help, press one.", face, 500) == [
        "Welcome to us.",
        "For the best help, press one.",
    ]
    assert balanced("Short.", face, 500) == ["Short."]
    assert len(balanced("a word or two " * 12, face, 400)) > 2


def test_a_correction_is_typed(render):
    fix = Correction("please move the container", "please move the trailer", "object", "container", "trailer")
    pictures = [
        render(lambda p, r, age=age: paint_correction(p, r, Style(), fix, age), 700, 150) for age in (0, 0.6, 5)
    ]
    ink = [
        sum(picture.pixelColor(x, y).red() > 230 for x in range(150, 700, 2) for y in range(80, 150, 2))
        for picture in pictures
    ]
    assert ink[0] < ink[1] < ink[2]
