"""What comes back from the loudspeaker is known by its words and by when they are heard."""

import pytest

from voiceapp.dialogue.events import CallerSaid
from voiceapp.dialogue.own_voice import LATE, OwnVoice
from voiceapp.dialogue.utterance import Utterance

LINE = "Welcome Desk, smile, comma. This is Gunther. I have sharpened a pencil for you."


def speech(text=LINE, start=10.0, end=15.0, number=1):
    yield {"t": start, "kind": "agent.started", "start": start, "speech": number, "text": text}
    if end is not None:
        yield {"t": end, "kind": "agent.said", "start": start, "end": end, "speech": number, "text": text}


def knows(text, start, end, *, lines=None, echo=True):
    own = OwnVoice()
    own.listen({"t": 0.0, "kind": "device.opened", "echo_cancelled": echo})
    for line in lines if lines is not None else speech():
        own.listen(line)
    return own.is_in(CallerSaid(t=end + 0.3, start=start, end=end, utterance=Utterance(text=text)))


@pytest.mark.parametrize(
    "text",
    [
        "this is gunther i have sharpened a pencil for you",
        "welcome desk smile comma",
        "is gunter i have sharpened a pencil",  # heard with an error
        "have sharpened the pencil for you",
        "have some harpoon at a pencil for you",  # half of it, but four words in a row
    ],
)
def test_the_company_s_words_while_it_speaks_are_its_own(text):
    assert knows(text, 10.5, 14.0)
    assert knows(text, 10.5, 15.0 + LATE - 0.1), "the room goes on sounding"
    assert knows(text, 10.5, 14.0, lines=speech(end=None)), "it is still speaking"


@pytest.mark.parametrize(
    "text",
    [
        "there is a container in front of the entrance",
        "is this the desk for a container",
        "i have a container for you",
        "",
        "yes",
        "a pencil",  # too few words to tell
        "you this welcome have desk",  # in no order of hers
    ],
)
def test_other_words_are_the_caller_s(text):
    assert not knows(text, 10.5, 14.0)


def test_who_repeats_it_afterwards_has_said_it():
    words = "you have sharpened a pencil for you"
    assert not knows(words, 15.0 + LATE, 18.0)
    assert not knows(words, 14.0, 17.0), "most of it after the company's end"
    assert not knows(words, 9.0, 14.0), "begun before the company"
    assert not knows(words, 2.0, 4.0)


def test_with_a_headset_nothing_comes_back():
    assert not knows("this is gunther i have sharpened a pencil for you", 10.5, 14.0, echo=False)


def test_without_a_sound_card_nothing_comes_back():
    own = OwnVoice()
    for line in speech():
        own.listen(line)
    words = Utterance(text="this is gunther i have sharpened a pencil for you")
    assert not own.is_in(CallerSaid(t=14.0, start=10.5, end=13.5, utterance=words))


def test_an_echo_of_two_sentences_is_known_too():
    lines = [*speech("Please stay on the line.", 10.0, 11.5, 1), *speech("Somebody will be with you.", 11.6, 13.0, 2)]
    assert knows("stay on the line somebody will be", 10.2, 12.6, lines=lines)
