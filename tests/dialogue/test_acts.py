"""Each kind of act alone, in a small company whose lines are known."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.actions import EndCall, Say, StopSpeaking
from voiceapp.dialogue.acts.agent import QUESTIONS_MORE
from voiceapp.dialogue.events import CallerAnswered, CallerRangBack, InputEnded
from voiceapp.dialogue.tricks import slipped

Phone = Callable[..., Any]
AFTER = {"kind": "hold", "voice": "machine", "seconds": [5, 5], "go": "end"}
"""Something quiet to go on to."""

NUMBER = {"kind": "number", "voice": "machine", "open": ["ask.number"], "holds": 5, "go": "after"}
NUMBER_LINES = {
    "machine": {
        "ask.number": ["Your number?"],
        "read_back": ["You said {{ heard|spelled }}."],
        "overflow": ["Too long. {{ heard|spelled }}."],
        "unclear": ["No number.", "No number either."],
        "silent": ["Silent.", "Silent again."],
    }
}


def number(company: Phone, seed: int = 1, **more: Any) -> Any:
    line = company({"number": {**NUMBER, **more}, "after": AFTER}, lines=NUMBER_LINES, seed=seed)
    line.until_waiting()
    return line


# Number -----------------------------------------------------------------------------------------------------------


def test_a_number_that_is_keyed_in_is_read_back_wrong(company: Phone) -> None:
    line = number(company)
    line.press("0475#")
    (filed,) = line.records("case.changed")
    assert (filed["field"], filed["said"]) == ("number", "0475")
    assert sorted(filed["recorded"]) == sorted("0475") and filed["recorded"] != "0475"
    assert line.texts[-1] == f"You said {', '.join(filed['recorded'])}."
    line.until_act("after")


def test_a_number_ends_by_itself_when_no_digit_follows(company: Phone) -> None:
    line = number(company)
    line.press("12")
    assert not line.records("case.changed")
    line.until_act("after")
    assert line.records("case.changed")[0]["recorded"] == "21"


def test_what_does_not_fit_is_left_out(company: Phone) -> None:
    line = number(company)
    line.press("1234567")
    (filed,) = line.records("case.changed")
    assert len(filed["recorded"]) == 5 and filed["said"] == "123456"
    assert line.texts[-1].startswith("Too long.")


def test_a_number_can_be_said(company: Phone) -> None:
    line = number(company)
    line.say("it is 0475")
    assert line.records("case.changed")[0]["said"] == "0475"


def test_no_number_at_all_is_good_enough_after_two_tries(company: Phone) -> None:
    line = number(company)
    line.say("i have none")
    line.until_act("after")
    assert {"Silent.", "Silent again."} & set(line.texts)
    assert len([text for text in line.texts if text.startswith(("No number", "Silent"))]) == 2
    assert not line.records("case.changed")


def test_who_interrupts_the_reading_back_is_taken_on(company: Phone) -> None:
    line = number(company)
    line.press("123#")
    assert line.of(StopSpeaking, line.say("that is wrong"))
    line.until_act("after")


@given(digits=st.text(alphabet="0123456789", min_size=1, max_size=12), seed=st.integers(0, 50))
@settings(max_examples=80, deadline=None)
def test_no_number_is_ever_read_back_right(company: Phone, digits: str, seed: int) -> None:
    line = number(company, seed=seed, holds=9)
    line.press(digits + "#")
    (filed,) = line.records("case.changed")
    assert filed["recorded"] != digits and filed["recorded"] != digits[:9]
    assert len(filed["recorded"]) == min(len(digits), 9) and filed["recorded"].isdigit()


# Menu -------------------------------------------------------------------------------------------------------------

MENU = {
    "kind": "menu",
    "voice": "machine",
    "open": ["greeting"],
    "tries": 2,
    "go": "after",
    "options": [
        {"keys": ["1"], "words": ["one"], "say": "chosen", "go": "first"},
        {"keys": ["0"], "intents": ["ask_human"], "go": "end"},
    ],
}
MENU_ACTS = {"menu": MENU, "first": {**AFTER, "go": "end"}, "after": AFTER}
CHOSEN = {"machine": {"chosen": ["That is chosen."], "key.5": ["Five is a key."]}}


@pytest.mark.parametrize(
    ("words", "act"), [("one please", "first"), ("my number is 1", "first"), ("a human", "end"), ("1", "first")]
)
def test_an_option_is_taken_by_word_number_or_intent(company: Phone, words: str, act: str) -> None:
    line = company(MENU_ACTS, lines=CHOSEN)
    line.until_waiting()
    line.say(words)
    line.until_act(act)
    assert "after" not in line.acts


def test_a_key_without_an_option_has_its_own_line(company: Phone) -> None:
    line = company(MENU_ACTS, lines=CHOSEN)
    line.until_waiting()
    line.press("5")
    assert line.texts[-1] == "Five is a key."


@pytest.mark.parametrize("tries", [1, 2, 4])
def test_a_menu_gives_up_after_so_many_tries(company: Phone, tries: int) -> None:
    line = company({**MENU_ACTS, "menu": {**MENU, "tries": tries}}, lines=CHOSEN)
    said = 0
    while "after" not in line.acts:
        line.until(lambda: line.waits == "speech" or "after" in line.acts)
        if "after" not in line.acts:
            line.say("neither of these")
            said += 1
    assert said == tries


def test_who_interrupts_the_last_words_of_a_menu_is_taken_on(company: Phone) -> None:
    line = company(MENU_ACTS, lines=CHOSEN)
    line.until_waiting()
    line.press("1")
    assert line.texts[-1] == "That is chosen."
    assert line.of(StopSpeaking, line.say("no wait"))
    line.until_act("first")


def test_a_way_is_closed_when_its_act_is_used_up(company: Phone) -> None:
    again = {**MENU, "at_most": 2, "tries": 1, "go": [{"to": "menu", "weight": 100}, {"to": "after", "weight": 0.001}]}
    for seed in range(5):
        line = company({**MENU_ACTS, "menu": again}, seed=seed)
        line.until_ended()
        assert line.acts.count("menu") == 2
        assert line.acts[2] == "after"


def test_without_an_open_way_the_call_comes_to_its_end(company: Phone) -> None:
    circle = {**MENU, "tries": 1, "go": [{"to": "menu"}, {"to": "after", "when": "mood.angry"}]}
    line = company({**MENU_ACTS, "menu": circle})
    line.until_ended()
    assert line.acts == ["menu", "end"]


# Hold -------------------------------------------------------------------------------------------------------------


def test_somebody_almost_picks_up(company: Phone) -> None:
    hold = {"kind": "hold", "voice": "machine", "seconds": [9, 9], "go": "end"}
    announce = ["position", {"voice": "bob", "say": "almost"}]
    lines = {
        "machine": {"position": ["Place {{ queue.position }}, before that {{ queue.before }}."]},
        "bob": {"almost": ["Bob?"]},
    }
    line = company({"hold": {**hold, "announce": announce}}, lines=lines)
    line.until_act("end")
    assert [say.agent for say in line.of(Say)][:2] == ["machine", "bob"]
    assert line.texts[0] == "Place three, before that two."
    music = [sound for sound in line.sounds if "hold" in sound or "click" in sound]
    assert music == ["+hold", "-hold", "+click", "+click", "+hold", "-hold"]
    assert line.records("hold.ended")[0]["duration"] >= 9


def test_music_does_not_end_while_somebody_speaks(company: Phone) -> None:
    line = company({"hold": {"kind": "hold", "voice": "machine", "seconds": [3, 3], "announce": ["wait"], "go": "end"}})
    line.until(lambda: bool(line.texts))
    line.until_act("end")
    assert not line.of(StopSpeaking)


def test_who_speaks_to_music_is_heard_and_not_answered(company: Phone) -> None:
    line = company({"hold": {"kind": "hold", "voice": "machine", "seconds": [9, 9], "go": "end"}})
    line.until_act("hold")
    assert not line.of(Say, line.say("hello is anybody there"))
    assert line.records("caller.said")[0]["text"] == "hello is anybody there"
    line.until_ended()


# Agent ------------------------------------------------------------------------------------------------------------

AGENT = {"kind": "agent", "agent": "ann", "turns": [9, 9], "go": "after"}


def agent(company: Phone, seed: int = 1, lines: dict[str, Any] | None = None, **more: Any) -> Any:
    line = company({"ann": {**AGENT, **more}, "after": AFTER}, lines=lines, seed=seed)
    line.until_waiting()
    return line


def test_a_form_is_gone_through_when_nothing_else_was_asked(company: Phone) -> None:
    lines = {
        "ann": {"open": ["Ann."], "ask.name": ["Name?"], "ask.place": ["Place?"], "trick.mishear": ["{{ heard }}."]}
    }
    line = agent(company, lines=lines, ask=["name", "nothing", "place"])
    assert line.texts == ["Ann.", "Name?"]
    for _ in range(6):
        line.say("there is a container")
        line.until_waiting()
    assert line.texts.count("Place?") == 1
    assert line.texts.index("Place?") > line.texts.index("Name?")


@pytest.mark.parametrize("turns", [1, 3])
def test_as_many_turns_as_the_scenario_says_and_no_question_is_trampled_on(company: Phone, turns: int) -> None:
    line = agent(company, turns=[turns, turns])
    said = 0
    while "I pass you on." not in line.texts:
        line.say("there is a container")
        said += 1
        line.until(lambda: line.waits == "speech" or "after" in line.acts)
    assert turns <= said <= turns + QUESTIONS_MORE
    before_the_parting = line.texts[line.texts.index("I pass you on.") - 1]
    assert said == turns + QUESTIONS_MORE or not before_the_parting.endswith("?")
    line.until_act("after")


def test_taking_leave_is_believed_the_third_time(company: Phone) -> None:
    line = agent(company)
    for _ in range(2):
        line.say("goodbye")
        line.until_waiting()
    line.say("goodbye")
    line.until_ended()
    assert line.acts == ["ann", "end"]


def test_a_key_is_noticed_and_the_agent_waits_on(company: Phone) -> None:
    line = agent(company, lines={"ann": {"key.0": ["A zero."], "key": ["A {{ key }}."]}})
    assert [say.text for say in line.of(Say, line.press("0"))] == ["A zero."]
    line.until_waiting()
    assert [say.text for say in line.of(Say, line.press("7"))] == ["A 7."]
    line.until_waiting()
    assert not line.of(Say, line.press("7")), "a line was said twice"
    line.until_act("after")


def test_a_noise_is_noticed(company: Phone) -> None:
    line = agent(company, lines={"ann": {"noise": ["A cough."]}})
    assert [say.text for say in line.of(Say, line.say(""))] == ["A cough."]


def test_an_agent_with_nothing_left_to_say_passes_on(company: Phone) -> None:
    only = {pool: [] for pool in ("trick.mishear", "trick.confirm", "trick.digits_back", "on.goodbye", "ask.name")}
    line = agent(company, lines={"ann": {**only, "on.any": ["Hm."]}})
    line.say("there is a container")
    line.until_waiting()
    line.say("there is a container")
    assert line.texts[-2:] == ["Hm.", "I pass you on."]
    line.until_act("after")


def test_a_wrong_reading_goes_on_file_also_with_a_capital(company: Phone) -> None:
    only = {pool: [] for pool in ("trick.confirm", "on.any")}
    line = agent(company, lines={"ann": {**only, "trick.mishear": ["{{ heard|capitalize }}. Is it on?"]}})
    line.say("there is a container")
    (filed,) = line.records("case.changed")
    assert filed["said"] == "container"
    assert line.texts[-1] == f"{filed['recorded'].capitalize()}. Is it on?"
    assert line.of(Say)[-1].heard


def test_what_the_line_does_not_say_does_not_go_on_file(company: Phone) -> None:
    only = {pool: [] for pool in ("trick.confirm", "on.any")}
    line = agent(company, lines={"ann": {**only, "trick.mishear": ["Is it on?"]}})
    line.say("there is a container")
    assert line.texts[-1] == "Is it on?"
    assert not line.records("case.changed")
    assert line.of(Say)[-1].heard == ""


# Transfer ---------------------------------------------------------------------------------------------------------

TRANSFER = {"kind": "transfer", "to": "bob", "go": "after"}


def transferred(company: Phone, entry: tuple[str, str, str] | None = None, **more: Any) -> Any:
    acts = {"ann": {**AGENT, "go": "over", "turns": [1, 1]}, "over": {**TRANSFER, **more}, "after": AFTER}
    lines = {"ann": {"trick.mishear": [], "trick.confirm": [], "on.any": ["Hm."]}}
    line = company(acts, lines=lines)
    line.until_waiting()
    if entry:
        line.call.session.write(*entry, "ann")
    line.say("there is a container")
    line.until_act("after")
    return line


def test_a_warm_transfer_is_heard_from_both(company: Phone) -> None:
    line = transferred(company, ("object", "container", "tuna"), warm=True, damage=0)
    assert line.texts[-2:] == ["Bob, it is tuna.", "Right."]
    assert [say.agent for say in line.of(Say)][-2:] == ["ann", "bob"]


def test_a_cold_transfer_is_heard_from_the_giver(company: Phone) -> None:
    line = transferred(company, damage=0)
    assert line.texts[-1] == "Bob, it is someone."
    assert line.records("transfer") == [{"from": "ann", "to": "bob", "warm": False}]
    assert not line.records("case.changed")


@pytest.mark.parametrize("damage", [1, 2, 3])
def test_the_case_file_is_damaged_so_many_times(company: Phone, damage: int) -> None:
    line = transferred(company, ("object", "container", "container"), damage=damage)
    changed = [filed for filed in line.records("case.changed") if filed["by"] == "bob"]
    assert 1 <= len(changed) <= damage
    assert all(filed["said"] == "container" for filed in changed)


@given(seed=st.integers(0, 200), recorded=st.sampled_from(["campaigner", "tenor", "tuna", "trainer"]))
@settings(max_examples=60, deadline=None)
def test_damage_never_makes_it_right(company: Phone, seed: int, recorded: str) -> None:
    acts = {"over": {**TRANSFER, "damage": 3}, "after": AFTER}
    line = company(acts, seed=seed)
    line.call.session.agent = "ann"
    line.call.session.write("object", "tuna", recorded, "ann")
    line.until_act("after")
    assert all(filed["recorded"] != "tuna" for filed in line.records("case.changed") if filed["by"] == "bob")


# Cut --------------------------------------------------------------------------------------------------------------

CUT = {"kind": "cut", "agent": "bob", "go": "after", "wait": 20}


def test_the_line_dies_in_the_middle_of_a_sentence(company: Phone) -> None:
    line = company({"cut": CUT, "after": AFTER})
    done = line.until_waiting("ring_back")
    (say,) = line.of(Say, done)
    assert say.text == "The whole solution is very simple and it is"
    assert say.broken_off == "The whole solution is very simple—" and 0.6 < say.until < 0.9
    assert line.sounds[-1] == "+click", "and then nothing for a while"
    cut_at = line.t
    line.until(lambda: line.sounds[-1] == "+busy")
    assert line.t == pytest.approx(cut_at + 2)
    line.post(CallerRangBack(t=line.t + 2))
    assert line.records("call.resumed") == [{"times": 2}]
    line.until_act("after")
    assert "-busy" in line.sounds


def test_who_stays_on_a_dead_line_comes_to_the_end(company: Phone) -> None:
    line = company({"cut": CUT, "after": AFTER})
    line.until_waiting("ring_back")
    cut_at = line.t
    line.until_ended()
    assert line.acts == ["cut", "end"]
    assert line.t >= cut_at + 20


# Survey -----------------------------------------------------------------------------------------------------------

SURVEY = {
    "kind": "survey",
    "voice": "machine",
    "open": ["intro"],
    "questions": [
        {"ask": "ask.satisfied", "recorded": ["ten"], "thank": "thank"},
        {"ask": "ask.again", "recorded": ["yes", "gladly"], "thank": "thank"},
    ],
    "close": ["close"],
    "go": "after",
}
SURVEY_LINES = {
    "machine": {
        "intro": ["We ask."],
        "ask.satisfied": ["Satisfied?"],
        "ask.again": ["Again?"],
        "thank": ["{{ said }} is {{ recorded }}.", "{{ said }}, so {{ recorded }}."],
        "thank.silent": ["Silence is {{ recorded }}."],
        "close": ["That is all."],
    }
}


def survey(company: Phone, seed: int = 1) -> Any:
    line = company({"survey": SURVEY, "after": AFTER}, lines=SURVEY_LINES, seed=seed)
    line.until_waiting()
    return line


@given(
    answers=st.lists(st.sampled_from(["zero", "not at all", "never again", "no"]), min_size=2, max_size=2),
    seed=st.integers(0, 9),
)
@settings(max_examples=30, deadline=None)
def test_a_survey_records_what_the_scenario_says(company: Phone, answers: list[str], seed: int) -> None:
    line = survey(company, seed)
    line.say(answers[0])
    line.until_waiting()
    line.say(answers[1])
    line.until_act("after")
    recorded = line.records("survey.recorded")
    assert [entry["said"] for entry in recorded] == answers
    assert recorded[0]["recorded"] == "ten" and recorded[1]["recorded"] in {"yes", "gladly"}
    assert [entry["question"] for entry in line.records("survey.asked")] == ["Satisfied?", "Again?"]
    assert line.texts[-1] == "That is all."


def test_silence_and_a_key_are_answers_too(company: Phone) -> None:
    line = survey(company)
    line.until(lambda: len(line.records("survey.recorded")) == 1)
    assert "Silence is ten." in line.texts
    line.until_waiting()
    line.press("1")
    assert line.records("survey.recorded")[-1]["said"] == "1"
    line.until_act("after")


def test_who_interrupts_the_end_of_a_survey_is_taken_on(company: Phone) -> None:
    line = survey(company)
    line.say("zero")
    line.until_waiting()
    line.say("zero")
    assert line.of(StopSpeaking, line.say("one more thing"))
    line.until_act("after")


# Call-back --------------------------------------------------------------------------------------------------------

CALLBACK = {"kind": "callback", "agent": "bob", "after": 4, "rings": 15, "go": "after"}


def test_the_company_hangs_up_and_rings_the_caller(company: Phone) -> None:
    line = company({"callback": CALLBACK, "after": AFTER})
    line.until_waiting("answer")
    assert line.records("callback") == [{"agent": "bob"}]
    assert line.sounds[-2:] == ["+click", "+telephone"]
    line.post(CallerAnswered(t=line.t + 3))
    assert line.acts[-1] == "after"
    assert line.sounds[-2:] == ["-telephone", "+hold"]
    line.post(CallerAnswered(t=line.t + 4))
    assert line.acts.count("after") == 1


@pytest.mark.parametrize(("ended", "rings"), [(False, 15), (True, 3)])
def test_a_telephone_that_is_not_answered_is_taken_for_a_yes(company: Phone, ended: bool, rings: int) -> None:
    line = company({"callback": CALLBACK, "after": AFTER})
    if ended:
        line.post(InputEnded(t=line.t))
    line.until_waiting("answer")
    rang_at = line.t
    line.until_act("after")
    assert line.t == rang_at + rings


# Gesture ----------------------------------------------------------------------------------------------------------

GESTURE = {"kind": "gesture", "agent": "ann", "open": ["offer"], "otherwise": "a fondue set", "go": "after"}
GESTURE_LINES = {
    "ann": {
        "offer": ["What would you like?"],
        "gesture.read_back": ["So {{ heard }}?"],
        "gesture.insist": ["Then {{ heard }}?", "Surely {{ heard }}?"],
        "gesture.silent": ["Anything?"],
        "gesture.deliver": ["Here is {{ heard }}."],
    }
}


def gesture(company: Phone, seed: int = 1) -> Any:
    line = company({"gesture": GESTURE, "after": AFTER}, lines=GESTURE_LINES, seed=seed)
    line.until_waiting()
    return line


@given(seed=st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_a_wish_is_taken_down_wrong_and_a_yes_confirms_it(company: Phone, seed: int) -> None:
    line = gesture(company, seed)
    line.say("a container")
    line.until_waiting()
    line.say("yes")
    line.until_act("after")
    (given_,) = line.records("gesture")
    assert given_["asked"] == "container"
    assert given_["recorded"] not in {"container", "a fondue set"}
    assert line.texts[-2:] == [f"So {given_['recorded']}?", f"Here is {given_['recorded']}."]


@given(seed=st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_a_no_makes_it_worse_and_the_second_is_too_late(company: Phone, seed: int) -> None:
    line = gesture(company, seed)
    for words in ("a container", "no", "no"):
        line.say(words)
        line.until(lambda: line.waits == "speech" or "after" in line.acts)
    line.until_act("after")
    (given_,) = line.records("gesture")
    assert given_["recorded"] not in {"container", "no"}
    assert line.texts[-1] == f"Here is {given_['recorded']}."


def test_the_silent_get_what_there_is(company: Phone) -> None:
    line = gesture(company)
    line.until_act("after")
    assert line.records("gesture") == [{"asked": "", "recorded": "a fondue set"}]
    assert "Anything?" in line.texts


# All of them ------------------------------------------------------------------------------------------------------

WHOLE = {
    "menu": {**MENU, "go": "number", "options": [{"keys": ["1"], "say": "chosen", "go": "number"}]},
    "number": {**NUMBER, "go": "hold"},
    "hold": {**AFTER, "go": "ann"},
    "ann": {**AGENT, "turns": [2, 3], "go": "over"},
    "over": {**TRANSFER, "warm": True, "go": "dead"},
    "dead": {**CUT, "go": "survey"},
    "survey": {**SURVEY, "go": "callback"},
    "callback": {**CALLBACK, "go": "gesture"},
    "gesture": {**GESTURE, "go": "end"},
}
WHOLE_LINES = {
    "machine": {**CHOSEN["machine"], **NUMBER_LINES["machine"], **SURVEY_LINES["machine"]},
    "ann": GESTURE_LINES["ann"],
}
happenings = st.one_of(
    st.just(("step", "")),
    st.tuples(st.just("say"), st.sampled_from(["", "yes", "no", "my container", "it is 0475", "uh-huh", "goodbye"])),
    st.tuples(st.just("press"), st.sampled_from(["0", "1", "5", "123", "#"])),
    st.just(("ring back", "")),
    st.just(("answer", "")),
)


@given(script=st.lists(happenings, max_size=60), seed=st.integers(0, 500), hears_out=st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_the_caller_does_the_call_goes_on_to_its_end(
    company: Phone, script: list[tuple[str, str]], seed: int, hears_out: bool
) -> None:
    line = company(WHOLE, lines=WHOLE_LINES, seed=seed)
    for what, words in script:
        if line.call.ended:
            break
        match what:
            case "step":
                line.step()
            case "say":
                line.say(words)
            case "press":
                line.press(words)
            case "ring back":
                line.post(CallerRangBack(t=line.t))
            case "answer":
                line.post(CallerAnswered(t=line.t))
        if hears_out and not line.call.ended:
            line.until(lambda: bool(line.waits) or line.call.ended)
    line.until_ended()
    assert line.acts[-1] == "end"
    texts = [text.casefold() for text in line.texts]
    assert len(texts) == len(set(texts)), "a line was said twice"
    assert all(text.strip() for text in texts)


# Ending -----------------------------------------------------------------------------------------------------------


def test_the_last_words_are_spoken_and_the_reason_is_known(company: Phone) -> None:
    line = company({"bye": {"kind": "ending", "voice": "machine", "say": ["bye"], "reason": "enough"}})
    line.until_ended()
    assert len(line.texts) == 1
    assert [ended.reason for ended in line.of(EndCall)] == ["enough"]


@given(digits=st.text(alphabet="0123456789", min_size=1, max_size=20), seed=st.integers(0, 99))
def test_a_slip_changes_a_digit_or_exchanges_two(digits: str, seed: int) -> None:
    wrong = slipped(digits, Random(seed))
    assert wrong != digits and len(wrong) == len(digits) and wrong.isdigit()
    changed = [i for i in range(len(digits)) if digits[i] != wrong[i]]
    assert len(changed) == 1 or (len(changed) == 2 and changed[1] == changed[0] + 1)
