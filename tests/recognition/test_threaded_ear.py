from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE, Samples
from voiceapp.dialogue.events import CallerSaid, CallerStarted, Event
from voiceapp.recognition import threaded_ear
from voiceapp.recognition.ear import Ear
from voiceapp.recognition.recogniser import VoskRecogniser
from voiceapp.recognition.threaded_ear import ThreadedEar

PAUSE = np.zeros(3 * SAMPLE_RATE // 2, dtype=np.int16)


class Scripted(Ear):
    """An ear that does what it is told at the frames it is told to."""

    def __init__(self, at: dict[int, Callable[[], None]]) -> None:
        self._at = at
        self._count = 0
        super().__init__(recogniser=None, is_speech=lambda frames: True)  # type: ignore[arg-type]

    def accept(self, frame: Samples) -> list[Event]:
        self._count += 1
        if self._count in self._at:
            self._at[self._count]()
            return [CallerStarted(t=self.time)]
        return super().accept(frame)


class Notes(list[tuple[str, Any]]):
    def __call__(self, kind: str, fields: Any) -> None:
        self.append((kind, fields))

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self]


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def threaded(notes: Notes) -> Iterator[Callable[..., ThreadedEar]]:
    ears: list[ThreadedEar] = []

    def make(ear: Ear) -> ThreadedEar:
        ears.append(ThreadedEar(ear, note=notes))
        return ears[-1]

    yield make
    for ear in ears:
        assert ear.close()


def frames(samples: Samples) -> Samples:
    return samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)


def fail() -> None:
    raise OSError("out of order")


def test_the_same_events_as_without_a_thread(
    recogniser: VoskRecogniser, recordings: dict[str, Any], threaded: Callable[..., ThreadedEar], notes: Notes
) -> None:
    spoken = [recordings["cards-001"].samples, recordings["prompt-tt-weasels"].samples]
    call = frames(np.concatenate([PAUSE, spoken[0], PAUSE, spoken[1], PAUSE]))
    plain = Ear(recogniser)
    expected = [event for frame in call for event in plain.accept(frame)]
    assert [type(event) for event in expected] == [CallerStarted, CallerSaid] * 2

    ear = threaded(Ear(recogniser))
    for _ in range(2):
        events = [event for frame in call for event in ear.accept(frame)] + ear.finish()
        assert events == expected
        assert ear.time == pytest.approx(len(call) * 0.02)
        ear.reset()
        assert ear.time == 0.0
    assert notes == []


def test_what_is_being_said_can_be_read(
    recogniser: VoskRecogniser, recordings: dict[str, Any], threaded: Callable[..., ThreadedEar]
) -> None:
    ear = threaded(Ear(recogniser))
    seen, likely, over = set(), None, None
    for frame in frames(np.concatenate([PAUSE, recordings["prompt-tt-weasels"].samples, PAUSE])):
        for event in ear.accept(frame):
            over = event if isinstance(event, CallerSaid) else over
        while ear.behind:
            time.sleep(0.001)
        seen.add(ear.partial)
        if not over:
            likely = ear.likely or likely
    assert over and likely
    assert any(text.startswith("weasels have") for text in seen)
    assert likely.utterance == over.utterance
    assert likely.t < over.t
    assert not ear.speaking
    assert ear.partial == ""
    assert ear.likely is None


def test_finish_ends_the_turn_that_is_being_spoken(
    recogniser: VoskRecogniser, recordings: dict[str, Any], threaded: Callable[..., ThreadedEar]
) -> None:
    ear = threaded(Ear(recogniser))
    events: list[Event] = []
    for frame in frames(recordings["cards-001"].samples):
        events += ear.accept(frame)
    events += ear.finish()
    assert [type(event) for event in events] == [CallerStarted, CallerSaid]
    assert ear.accept(SILENCE) == []


def test_a_fault_is_on_record_and_time_goes_on(
    threaded: Callable[..., ThreadedEar], notes: Notes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        inner = Scripted({10: fail, 20: lambda: None})
        ear = threaded(inner)
        events = [event for _ in range(30) for event in ear.accept(SILENCE)] + ear.finish()
    assert notes == [("ear.failed", {"fault": "OSError: out of order"})]
    assert [event.t for event in events] == [0.38]  # the 20th frame: 19 were heard before, also the one that failed
    assert inner.time == 0.58


def test_an_ear_that_always_fails_is_left_alone(
    threaded: Callable[..., ThreadedEar], notes: Notes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        ear = threaded(Scripted(dict.fromkeys(range(1, 100), fail)))
        for _ in range(50):
            ear.accept(SILENCE)
        ear.finish()
    assert notes.kinds == ["ear.failed"] * (threaded_ear.FAULTS + 1)


def test_a_stalled_thread_is_noticed_and_does_not_hold_up_the_sound(
    threaded: Callable[..., ThreadedEar],
    notes: Notes,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 100.0
    monkeypatch.setattr(threaded_ear.time, "monotonic", lambda: now)
    monkeypatch.setattr(threaded_ear, "MOST_WAITING", 50)
    go_on = threading.Event()
    inner = Scripted({5: lambda: go_on.wait(30) and None})
    ear = threaded(inner)
    with caplog.at_level(logging.CRITICAL):
        for _ in range(200):  # 4 s
            ear.accept(SILENCE)
            now += 0.02
        assert notes.kinds == ["ear.stalled"]
        assert ear.behind == pytest.approx(3.92)
        go_on.set()
        ear.finish()
        ear.accept(SILENCE)
        ear.finish()
    assert inner.time == pytest.approx(ear.time - 0.02, abs=0.001)  # no frame is missing but the one it hung in


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_died_is_replaced(
    threaded: Callable[..., ThreadedEar], notes: Notes, caplog: pytest.LogCaptureFixture
) -> None:
    def die() -> None:
        raise SystemExit

    with caplog.at_level(logging.CRITICAL):
        ear = threaded(Scripted({5: die, 30: lambda: None}))
        events: list[Event] = []
        for _ in range(40):
            events += ear.accept(SILENCE)
        events += ear.finish()
    assert notes.kinds == ["ear.failed"]
    assert len(events) == 1


def test_a_closed_ear_says_so(threaded: Callable[..., ThreadedEar]) -> None:
    ear = threaded(Scripted({}))
    assert ear.close()
    with pytest.raises(RuntimeError, match="closed"):
        ear.accept(SILENCE)
