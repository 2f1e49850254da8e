"""Who is drawn, and how they move."""

import pytest
from PySide6.QtCore import QRect

from voiceapp.call_view import CallView
from voiceapp.pictures import figure
from voiceapp.pictures.character import Portrait
from voiceapp.pictures.desk import lurch
from voiceapp.pictures.figure import Moment
from voiceapp.pictures.people import PEOPLE, looks_of
from voiceapp.scenarios import built_in, load


def cast():
    """Everybody in the built-in scenarios: key and role."""
    people = {}
    for name in built_in():
        scenario = load(name)
        view = CallView.of(scenario)
        people.update({(name, key): view.person(key) for key in scenario.cast})
    return people


CAST = cast()
STILL = {"t": 1.0, "level": 0.0, "writing": 0.0, "container": 0.3}


def data(image):
    """The dots of an image."""
    return image.constBits().tobytes()


def picture(render, key, role="agent", width=200, height=240, ratio=1.0, **moment):
    portrait = Portrait()
    return render(lambda p, r: portrait.paint(p, r, key, role=role, **{**STILL, **moment}), width, height, ratio=ratio)


@pytest.mark.parametrize("who", CAST.values(), ids=[f"{name}-{key}" for name, key in CAST])
def test_everybody_has_a_picture(render, colours_in, who):
    assert colours_in(picture(render, who.key, who.role, 120, 144)) > 60


def test_every_agent_of_the_built_in_scenarios_was_drawn_by_hand():
    for who in CAST.values():
        if who.role == "agent":
            assert looks_of(who.key) in PEOPLE.values(), who.key


def test_nobody_looks_like_anybody_else(render):
    pictures = [data(picture(render, key)) for key in PEOPLE]
    assert len(set(pictures)) == len(PEOPLE)


def test_the_same_moment_is_the_same_picture(render):
    for key, role in (("gunther", "agent"), ("lieve", "ivr"), ("queue", "queue"), ("survey", "survey"), ("", "agent")):
        moment = {"t": 3.21, "level": 0.4, "writing": 0.5, "container": 0.7}
        assert picture(render, key, role, **moment) == picture(render, key, role, **moment)


def test_what_was_kept_does_not_change_what_is_painted(render):
    portrait = Portrait()

    def at(t, key="hilde", width=200):
        return render(lambda p, r: portrait.paint(p, r, key, t=t, container=0.5), width, 240)

    first = at(2.0)
    for t in range(30):
        at(float(t), key=("hilde", "dirk", "marie")[t % 3], width=200 + t)
    assert at(2.0) == first


def mouth(image):
    return image.copy(QRect(80, 119, 40, 32))


def test_the_mouth_moves_with_the_voice(render):
    key, t = "dirk", 1.0  # he hardly moves his head
    mouths = [mouth(picture(render, key, t=t, level=level)) for level in (0.0, 0.25, 0.5, 1.0)]
    assert len({data(image) for image in mouths}) == 4


def dark_pixels(image):
    return sum(image.pixelColor(x, y).lightness() < 60 for x in range(image.width()) for y in range(image.height()))


def test_a_louder_voice_opens_the_mouth_further(render):
    sizes = [dark_pixels(mouth(picture(render, "gunther", t=1.0, level=level))) for level in (0.0, 0.5, 1.0)]
    assert sizes[0] < sizes[1] < sizes[2]


@pytest.mark.parametrize("key", [*PEOPLE, "somebody new"])
def test_everybody_blinks_and_opens_their_eyes_again(key):
    looks = looks_of(key)
    lids = [figure.lids(looks, Moment(t=n / 50, seed=7)) for n in range(round(50 * looks.blink * 2))]
    assert max(lids) > 0.93
    assert min(lids) <= looks.lid + 0.01
    assert all(0 <= lid <= 1 for lid in lids)


def test_eyes_rest_and_jump_but_never_leave_their_sockets():
    for n in range(2000):
        across, down = figure.gaze(looks_of("gunther"), Moment(t=n / 25, seed=3))
        assert -1 <= across <= 1
        assert -1 <= down <= 1


def test_who_writes_looks_down():
    looks = looks_of("gunther")
    assert figure.gaze(looks, Moment(t=3, writing=1))[1] > 0.7
    assert figure.lids(looks, Moment(t=1, writing=1)) > figure.lids(looks, Moment(t=1))


def test_hands_move_only_while_something_is_written_down(render):
    def hands(t, writing):
        return picture(render, "dirk", t=t, writing=writing).copy(QRect(40, 210, 120, 30))

    assert hands(1.0, 0.0) == hands(1.1, 0.0)
    assert len({data(hands(1 + n / 10, 1.0)) for n in range(6)}) > 3


def test_the_room_is_seen_more_and_more(render):
    rooms = [data(picture(render, "", container=part)) for part in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert len(set(rooms)) == 5


def test_the_mug_slides_in_a_container_and_in_no_office():
    assert all(lurch(t / 4, 0.0) == 0 for t in range(1000))
    slid = [lurch(t / 4, 1.0) for t in range(1000)]
    assert max(slid) > 0.9
    assert min(slid) > -0.5


def test_a_name_nobody_has_drawn_gets_a_face_of_its_own(render):
    assert looks_of("zoë") == looks_of("zoë")
    faces = {looks_of(f"agent {n}") for n in range(60)}
    assert len(faces) == 60
    assert picture(render, "zoë") != picture(render, "zoe")


def test_somebody_later_in_life_is_still_themselves():
    assert looks_of("perpetua_then") == looks_of("perpetua")


@pytest.mark.parametrize("role", ["agent", "ivr", "queue", "survey", "something new"])
def test_hostile_names_are_drawn(render, hostile, role):
    picture(render, hostile, role)


@pytest.mark.parametrize("size", [(120, 144), (500, 600), (400, 120), (90, 400), (1, 1), (30, 20)])
def test_any_shape_is_filled(render, size):
    from PySide6.QtGui import QColor

    image = picture(render, "marie", width=size[0], height=size[1])
    blank = QColor("#123456").rgb()
    corners = [(0, 0), (image.width() - 1, 0), (0, image.height() - 1), (image.width() - 1, image.height() - 1)]
    assert all(image.pixel(x, y) != blank for x, y in corners)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_a_sharper_screen_gets_a_sharper_picture(render, ratio):
    image = picture(render, "gunther", ratio=ratio)
    assert (image.width(), image.height()) == (round(200 * ratio), round(240 * ratio))
    if ratio > 1:
        blurred = picture(render, "gunther").scaled(image.size())
        assert blurred.convertToFormat(image.format()) != image


def test_levels_out_of_bounds_are_levels(render):
    assert picture(render, "gunther", level=7.0) == picture(render, "gunther", level=1.0)
    assert picture(render, "gunther", level=float("nan")) == picture(render, "gunther", level=0.0)
