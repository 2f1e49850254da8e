"""Whatever happens in whatever order, and whatever pools are empty: the call answers, and ends when it is told to."""

from pathlib import Path
from random import Random

import msgspec
import pytest

from voiceapp.dialogue.actions import EndCall
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.events import (
    CallerAnswered,
    CallerHungUp,
    CallerRangBack,
    CallerSaid,
    CallerStarted,
    CallerWords,
    CallPlaced,
    HeardSelf,
    InputEnded,
    KeyPressed,
    LinesClose,
    SpeechFinished,
    TimerFired,
    TimeUp,
)
from voiceapp.dialogue.utterance import Utterance
from voiceapp.exchange import Exchange
from voiceapp.journal import Journal
from voiceapp.rehearsal import Rehearsal, TimedStage
from voiceapp.scenarios import built_in, load

SAID = ("", "one", "no", "yes", "my name is ann", "a cup of tea", "no a club", "stop it", "who are you", "wait", "bye")
SAID += ("four two seven one", "there is a container in front of the door", "nine", "what did you say", "thank you")


SCENARIOS = Path(__file__).parents[1] / "data" / "scenarios"


@pytest.fixture(scope="module")
def stories():
    return [load(str(SCENARIOS / "all_phases")), load(str(SCENARIOS / "small")), load("anything")]


def emptied(scenario, rng):
    """The scenario with some of its pools empty, as after a long call."""
    cast = {
        name: msgspec.structs.replace(
            member, lines={pool: [] if rng.random() < 0.3 else lines for pool, lines in member.lines.items()}
        )
        for name, member in scenario.cast.items()
    }
    return msgspec.structs.replace(scenario, cast=cast)


def event(rng, t):
    text = rng.choice(SAID)
    return rng.choice(
        (
            CallerStarted(t=t),
            CallerWords(t=t, text=text),
            HeardSelf(t=t, start=t - 1, end=t, text=text),
            *[
                CallerSaid(t=t, start=max(0.0, t - 1), end=t, utterance=Utterance(text=rng.choice(SAID)))
                for _ in "1234"
            ],
            KeyPressed(t=t, key=rng.choice("0123*#"), source="window"),
            SpeechFinished(t=t, speech=rng.randrange(40), interrupted=rng.random() < 0.5),
            TimerFired(t=t, timer=rng.choice(("silence", "tone", "gone", "dial", "unanswered", "nothing"))),
            CallerRangBack(t=t),
            CallerAnswered(t=t),
            *([CallerHungUp(t=t)] if rng.random() < 0.1 else []),
            *([InputEnded(t=t)] if rng.random() < 0.05 else []),
            *([LinesClose(t=t)] if rng.random() < 0.02 else []),
        )
    )


@pytest.mark.parametrize("block", range(8))
def test_events_in_any_order(stories, new_call, block):
    wits = new_call().session.comprehension
    for seed in range(block * 25, block * 25 + 25):
        rng = Random(seed)
        story = rng.choice(stories)
        story = emptied(story, rng) if rng.random() < 0.6 else story
        call = Call(story, seed=seed, comprehension=wits, start=rng.choice([None, *story.acts]))
        journal = []
        stage = TimedStage(Journal(None))
        exchange = Exchange(call, stage, Journal(None, journal.append))
        exchange.post(CallPlaced(t=0.0))
        t = 0.0
        for _ in range(120):
            due = [at for at in (exchange.next_timer, stage.next_end) if at is not None]
            if rng.random() < 0.7 and due:  # what would happen by itself
                t = max(t, min(due))
                for finished in stage.events(t):
                    exchange.post(finished)
                exchange.fire_timers(t)
            else:
                t += rng.choice((0.0, 0.02, 0.5, 3.0))
                exchange.post(event(rng, t))
            if exchange.ended:
                break
        exchange.post(TimeUp(t=t))
        assert exchange.ended
        before = len(journal)
        for _ in range(5):
            exchange.post(event(rng, t))
            assert not any(isinstance(action, EndCall) for action in call.receive(event(rng, t)))
        assert len(journal) == before, "nothing happens in a call that is over"


@pytest.mark.parametrize("name", built_in())
def test_a_call_may_begin_with_any_act(name, new_call):
    scenario, wits = load(name), new_call().session.comprehension
    for act in scenario.acts:
        call = Call(scenario, seed=1, comprehension=wits, start=act)
        said = iter(["no", "a container", "yes"])
        assert Rehearsal(call, Journal(None), said, max_seconds=3600).run() != "interrupted"
