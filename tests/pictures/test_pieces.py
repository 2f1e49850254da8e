"""The displays: what they show, that they show it always the same way, and that nothing hostile gets out of them."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from voiceapp.call_view import Gift, Person, Phase, Place, Question, Station
from voiceapp.dialogue.case_file import CaseFile, Entry
from voiceapp.pictures import (
    cards,
    case_file,
    dead_line,
    hold_show,
    journey,
    keypad,
    meter,
    nameplate,
    number,
    patience,
    queue,
    survey,
)
from voiceapp.pictures.brand import Style
from voiceapp.pictures.keypad import LETTERS, ROWS


def data(image):
    """The dots of an image."""
    return image.constBits().tobytes()


def case_of(*entries):
    case = CaseFile()
    for n, (field, said, recorded) in enumerate(entries):
        case.write(Entry(field=field, said=said, recorded=recorded, by="gunther", t=float(n)))
    return case


def stops(words, count=9):
    phases = list(Phase)
    return [
        Station(
            phase=phases[n % len(phases)],
            by=Person(key=words, name=words) if n % 3 else None,
            arrived=10.0 * n,
            left=10.0 * n + 8 if n < count - 1 else None,
            cut=n % 4 == 1,
        )
        for n in range(count)
    ]


def pieces(words):
    """Each piece with some state made of ``words``: a function of painter, rectangle, style and time."""
    case = case_of((words, words, words), ("object", words, "trailer"), ("object", words, words), ("name", "", words))
    questions = [
        Question(question=words, said=words, recorded=words, recorded_at=2.0),
        Question(question=words),
    ]
    place = Place(position=4, before=3, minutes=8)
    stations = stops(words)
    return {
        "journey": lambda p, r, s, t: journey.paint_journey(p, r, s, stations, t),
        "case file": lambda p, r, s, t: case_file.paint_case_file(p, r, s, case, t, reference=words),
        "queue": lambda p, r, s, t: queue.paint_queue(p, r, s, place, t, waited=int(t)),
        "no queue": lambda p, r, s, t: queue.paint_queue(p, r, s, None, t),
        "patience": lambda p, r, s, t: patience.paint_patience(p, r, s, max(0.0, 1 - t / 20)),
        "meter": lambda p, r, s, t: meter.paint_meter(p, r, s, -60 + 8 * t, words),
        "number": lambda p, r, s, t: number.paint_number(p, r, s, words, dialled=words, state=words, time=words),
        "hold show": lambda p, r, s, t: hold_show.paint_hold_show(p, r, s, t, [words, "Mobilimbo"]),
        "dead line": lambda p, r, s, t: dead_line.paint_dead_line(p, r, s, t),
        "survey": lambda p, r, s, t: survey.paint_survey(
            p, r, s, questions, t, gift=Gift(asked=words, recorded=words, t=1.0)
        ),
        "nameplate": lambda p, r, s, t: nameplate.paint_nameplate(p, r, s, words, words),
        "title": lambda p, r, s, t: cards.paint_title(p, r, s, words, words, t, about=words, date=words),
        "end": lambda p, r, s, t: cards.paint_end(p, r, s, words, [(words, words)] * 4, t, fame=words),
    }


STYLES = {
    "light": Style(),
    "dark": Style(dark=True),
    "large, French": Style(text=3.0, language="fr"),
    "small, Dutch": Style(text=0.7, language="nl", dark=True),
}


@pytest.mark.parametrize("piece", pieces("x"))
def test_hostile_words_stay_inside(render, hostile, piece):
    for style in (STYLES["light"], STYLES["large, French"]):
        render(lambda p, r, style=style: pieces(hostile)[piece](p, r, style, 4.0))


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
@pytest.mark.parametrize("piece", pieces("x"))
def test_every_piece_paints_something_and_always_the_same(render, colours_in, piece, style):
    def picture():
        return render(lambda p, r: pieces("container")[piece](p, r, style, 4.0), 360, 200)

    first = picture()
    assert colours_in(first) > 8
    assert picture() == first


@pytest.mark.parametrize("size", [(1, 1), (20, 12), (40, 300), (900, 40), (1280, 720), (1080, 1920)])
@pytest.mark.parametrize("piece", pieces("x"))
def test_any_size_will_do(render, piece, size):
    render(lambda p, r: pieces("container")[piece](p, r, Style(), 4.0), *size)


@pytest.mark.parametrize("piece", sorted(set(pieces("x")) - {"nameplate", "number", "meter", "no queue"}))
def test_light_is_not_dark_and_time_does_not_stand_still(render, piece):
    def picture(style, t):
        return render(lambda p, r: pieces("container")[piece](p, r, style, t), 360, 220)

    assert len({data(picture(Style(), t)) for t in (0.0, 0.3, 1.1, 3.4, 4.6, 7.9)}) > 1
    if piece not in {"title", "end", "dead line"}:  # these are what they are in any light
        assert picture(Style(), 4.0) != picture(Style(dark=True), 4.0)


# The journey ----------------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(
    count=st.integers(1, 40),
    width=st.floats(200, 1300),
    height=st.floats(70, 400),
    text=st.sampled_from([0.8, 1.0, 1.5, 3.0]),
)
def test_stops_lie_on_the_plan(count, width, height, text):
    rect = QRectF(0, 0, width, height)
    plan = journey._plan(rect, Style(text=min(text, height / 96, width / 230)), count)
    shown = min(count, plan.columns * plan.rows)
    points = [plan.at(n) for n in range(shown)]
    assert all(rect.contains(point) for point in points)
    assert len({(round(point.x()), round(point.y())) for point in points}) == shown
    for one, other in pairwise(points):
        assert one.y() == other.y() or one.x() == pytest.approx(other.x())  # along a row, or around its end


def test_the_journey_in_words_says_who_how_long_and_where_one_is():
    stations = [
        Station(phase=Phase.MENU, by=Person(key="lieve", name="Lieve"), arrived=3, left=70),
        Station(phase=Phase.HOLD, by=None, arrived=70, left=91),
        Station(phase=Phase.AGENT, by=Person(key="dirk", name="Dirk"), arrived=91),
    ]
    assert journey.described(stations, Style()) == "Menu 1:07, Hold 0:21, Dirk (You are here)"
    assert journey.described([], Style()) == "Not yet departed"


def test_a_longer_journey_is_another_picture(render):
    pictures = [
        data(render(lambda p, r, n=n: journey.paint_journey(p, r, Style(), stops("Dirk", n), 5), 500, 130))
        for n in range(12)
    ]
    assert len(set(pictures)) == 12


# The customer screen --------------------------------------------------------------------------------------------------


def test_what_is_on_file_is_said_with_what_was_said():
    case = case_of(("object", "container", "trailer"), ("number of sails", "", "container"))
    words = case_file.described(case, Style(), str.capitalize)
    assert words == ("Object: trailer, said: container, by Gunther; Number of sails: container, by Gunther")
    assert case_file.described(CaseFile(), Style()) == "nothing on file yet"
    assert case_file.entries_in(case) == 2


def test_a_field_fills_itself_and_calms_down(render):
    case = case_of(("object", "container", "trailer"))

    def at(t):
        return render(lambda p, r: case_file.paint_case_file(p, r, Style(), case, t), 460, 420)

    assert len({data(at(t)) for t in (0.0, 0.05, 0.12, 1.0, 4.0, 30.0)}) == 6
    assert at(30.0) == at(400.0)


def test_what_stood_there_before_is_struck_out(render):
    once = case_of(("object", "container", "trailer"))
    twice = case_of(("object", "container", "tenor"), ("object", "container", "trailer"))

    def screen(case):
        return render(lambda p, r: case_file.paint_case_file(p, r, Style(), case, 99), 460, 420)

    assert screen(once) != screen(twice)


def test_more_than_fits_leaves_the_newest(qapp):
    case = case_of(*((f"field {n}", "a", f"value {n}") for n in range(30)))
    rows, hidden = case_file._rows(case, 8)
    assert [row.field for row in rows] == [f"field {n}" for n in range(22, 30)]
    assert hidden == 22


def test_an_empty_form_has_its_boxes(qapp):
    rows, hidden = case_file._rows(CaseFile(), 6)
    assert [row.field for row in rows] == list(case_file.FORM[:6])
    assert hidden == 0


# The queue, and what is shown meanwhile -------------------------------------------------------------------------------


def test_the_queue_never_shows_one(render):
    def display(position):
        place = Place(position=position, before=position, minutes=5)
        return render(lambda p, r: queue.paint_queue(p, r, Style(), place, 1.0), 260, 120)

    assert display(1) == display(2)
    assert display(0) == display(2)
    assert display(3) != display(2)


def test_the_wheel_goes_back():
    turns = [hold_show.wheel_turn(n / 25) for n in range(250)]
    assert any(later < earlier for earlier, later in pairwise(turns))
    assert turns[-1] > turns[0]


def test_connecting_never_gets_there_and_goes_back():
    done = [hold_show.progress(n / 10) for n in range(36_000)]
    assert min(done) >= 0
    assert max(done) < 0.995
    assert any(later < earlier - 0.01 for earlier, later in pairwise(done))


def test_slogans_are_the_scenarios_or_the_houses():
    assert hold_show.slogans_for(Style(), ["Ours", " "]) == ["Ours"]
    assert hold_show.slogans_for(Style(language="nl"), None)[0].startswith("Uw oproep")
    assert hold_show.slogans_for(Style(), ["", "  "]) == hold_show.slogans_for(Style(), None)


# Gauges ---------------------------------------------------------------------------------------------------------------


def test_patience_runs_out_in_words():
    states = [patience.state_of(value) for value in (1.0, 0.5, 0.2, 0.0)]
    assert states == ["patience_full", "patience_half", "patience_low", "patience_none"]


def test_patience_that_is_no_number_is_none(render):
    def gauge(value):
        return render(lambda p, r: patience.paint_patience(p, r, Style(), value), 200, 110)

    assert gauge(math.nan) == gauge(0.0)
    assert gauge(7.0) == gauge(1.0)
    assert gauge(0.5) != gauge(0.6)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_any_level_lights_some_of_the_steps(dbfs):
    assert 0 <= meter.steps_lit(dbfs) <= meter.STEPS


def test_louder_lights_more():
    lit = [meter.steps_lit(level) for level in range(-80, 1)]
    assert lit == sorted(lit)
    assert (lit[0], lit[-1]) == (0, meter.STEPS)
    assert meter.steps_lit(-math.inf) == 0


# Keys, captions, survey -----------------------------------------------------------------------------------------------


def test_the_letters_are_those_of_the_standard():
    assert "".join(ROWS) == "123456789*0#"
    assert "".join(LETTERS[key] for key in "23456789") == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_a_key_shows_what_is_done_to_it(render):
    states = [{}, {"pressed": True}, {"hovered": True}, {"focused": True}, {"enabled": False}]
    pictures = [data(render(lambda p, r, s=s: keypad.paint_key(p, r, Style(), "5", **s), 72, 50)) for s in states]
    assert len(set(pictures)) == 5
    keys = {data(render(lambda p, r, k=k: keypad.paint_key(p, r, Style(), k), 72, 50)) for k in "123456789*0#"}
    assert len(keys) == 12


def test_an_answer_moves_to_ten(render):
    asked = Question(question="How happy?")
    recorded = Question(question="How happy?", said="zero", recorded="ten", recorded_at=2.0)

    def panel(question, t):
        return render(lambda p, r: survey.paint_survey(p, r, Style(), [question], t), 420, 240)

    assert panel(asked, 5) != panel(recorded, 2.0)
    assert panel(recorded, 2.0) != panel(recorded, 2.5)
    assert panel(recorded, 2 + survey.MOVES) == panel(recorded, 60.0)


def test_pieces_are_sharp_on_a_sharp_screen(render):
    for ratio in (1.25, 2.0, 3.0):
        image = render(lambda p, r: pieces("container")["journey"](p, r, Style(), 4.0), 360, 130, ratio=ratio)
        assert image.width() == round(360 * ratio)
