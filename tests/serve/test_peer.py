"""A caller at the other end of a socket: whole frames, at a steady pace, and no lasting delay."""

import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SILENCE
from voiceapp.serve import peer
from voiceapp.serve.peer import PeerCard


@pytest.fixture
def clock(monkeypatch):
    """Time that passes by sleeping only."""

    class Clock:
        t = 0.0

        def monotonic(self):
            return self.t

        def sleep(self, seconds):
            self.t += seconds

    clock = Clock()
    monkeypatch.setattr(peer, "time", clock)
    return clock


def voice(frames, level=5000):
    return np.full(frames * FRAME_SAMPLES, level, np.int16)


def heard(card, frames):
    return [int(np.abs(card.exchange(SILENCE)).max()) for _ in range(frames)]


def test_pieces_of_any_size_are_heard_as_frames(clock):
    card = PeerCard(16000, lambda company: None)
    for size in (1, 100, 539, 320, 320):
        card.feed(np.full(size, 7000, np.int16))
    assert heard(card, 5) == [7000, 7000, 7000, 7000, 0]
    assert clock.t == pytest.approx(0.08)


def test_what_came_late_in_a_lump_is_made_up_in_the_next_pause(clock):
    card = PeerCard(16000, lambda company: None)
    heard(card, 10)
    card.feed(np.concatenate([voice(20), voice(30, 0)]))
    assert heard(card, 20) == [5000] * 20
    assert card.ahead == pytest.approx(0.6)
    heard(card, 18)
    assert card.ahead <= peer.JITTER + 0.02


def test_the_silence_before_the_line_was_there_is_no_delay(clock):
    card = PeerCard(16000, lambda company: None)
    card.feed(np.concatenate([voice(150, 0), voice(3)]))
    assert heard(card, 4) == [5000, 5000, 5000, 0]


def test_words_are_never_left_out_and_pauses_in_what_was_sent_in_advance_stay(clock):
    card = PeerCard(16000, lambda company: None)
    card.feed(voice(40))
    assert heard(card, 40) == [5000] * 40
    card.feed(np.concatenate([voice(5), voice(50, 0), voice(100)]))
    levels = heard(card, 155)
    assert levels[5:55] == [0] * 50
    assert levels[55:] == [5000] * 100


def test_a_call_that_was_held_up_makes_up_a_little_and_no_more(clock):
    card = PeerCard(16000, lambda company: None)
    heard(card, 10)
    clock.t += 0.1
    heard(card, 10)
    assert clock.t == pytest.approx(0.38)
    clock.t += 60
    heard(card, 10)
    assert clock.t == pytest.approx(60.56, abs=0.03)
    assert card.late > 0


@pytest.mark.parametrize("rate", [8000, 11050, 44100, 48000])
def test_the_company_is_sent_in_whole_frames_of_the_peers_rate(clock, rate):
    sent = []
    card = PeerCard(rate, sent.append)
    tone = (8000 * np.sin(np.arange(100 * FRAME_SAMPLES) * 2 * np.pi * 440 / 16000)).astype(np.int16)
    for frame in tone.reshape(-1, FRAME_SAMPLES):
        card.exchange(frame)
    assert {len(frame) for frame in sent} == {rate // 50}
    spectrum = np.abs(np.fft.rfft(np.concatenate(sent)[rate // 2 :].astype(float)))
    assert np.argmax(spectrum) * rate / (2 * (len(spectrum) - 1)) == pytest.approx(440, abs=2)
