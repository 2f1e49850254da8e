"""Recognisers shared by ears: borrowed for a turn, renewed when worn, the same words whoever decoded them."""

import threading

import numpy as np
import pytest

from voiceapp.dialogue.utterance import Utterance
from voiceapp.recognition.recogniser import VoskRecogniser
from voiceapp.recognition.recogniser_pool import WORN_AFTER, RecogniserPool

SECOND = np.ones(16000, np.int16)
WORN_AFTER_SECONDS = int(WORN_AFTER) + 1


class Fake:
    made = 0

    def __init__(self):
        Fake.made += 1
        self.name = Fake.made
        self.renewed = threading.Event()
        self.fails = False

    def accept(self, samples):
        if self.fails:
            raise RuntimeError("broken")

    def partial(self):
        return f"of {self.name}"

    def finish(self):
        return Utterance(text=f"by {self.name}")

    def renew(self):
        self.renewed.set()


@pytest.fixture(autouse=True)
def count_anew():
    Fake.made = 0


def test_ears_that_take_turns_share_one():
    pool = RecogniserPool(Fake)
    ears = [pool.recogniser() for _ in range(3)]
    for ear in ears:
        assert ear.partial() == ""
        ear.accept(SECOND)
        assert ear.partial() == "of 1"
        assert ear.finish().text == "by 1"
        assert ear.finish().text == "", "nothing was said since"
    assert Fake.made == 1


def test_ears_that_hear_at_once_have_one_each_and_the_warmest_goes_first():
    pool = RecogniserPool(Fake)
    pool.prepare(1)
    a, b = pool.recogniser(), pool.recogniser()
    a.accept(SECOND)
    b.accept(SECOND)
    assert (a.partial(), b.partial()) == ("of 1", "of 2")
    a.finish()
    b.finish()
    a.accept(SECOND)
    assert a.partial() == "of 2"
    assert Fake.made == 2


def test_a_worn_one_is_renewed_when_its_turn_is_over():
    made = []
    pool = RecogniserPool(lambda: made.append(Fake()) or made[-1])
    ear = pool.recogniser()
    for _ in range(150):
        ear.accept(SECOND)
    assert not made[0].renewed.is_set()
    ear.finish()
    assert made[0].renewed.is_set()


def test_in_the_background_a_worn_one_goes_on_until_another_is_there():
    ready = threading.Event()

    def make():
        if Fake.made:
            assert ready.wait(20)
        return Fake()

    pool = RecogniserPool(make, in_background=True)
    ear = pool.recogniser()
    for _ in range(150):
        ear.accept(SECOND)
    assert ear.finish().text == "by 1"
    for _ in range(3):
        ear.accept(SECOND)
        assert ear.finish().text == "by 1"
    ear.accept(SECOND)
    ready.set()
    while ear.finish().text != "by 2":
        ear.accept(SECOND)
    assert Fake.made == 2


def test_when_no_other_can_be_made_the_worn_one_goes_on():
    pool = RecogniserPool(Fake, in_background=True)
    pool.prepare(1)
    tried = threading.Event()

    def make():
        tried.set()
        raise OSError("the model is gone")

    pool._make = make
    ear = pool.recogniser()
    for _ in range(WORN_AFTER_SECONDS):
        ear.accept(SECOND)
    assert ear.finish().text == "by 1"
    assert tried.wait(10)
    for thread in threading.enumerate():
        if thread.name == "voiceapp-recogniser":
            thread.join(10)
    ear.accept(SECOND)
    assert ear.finish().text == "by 1"


def test_one_that_failed_is_renewed_and_goes_back():
    made = []
    pool = RecogniserPool(lambda: made.append(Fake()) or made[-1])
    ear = pool.recogniser()
    ear.renew()
    ear.accept(SECOND)
    made[0].fails = True
    with pytest.raises(RuntimeError):
        ear.accept(SECOND)
    ear.renew()
    assert made[0].renewed.is_set()
    made[0].fails = False
    ear.accept(SECOND)
    assert len(made) == 1


def test_four_threads_hear_the_same_as_one(speech_model, recordings):
    names = ["caller-02", "goforward", "caller-04", "prompt-vm-sorry"]
    pool = RecogniserPool(lambda: VoskRecogniser(speech_model, warm_up=False))
    alone = {}
    for name in names:
        ear = pool.recogniser()
        ear.accept(recordings[name].samples)
        alone[name] = ear.finish()
    found = {}

    def hear(name):
        ear = pool.recogniser()
        for start in range(0, len(recordings[name].samples), 320):
            ear.accept(recordings[name].samples[start : start + 320])
        found[name] = ear.finish()

    threads = [threading.Thread(target=hear, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: u.text for name, u in found.items()} == {name: u.text for name, u in alone.items()}
