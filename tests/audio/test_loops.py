"""What plays in a loop, as it is heard from the stage: behind the line, over its join, and under a voice."""

import numpy as np
import pytest

from voiceapp.audio.frames import SAMPLE_RATE
from voiceapp.dialogue.actions import PlaySound, Say
from voiceapp.journal import Journal
from voiceapp.sounds import MUSIC, Sounds, sound
from voiceapp.stage import DUCKED, SoundStage
from voiceapp.synthesis.cast import Voice

LOOPS = ("dial", "ringing", "busy", "congestion", "telephone", "office", "container", *MUSIC)


class Quiet:
    """Speaks every text as a second of silence, so that only the music is heard."""

    def prepare(self, text, voice):
        pass

    def render(self, text, voice):
        return np.zeros(SAMPLE_RATE, np.int16)


def stage_with(name: str) -> SoundStage:
    stage = SoundStage(Quiet(), {"ann": Voice(id="en-us")}, Sounds(), Journal(None, lambda line: None))
    stage.perform(PlaySound(sound=name, loop=True), 0.0)
    return stage


def heard(stage: SoundStage, seconds: float) -> np.ndarray:
    return np.concatenate([stage.next_frame(0.02 * i) for i in range(round(seconds / 0.02))]).astype(int)


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_does_not_click_at_its_join(name):
    n = len(sound(name))
    twice = heard(stage_with(name), 2 * n / SAMPLE_RATE + 0.1)
    bend = np.abs(np.diff(twice, 2))  # what a click has most of
    inside = bend[200 : n - 200].max()
    assert bend[n - 200 : n + 200].max() <= inside + 40  # the noise of the line
    assert np.abs(twice[:2]).max() < 40 or name in ("dial", "office", "container")


def test_music_makes_way_for_a_voice_and_comes_back_without_a_step():
    stage = stage_with("dial")
    before = heard(stage, 0.5)
    stage.perform(Say(speech=1, agent="ann", voice="ann", text="one"), 0.5)
    under, after = heard(stage, 1.0), heard(stage, 0.5)
    loud = np.abs(before).max()
    assert np.abs(under[2000:-2000]).max() == pytest.approx(DUCKED * loud, rel=0.1)
    assert np.abs(after[2000:]).max() == pytest.approx(loud, rel=0.05)
    steps = np.abs(np.diff(np.concatenate([before, under, after])))
    assert steps.max() <= np.abs(np.diff(before)).max() * 1.05
