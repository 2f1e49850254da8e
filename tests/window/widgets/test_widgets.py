"""The widgets: what they show, say and emit, and that they rest when there is nothing to do."""

import math

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from voiceapp.call_view import CallView, Gift, Person, Phase, Place, Question, Station
from voiceapp.dialogue.case_file import Entry
from voiceapp.pictures.brand import Style
from voiceapp.window import widgets
from voiceapp.window.widgets import (
    CustomerScreen,
    DeadLine,
    HoldShow,
    JourneyView,
    Keypad,
    LevelMeter,
    Logo,
    NumberDisplay,
    PatienceGauge,
    Portrait,
    QueueView,
    SurveyPanel,
)

GUNTHER = Person(key="gunther", name="Gunther", department="Welcome Desk")
PICTURES = [
    CustomerScreen,
    DeadLine,
    HoldShow,
    JourneyView,
    LevelMeter,
    Logo,
    NumberDisplay,
    PatienceGauge,
    Portrait,
    QueueView,
    SurveyPanel,
]


def data(widget):
    """The dots of what a widget shows."""
    image = widget.grab().toImage()
    return image.constBits().tobytes()


@pytest.fixture
def shown(qtbot, clock):
    """Make a widget and show it."""

    def made(kind, *args):
        widget = kind(*args)
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint())
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return made


def view_with(*entries):
    view = CallView({"gunther": GUNTHER})
    for n, (field, said, recorded) in enumerate(entries):
        view.advance(float(n))
        view.case.write(Entry(field=field, said=said, recorded=recorded, by="gunther", t=float(n)))
    return view


# What all have in common ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("kind", [*PICTURES, Keypad])
def test_everything_has_an_accessible_name_in_its_language(shown, kind, language):
    widget = shown(kind)
    widget.set_style(Style(language=language))
    assert widget.accessibleName().strip()
    assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) == widget.accessibleName()


@pytest.mark.parametrize("kind", PICTURES)
def test_screen_readers_are_told_what_it_is(shown, kind):
    widget = shown(kind)
    role = QAccessible.queryAccessibleInterface(widget).role()
    gauge = kind in {LevelMeter, PatienceGauge}
    assert role == (QAccessible.Role.ProgressBar if gauge else QAccessible.Role.StaticText)


@pytest.mark.parametrize("kind", [*PICTURES, Keypad])
def test_large_words_ask_for_room_and_still_fit_a_small_screen(shown, kind):
    widget = shown(kind)
    before = widget.sizeHint()
    widget.set_style(Style(text=3.0))
    assert widget.sizeHint().width() > before.width()
    least = widget.minimumSizeHint()
    assert least.width() <= 560
    assert least.height() <= 420
    assert least.width() <= widget.sizeHint().width()
    assert least.height() <= widget.sizeHint().height()


@pytest.mark.parametrize("kind", [*PICTURES, Keypad])
def test_dark_is_another_picture(shown, kind):
    widget = shown(kind)
    light = data(widget)
    widget.set_style(Style(dark=True))
    same = kind in {DeadLine, NumberDisplay, Portrait}  # a dead line is dead by day as well
    assert (data(widget) == light) == same


@pytest.mark.parametrize("kind", [*PICTURES, Keypad])
@pytest.mark.parametrize("size", [(1, 1), (90, 40), (40, 300), (1400, 900)])
def test_any_size_is_painted(shown, kind, size):
    widget = shown(kind)
    widget.resize(*size)
    assert not widget.grab().isNull()


def test_all_that_is_exported_is_there():
    assert all(hasattr(widgets, name) for name in widgets.__all__)


# The keypad -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def keypad(shown):
    pad = shown(Keypad)
    pad.heard = []
    pad.pressed.connect(pad.heard.append)
    pad.activateWindow()
    QTest.qWaitForWindowActive(pad, 2000)
    pad.setFocus()
    return pad


def key_of(pad, name):
    return next(key for key in pad.findChildren(QWidget) if getattr(key, "key", None) == name)


def focused(pad):
    return next(key.key for key in pad.findChildren(QWidget) if key.hasFocus())


def test_every_key_can_be_clicked(keypad):
    for name in "123456789*0#":
        QTest.mouseClick(key_of(keypad, name), Qt.MouseButton.LeftButton)
    assert "".join(keypad.heard) == "123456789*0#"


def test_a_key_sounds_when_it_goes_down_not_when_it_comes_up(keypad):
    QTest.mousePress(key_of(keypad, "3"), Qt.MouseButton.LeftButton)
    assert keypad.heard == ["3"]
    QTest.mouseRelease(key_of(keypad, "3"), Qt.MouseButton.LeftButton, pos=QPoint(-50, -50))
    assert keypad.heard == ["3"]


def test_digits_can_be_typed_while_the_keypad_has_the_focus(keypad):
    QTest.keyClicks(key_of(keypad, "5"), "0470*#")
    assert "".join(keypad.heard) == "0470*#"


def test_letters_are_not_for_the_keypad(keypad):
    QTest.keyClicks(key_of(keypad, "5"), "help")
    assert keypad.heard == []


@pytest.mark.parametrize("press", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_key_with_the_focus_is_pressed_by_keyboard(keypad, press):
    QTest.keyClick(key_of(keypad, "5"), press)
    assert keypad.heard == ["5"]


def test_arrows_go_round(keypad):
    here = "5"
    ways = [Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up]
    ways += [Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down]
    for way, there in zip(ways, "213#97*", strict=True):
        QTest.keyClick(key_of(keypad, here), way)
        here = focused(keypad)
        assert here == there
    assert keypad.heard == []


def test_tab_stops_once_and_comes_back_to_the_last_key(keypad):
    QTest.keyClick(key_of(keypad, "5"), Qt.Key.Key_Up)
    stops = [key.key for key in keypad.findChildren(QWidget) if key.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["2"]


def test_keys_say_their_names_and_letters(keypad):
    names = {key.key: key.accessibleName() for key in keypad.findChildren(QWidget) if hasattr(key, "key")}
    assert names["5"] == "Key 5"
    assert names["*"] == "Key star"
    assert names["#"] == "Key hash"
    key = key_of(keypad, "7")
    assert key.accessibleDescription() == "PQRS"
    assert QAccessible.queryAccessibleInterface(key).role() == QAccessible.Role.Button
    keypad.set_style(Style(language="nl"))
    assert key_of(keypad, "#").accessibleName() == "Toets hekje"


def test_a_key_pressed_for_the_caller_is_seen_and_heard(keypad, qtbot):
    key = key_of(keypad, "8")
    before = data(key)
    keypad.press("8")
    assert keypad.heard == ["8"]
    assert data(key) != before
    qtbot.waitUntil(lambda: not key.lit)
    assert data(key) == before


def test_a_flash_is_only_seen(keypad):
    keypad.flash("8")
    assert key_of(keypad, "8").lit
    assert keypad.heard == []


def test_a_keypad_that_is_off_is_off(keypad):
    keypad.setEnabled(False)
    keypad.press("1")
    QTest.mouseClick(key_of(keypad, "2"), Qt.MouseButton.LeftButton)
    assert keypad.heard == []


def test_what_is_no_key_is_ignored(keypad):
    keypad.press("x")
    keypad.press("")
    keypad.flash("12")
    assert keypad.heard == []


# Those who move -------------------------------------------------------------------------------------------------------


def test_a_portrait_moves_only_while_it_is_seen(shown, qtbot):
    portrait = shown(Portrait)
    assert portrait._ticker.isActive()
    portrait.hide()
    assert not portrait._ticker.isActive()
    portrait.show()
    assert portrait._ticker.isActive()


def test_a_portrait_says_who_it_is(shown):
    portrait = shown(Portrait)
    assert portrait.accessibleDescription() == "Nobody is at the desk"
    portrait.set_person(GUNTHER)
    assert portrait.accessibleDescription() == "Gunther, Welcome Desk"


def test_a_mouth_opens_with_the_voice_and_closes_after_it(shown, clock):
    portrait = shown(Portrait)
    portrait.set_person(GUNTHER)
    shut = data(portrait)
    portrait.set_mood("speaking")
    portrait.set_mouth(0.9)
    assert data(portrait) != shut
    assert portrait._mouth_at(clock.t - 100) == 0.9
    clock.t += 0.05
    assert 0 < portrait._mouth_at(portrait.t) < 0.9
    portrait.set_mouth(math.nan)
    clock.t += 1
    assert portrait._mouth_at(portrait.t) == 0


def test_who_listens_writes_and_who_speaks_does_not(shown, clock):
    portrait = shown(Portrait)
    portrait.set_person(GUNTHER)
    clock.t += 5
    assert portrait._writing(portrait.t) == 0
    portrait.set_mood("listening")
    clock.t += 2
    assert portrait._writing(portrait.t) == 1
    portrait.set_mood("waiting")
    clock.t += 2
    assert portrait._writing(portrait.t) == 0


def test_more_of_the_room_is_another_picture(shown):
    portrait = shown(Portrait)
    before = data(portrait)
    portrait.set_room(0.8)
    assert data(portrait) != before


def test_the_show_runs_from_start_to_stop(shown, clock):
    show = shown(HoldShow)
    assert not show._ticker.isActive()
    show.start("hold")
    assert show._ticker.isActive()
    first = show.accessibleDescription()
    clock.t += 9
    show.frame()
    assert show.accessibleDescription() != first
    show.stop()
    assert not show._ticker.isActive()
    show.set_slogans(["Only this."])
    assert show.accessibleDescription() == "Only this."


def test_a_dead_line_dies_anew(shown, clock):
    line = shown(DeadLine)
    line.start()
    clock.t += 0.3
    trembling = data(line)
    clock.t += 30
    assert data(line) != trembling
    line.start()
    clock.t += 0.3
    assert data(line) == trembling


# Displays -------------------------------------------------------------------------------------------------------------


def test_the_number_display_says_what_it_shows_but_not_every_second(shown):
    display = shown(NumberDisplay)
    display.set_number("0800 2 0 1 0")
    display.set_state("On hold")
    display.set_dialled("5")
    said = display.accessibleDescription()
    assert said == "0800 2 0 1 0, On hold, dialled 5"
    before = data(display)
    display.set_time(61.7)
    assert data(display) != before
    assert display.accessibleDescription() == said


def test_the_queue_says_what_was_announced(shown):
    queue = shown(QueueView)
    assert queue.accessibleDescription() == "being determined"
    queue.set_place(Place(position=4, before=3, minutes=8))
    assert queue.accessibleDescription() == "4, previously 3, estimated wait 8 min"


def test_the_journey_rests_when_it_is_over(shown):
    view = shown(JourneyView)
    assert not view._ticker.isActive()
    stop = {"phase": Phase.AGENT, "by": GUNTHER, "arrived": 1.0}
    view.set_journey([Station(**stop)])
    assert view._ticker.isActive()
    assert view.accessibleDescription() == "Gunther (You are here)"
    view.set_journey([Station(**stop, left=9.0)])
    assert not view._ticker.isActive()


def test_the_customer_screen_says_what_is_on_file(shown, clock):
    screen = shown(CustomerScreen)
    assert screen.accessibleDescription() == "nothing on file yet"
    screen.set_view(view_with(("object", "container", "trailer")))
    assert screen.accessibleDescription() == "Object: trailer, said: container, by Gunther"
    assert screen._ticker.isActive()
    clock.t += 60
    screen.frame()
    assert not screen._ticker.isActive()


def test_the_customer_screen_sees_what_was_added_to_the_same_file(shown):
    screen = shown(CustomerScreen)
    view = view_with(("object", "container", "trailer"))
    screen.set_view(view)
    view.case.write(Entry(field="name", said="Matthew", recorded="Achoo", by="gunther", t=2.0))
    screen.set_view(view)
    assert "Achoo" in screen.accessibleDescription()


def test_the_survey_says_what_became_of_an_answer(shown):
    panel = shown(SurveyPanel)
    panel.set_questions([Question(question="How happy?")])
    assert panel.accessibleDescription() == "How happy? On a scale from nine to ten."
    panel.set_questions([Question(question="How happy?", said="zero", recorded="ten", recorded_at=2.0)])
    assert panel.accessibleDescription() == "How happy? You said: zero. Recorded: ten."
    panel.set_gift(Gift(asked="cup", recorded="hub", t=5.0))
    assert panel.accessibleDescription().endswith("Ordered: hub.")


# Gauges ---------------------------------------------------------------------------------------------------------------


def test_gauges_have_a_value_that_can_be_read(shown):
    gauge = shown(PatienceGauge)
    gauge.set_patience(0.25)
    assert gauge.value() == 25
    assert gauge.accessibleDescription() == "on order"
    value = QAccessible.queryAccessibleInterface(gauge).valueInterface()
    assert value is None or value.currentValue() == 25
    gauge.set_patience(math.nan)
    assert gauge.value() == 0


def test_the_meter_shows_levels_and_says_when_it_is_muted(shown):
    meter = shown(LevelMeter)
    empty = data(meter)
    meter.set_level(-12.0)
    assert data(meter) != empty
    meter.set_level(-math.inf)
    assert data(meter) == empty
    meter.set_muted(True)
    assert meter.accessibleDescription() == "muted"
    meter.set_label("You")
    assert meter.accessibleName() == "Level: You"


class Counting(PatienceGauge):
    """Counts how often it is painted."""

    painted = 0

    def paint(self, painter, rect):
        Counting.painted += 1
        super().paint(painter, rect)


def test_what_does_not_change_is_not_painted_again(shown, qtbot):
    gauge = shown(Counting)
    qtbot.waitUntil(lambda: Counting.painted > 0)
    gauge.repaint()
    before = Counting.painted
    for _ in range(50):
        gauge.set_patience(1.0)
    QTest.qWait(0)
    assert Counting.painted == before
    gauge.set_patience(0.5)
    qtbot.waitUntil(lambda: Counting.painted == before + 1)


def test_hostile_words_are_shown_and_said_as_text(shown):
    words = "<b>x</b>\u202e\x00 " * 200
    display = shown(NumberDisplay)
    display.set_number(words)
    portrait = shown(Portrait)
    portrait.set_person(Person(key=words, name=words, department=words, role=words))
    screen = shown(CustomerScreen)
    screen.set_view(view_with((words, words, words)))
    for widget in (display, portrait, screen):
        assert widget.size() == QSize(widget.sizeHint())
        assert not widget.grab().isNull()
        assert widget.textFormat() == Qt.TextFormat.PlainText
