"""Who speaks when both do: on a virtual timeline, with exact times, and all that happened in between.

A word of the company takes 0.4 s. What the timeline writes down is complete: what is not in it did not happen.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Any

import pytest

from voiceapp.dialogue.actions import (
    Await,
    CancelTimer,
    EndCall,
    PauseSpeaking,
    PlaySound,
    Record,
    ResumeSpeaking,
    Say,
    SetTimer,
    StopSound,
    StopSpeaking,
)
from voiceapp.dialogue.barge_in import ANSWER_AHEAD, WORDLESS
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.events import (
    CallerSaid,
    CallerStarted,
    CallerWords,
    Event,
    HeardSelf,
    KeyPressed,
    SpeechFinished,
    TimerFired,
)
from voiceapp.dialogue.utterance import Utterance

WORD = 0.4
RINGING = 2.0
GAP = 0.15
BEGINS = RINGING + GAP


class Timeline:
    """Time passes for a call: speech takes its time and can be held, timers fire, the caller does what is planned."""

    def __init__(self, call: Call, placed: list[Any]) -> None:
        self.call = call
        self.t = 0.0
        self.log: list[tuple[float, str]] = []
        self._planned: list[tuple[float, int, Event]] = []
        self._timers: dict[str, float] = {}
        self._speeches: list[list[float]] = []  # number, and seconds that are left of it
        self._paused = False
        self._carry_out(placed)

    def plan(self, *events: Event) -> None:
        for event in events:
            heapq.heappush(self._planned, (event.t, len(self._planned), event))

    def until(self, end: float) -> None:
        while True:
            timer = min(self._timers, key=lambda name: self._timers[name], default="")
            due = [
                (self._timers[timer] if timer else end + 1, 0),
                (self.t + self._speeches[0][1] if self._speeches and not self._paused else end + 1, 1),
                (self._planned[0][0] if self._planned else end + 1, 2),
            ]
            at, what = min(due)
            self._pass(min(at, end) - self.t)
            if at > end:
                return
            if what == 0:
                del self._timers[timer]
                self.post(TimerFired(t=self.t, timer=timer))
            elif what == 1:
                self.post(SpeechFinished(t=self.t, speech=int(self._speeches.pop(0)[0])))
            else:
                self.post(heapq.heappop(self._planned)[2])

    def _pass(self, seconds: float) -> None:
        if self._speeches and not self._paused:
            self._speeches[0][1] -= seconds
        self.t = round(self.t + seconds, 6)

    def post(self, event: Event) -> None:
        self._carry_out(self.call.receive(event))

    def _carry_out(self, actions: Any) -> None:
        for action in actions:
            self._do(action)

    def _do(self, action: Any) -> None:
        match action:
            case SetTimer():
                self._timers[action.timer] = action.at
            case CancelTimer():
                self._timers.pop(action.timer, None)
            case Say():
                self._speeches.append([action.speech, action.gap + WORD * len(action.text.split()) * action.until])
                self._note(f"say {action.text}")
            case PauseSpeaking():
                self._paused = True
                self._note("pause")
            case ResumeSpeaking():
                self._paused = False
                self._note("resume")
            case StopSpeaking():
                self._speeches.clear()
                self._paused = False
                self._note("stop")
            case Await():
                self._note("await")
            case Record(kind="heard.self" | "caller.said" as kind):
                self._note(kind)
            case EndCall():
                self._note("end")
            case Record() | PlaySound() | StopSound():
                pass

    def _note(self, what: str) -> None:
        self.log.append((round(self.t, 3), what))

    def since(self, t: float) -> list[tuple[float, str]]:
        return [entry for entry in self.log if entry[0] > t - 1e-6]


SCRIPT = "Good morning this is a long sentence that somebody reads from a page to you."
QUESTION = "Is this really the place where your lovely container stands?"
ACTS = {
    "agent": {"kind": "agent", "agent": "ann", "turns": [9, 9], "go": "end"},
    "menu": {
        "kind": "menu",
        "voice": "machine",
        "open": ["greeting", "wait"],
        "go": "end",
        "tries": 3,
        "options": [{"keys": ["1"], "words": ["one"], "say": "thanks", "go": "end"}],
    },
    "gesture": {"kind": "gesture", "agent": "ann", "open": ["open"], "go": "end", "otherwise": "a pen"},
    "transfer": {"kind": "transfer", "to": "bob", "warm": True, "go": "end"},
    "number": {"kind": "number", "voice": "machine", "open": ["greeting"], "go": "end"},
}
LINES = {
    "ann": {
        "open": [SCRIPT],
        "brief": [SCRIPT],
        "start_over": ["From the top.", "Once more.", "And again."],
        "on.any": ["Hm hm hm.", "Well well.", "I see it.", "Quite so."],
        "noise": ["Is somebody there?"],
    },
    "bob": {"open": [SCRIPT]},
    "machine": {"greeting": [SCRIPT], "wait": ["Please wait here."], "thanks": ["Thanks."]},
}

Phone = Callable[..., Timeline]


@pytest.fixture
def phone(company: Callable[..., Any]) -> Phone:
    """A call that begins in an act; ``manner`` is what everybody does when the caller comes in between."""

    def place(kind: str = "agent", manner: str = "yields", opening: str = SCRIPT, bing: str = "") -> Timeline:
        lines: dict[str, dict[str, Any]] = {name: {**pools} for name, pools in LINES.items()}
        if bing:
            lines["machine"]["start_over"] = [bing]
        for name, pool in (("ann", "open"), ("bob", "open"), ("machine", "greeting")):
            lines[name][pool] = [opening]
        members = {name: {"barge_in": manner} for name in LINES}
        line = company({kind: ACTS[kind]}, lines=lines, members=members)
        if kind == "transfer":
            line.call.session.agent = "ann"
        return Timeline(line.call, line.actions)

    return place


def turn(text: str, start: float, seconds: float = 1.0, words_after: float | None = 0.5) -> list[Event]:
    """A turn of the caller's as the ear tells it: the voice, the words so far, and 0.3 s after its end the whole."""
    said = CallerSaid(t=start + seconds + 0.3, start=start - 0.06, end=start + seconds, utterance=Utterance(text=text))
    events: list[Event] = [CallerStarted(t=start)]
    if words_after is not None and text:
        events.append(CallerWords(t=start + words_after, text=" ".join(text.split()[:3])))
    return [*events, said]


def noise(start: float, seconds: float) -> list[Event]:
    """A sound that the ear takes for a voice and hears no word in, told 0.5 s after its end."""
    end = start + seconds
    return [CallerStarted(t=start), CallerSaid(t=end + 0.5, start=start, end=end, utterance=Utterance(text=""))]


def words_in(text: str) -> int:
    return len(text.split())


OVER = BEGINS + WORD * words_in(SCRIPT)


# A cough, a noise, words


def test_the_sentence_pauses_at_once_and_goes_on_after_a_cough(phone: Phone) -> None:
    call = phone()
    call.plan(*noise(4.0, 0.25))
    call.until(20)
    assert call.since(RINGING)[:5] == [
        (RINGING, f"say {SCRIPT}"),
        (4.0, "pause"),
        (4.75, "caller.said"),
        (4.75, "resume"),
        (round(OVER + 0.75, 3), "await"),  # to its end, later by the pause and not a word shorter
    ]


def test_a_noise_that_does_not_end_holds_nobody_for_long(phone: Phone) -> None:
    call = phone()
    call.plan(*noise(4.0, 3.0))
    call.until(OVER + 1)
    assert call.since(4) == [
        (4.0, "pause"),
        (4.0 + WORDLESS, "resume"),
        (7.5, "caller.said"),
        (round(OVER + WORDLESS, 3), "await"),
    ]


def test_words_drop_the_sentence_and_are_answered(phone: Phone) -> None:
    call = phone()
    call.plan(*turn("there is a container", 4.0))
    call.until(6)
    (paused, said, stopped, answered) = call.since(4)
    assert (paused, said, stopped) == ((4.0, "pause"), (5.3, "caller.said"), (5.3, "stop"))
    assert answered[0] == 5.3 and answered[1].startswith("say ")


def test_who_takes_long_to_say_a_word_is_given_way_again(phone: Phone) -> None:
    call = phone()
    call.plan(*turn("there is a container", 4.0, 2.0, words_after=1.0))
    call.until(6.35)
    assert call.since(4)[:5] == [
        (4.0, "pause"),
        (4.0 + WORDLESS, "resume"),
        (5.0, "pause"),
        (6.3, "caller.said"),
        (6.3, "stop"),
    ]


def test_once_there_are_words_nobody_goes_on_however_long_the_turn(phone: Phone) -> None:
    call = phone()
    call.plan(*turn("there is a container and it has been there for days", 4.0, 8.0))
    call.until(12.29)
    assert call.since(4) == [(4.0, "pause")]


def test_who_only_took_a_breath_is_given_way_at_the_first_sound(phone: Phone) -> None:
    """The company took a pause for the end of the turn: nobody is more likely to speak than who was just speaking."""
    call = phone()
    call.plan(*turn("in front of the entrance", BEGINS + 0.1))
    call.until(4)
    assert [entry for entry in call.since(BEGINS) if entry[1] != "caller.said"][:2] == [
        (round(BEGINS + 0.1, 3), "pause"),
        (round(BEGINS + 1.4, 3), "stop"),
    ]


def test_who_speaks_before_the_company_begins_holds_it_back(phone: Phone) -> None:
    call = phone()
    call.plan(*noise(RINGING + 0.05, 0.2))
    call.until(3)
    assert call.since(RINGING)[1:] == [(2.05, "pause"), (2.75, "caller.said"), (2.75, "resume")]


# Words that show listening


@pytest.mark.parametrize("word", ["uh-huh", "okay", "yes", "mm", "the", "Right"])
def test_a_word_that_shows_listening_interrupts_nobody(phone: Phone, word: str) -> None:
    call = phone()
    call.plan(*turn(word, 4.0, 0.3))
    call.until(OVER + 1)
    assert call.since(4) == [
        (4.0, "pause"),
        (4.6, "caller.said"),
        (4.6, "resume"),
        (round(OVER + 0.6, 3), "await"),
    ]


@pytest.mark.parametrize("word", ["no", "stop", "yes but no"])
def test_other_words_do_however_short(phone: Phone, word: str) -> None:
    call = phone()
    call.plan(*turn(word, 4.0, 0.3))
    call.until(4.7)
    assert (4.6, "stop") in call.log


QUESTION_OVER = BEGINS + WORD * words_in(QUESTION)


@pytest.mark.parametrize("word", ["yes", "right", "okay"])
def test_a_yes_just_before_the_end_of_a_question_is_its_answer(phone: Phone, word: str) -> None:
    call = phone(opening=QUESTION)
    begins = QUESTION_OVER - 0.6
    call.plan(*turn(word, begins, 0.2))
    call.until(QUESTION_OVER + 0.6)
    log = call.since(begins)
    assert log[:3] == [
        (round(begins, 3), "pause"),
        (round(begins + 0.5, 3), "caller.said"),
        (round(begins + 0.5, 3), "resume"),
    ]
    assert log[3][0] == round(QUESTION_OVER + 0.5, 3), "the question is asked to its end"
    assert log[3][1].startswith("say "), "and nobody waits for another answer"
    assert "await" not in [what for _, what in log]


def test_a_yes_long_before_the_end_is_listening(phone: Phone) -> None:
    call = phone(opening=QUESTION)
    call.plan(*turn("yes", QUESTION_OVER - ANSWER_AHEAD - 1.0, 0.2))
    call.until(QUESTION_OVER + 1)
    assert call.log[-1] == (round(QUESTION_OVER + 0.5, 3), "await")


def test_a_sound_is_no_answer_and_a_statement_has_none(phone: Phone) -> None:
    for opening, word in ((QUESTION, "mm"), (SCRIPT, "yes")):
        call = phone(opening=opening)
        over = BEGINS + WORD * words_in(opening)
        call.plan(*turn(word, over - 0.6, 0.2))
        call.until(over + 1)
        assert call.log[-1] == (round(over + 0.5, 3), "await"), opening


def test_no_is_always_an_answer(phone: Phone) -> None:
    call = phone(opening=QUESTION)
    call.plan(*turn("no", QUESTION_OVER - 0.6, 0.2))
    call.until(QUESTION_OVER)
    assert [what for _, what in call.log][-3:-1] == ["caller.said", "stop"]


# In character: some talk on, some start over


def test_who_talks_on_never_pauses_and_answers_afterwards(phone: Phone) -> None:
    call = phone(manner="talks_on")
    call.plan(*noise(3.0, 0.3), *turn("there is a container", 4.5))
    call.until(OVER + 0.5)
    assert [what for t, what in call.since(RINGING) if t < OVER] == [f"say {SCRIPT}", "caller.said", "caller.said"]
    assert call.log[-1][0] == round(OVER, 3) and call.log[-1][1].startswith("say ")


def test_who_starts_over_says_it_all_again_from_the_first_word(phone: Phone) -> None:
    call = phone(manner="starts_over")
    call.plan(*turn("there is a container", 4.0))
    call.until(20)
    log = call.since(4)
    assert log[:3] == [(4.0, "pause"), (5.3, "caller.said"), (5.3, "stop")]
    first, second = (what for _, what in log[3:5])
    assert first.removeprefix("say ") in LINES["ann"]["start_over"]
    assert second == f"say {SCRIPT}"
    again = 5.3 + WORD * words_in(first.removeprefix("say ")) + GAP + WORD * words_in(SCRIPT)
    assert log[5] == (round(again, 3), "await"), "and then it is the caller's turn, who has not been answered"


def test_a_cough_starts_nothing_over(phone: Phone) -> None:
    call = phone(manner="starts_over")
    call.plan(*noise(4.0, 0.2), *turn("uh-huh", 6.0, 0.2))
    call.until(20)
    assert [what for _, what in call.log].count(f"say {SCRIPT}") == 1
    assert "stop" not in [what for _, what in call.log]


def test_whoever_interrupts_for_the_third_time_is_answered(phone: Phone) -> None:
    call = phone(manner="starts_over")
    for start in (4.0, 9.0, 14.0):
        call.plan(*turn("there is a container", start))
    call.until(18)
    said = [what.removeprefix("say ") for _, what in call.log if what.startswith("say ")]
    assert said.count(SCRIPT) == 3
    assert sum(line in LINES["ann"]["start_over"] for line in said) == 2
    assert said[-1] != SCRIPT and said[-1] not in LINES["ann"]["start_over"]


def test_who_is_only_quick_to_answer_is_not_read_to_again(phone: Phone) -> None:
    call = phone(manner="starts_over", opening=QUESTION)
    # At 165 words a minute the question takes 3.8 s to say.
    call.plan(*turn("it is in harbor street", BEGINS + 3.3))
    call.until(BEGINS + 5)
    said = [what.removeprefix("say ") for _, what in call.log if what.startswith("say ")]
    assert said.count(QUESTION) == 1
    assert said[-1] not in LINES["ann"]["start_over"]


@pytest.mark.parametrize("kind", ["agent", "gesture", "menu", "number", "transfer"])
def test_one_starts_over_wherever_one_speaks(phone: Phone, kind: str) -> None:
    call = phone(kind, manner="starts_over", bing="Bing.")
    call.plan(*turn("there is a container", 4.0))
    call.until(5.4)
    said = [what.removeprefix("say ") for t, what in call.log if what.startswith("say ")]
    before, after = said[: len(said) // 2], said[len(said) // 2 :]
    assert before == after[1:], "all that was to be said, again"
    assert after[0] in [*LINES["ann"]["start_over"], "Bing."]
    assert (4.0, "pause") in call.log and (5.3, "stop") in call.log


def test_a_transfer_is_otherwise_not_listened_into(phone: Phone) -> None:
    call = phone("transfer", manner="yields")
    call.plan(*noise(3.0, 0.2), *turn("there is a container", 4.0))
    call.until(7)
    assert not {"pause", "stop"} & {what for _, what in call.log}


def test_who_has_no_line_for_it_answers(phone: Phone) -> None:
    call = phone("menu", manner="starts_over")
    call.plan(*turn("there is a container", 4.0))
    call.until(5.4)
    said = [what.removeprefix("say ") for _, what in call.log if what.startswith("say ")]
    assert said.count(SCRIPT) == 1 and (5.3, "stop") in call.log


def test_a_menu_that_is_told_its_option_takes_it(phone: Phone) -> None:
    call = phone("menu", manner="starts_over")
    call.plan(*turn("one please", 4.0))
    call.until(5.4)
    assert [what for t, what in call.log if t == 5.3] == ["caller.said", "stop", "say Thanks."]


# Keys


@pytest.mark.parametrize("manner", ["yields", "talks_on", "starts_over"])
def test_a_key_stops_the_menu_at_once(phone: Phone, manner: str) -> None:
    call = phone("menu", manner=manner)
    call.plan(KeyPressed(t=3.1, key="1", source="window"))
    call.until(3.2)
    assert call.since(3) == [(3.1, "stop"), (3.1, "say Thanks.")]


def test_a_key_stops_a_menu_that_is_held(phone: Phone) -> None:
    call = phone("menu")
    call.plan(CallerStarted(t=3.0), KeyPressed(t=3.1, key="1", source="window"))
    call.until(3.6)
    assert call.since(3) == [(3.0, "pause"), (3.1, "stop"), (3.1, "say Thanks.")]


# The company's own voice


def test_after_its_own_voice_the_company_goes_on(phone: Phone) -> None:
    call = phone()
    call.plan(
        CallerStarted(t=4.0), CallerWords(t=4.5, text="long sentence"), HeardSelf(t=5.0, start=4, end=4.7, text="x")
    )
    call.until(OVER + 2)
    assert call.since(4) == [(4.0, "pause"), (5.0, "heard.self"), (5.0, "resume"), (round(OVER + 1.0, 3), "await")]


def test_after_its_own_voice_the_company_waits_anew(phone: Phone) -> None:
    call = phone()
    after = OVER + 0.5
    call.plan(CallerStarted(t=after), HeardSelf(t=after + 1, start=after, end=after + 0.5, text="x"))
    call.until(after + 10)
    assert call.since(after)[:2] == [(round(after + 1, 3), "heard.self"), (round(after + 1, 3), "await")]
    again = call.since(after)[2]
    assert again[0] == round(after + 6, 3) and again[1].startswith("say "), "five seconds of silence later"


def test_its_own_voice_is_nobody_s_turn(phone: Phone) -> None:
    call = phone()
    call.plan(CallerStarted(t=4.0), HeardSelf(t=5.0, start=4, end=4.7, text="no stop at once"))
    call.until(6)
    assert call.call.session.earlier == []
    assert "stop" not in [what for _, what in call.log]
