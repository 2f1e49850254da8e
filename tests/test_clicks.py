"""No clicks: whatever begins, stops, is held or is mixed, nothing is heard that a telephone line cannot carry."""

from random import Random

import numpy as np
import pytest

from voiceapp.audio.frames import SAMPLE_RATE
from voiceapp.dialogue.actions import EndCall, PauseSpeaking, PlaySound, ResumeSpeaking, Say, StopSound, StopSpeaking
from voiceapp.journal import Journal
from voiceapp.sounds import MUSIC, NAMES, ROOMS, Sounds
from voiceapp.stage import SoundStage
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import Speaker

ABOVE_HZ = 4300
"""All that is played comes through a filter that lets nothing pass from 4.1 kHz on. What is found above this was made
after it: by a join, a step in level, a sum that is clipped."""

OUTLIER = 16.0
"""In 16-bit steps. Rounding leaves 1 to 4; a step of 1 % of full scale, at a join, some 100."""


def clicks(samples: np.ndarray, outlier: float = OUTLIER) -> list[tuple[float, float]]:
    """Where ``samples`` (shape (n,)) click: seconds from their start, and the height of the click in 16-bit steps.

    Differences of neighbouring samples, as many of them as it takes to leave out all below ``ABOVE_HZ``.
    """
    spectrum = np.fft.rfft(samples.astype(np.float64))
    spectrum[np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE) < ABOVE_HZ] = 0
    height = np.abs(np.fft.irfft(spectrum, len(samples)))
    found: list[tuple[float, float]] = []
    for at in np.flatnonzero(height > outlier):
        if found and at / SAMPLE_RATE - found[-1][0] < 0.01:
            found[-1] = (found[-1][0], max(found[-1][1], float(height[at])))
        else:
            found.append((at / SAMPLE_RATE, float(height[at])))
    return found


@pytest.fixture(scope="module")
def speaker():
    with Speaker() as speaker:
        yield speaker


TEXTS = (
    "The container has been upgraded. Is it switched on?",
    "One moment, I am turning the page. It says, smile while saying this.",
    "Seven, seven, six. That is the serial number of the floor.",
    "Breathe in, and hold the line, dear. We are all holding something.",
)
VOICES = {"a": Voice(id="gmw/en-us+Mike", rate=140, pitch=30), "b": Voice(id="gmw/en-gb-x-rp+steph", rate=145)}


def a_busy_call(speaker: Speaker, seed: int, seconds: float) -> tuple[np.ndarray, list[str]]:
    """What is heard of a stage to which all that can happen happens, at any moment; and what that was."""
    rng = Random(seed)
    stage = SoundStage(speaker, VOICES, Sounds(), Journal(None, lambda line: None), seed)
    happened, frames, speech = [], [], 0
    for i in range(round(seconds / 0.02)):
        t = round(0.02 * i, 3)
        if rng.random() < 0.04:
            what = rng.choice("say say say stop hold go on music room tone noise silence".split())
            actions = []
            match what:
                case "say":
                    speech += 1
                    more = {
                        "gap": rng.choice((0.0, 0.2)),
                        "room": rng.choice((0.0, 0.4)),
                        "until": rng.choice((1.0, 0.5)),
                    }
                    sound = rng.choice(("", "", "knock", "slide"))
                    voice = rng.choice("ab")
                    actions = [
                        Say(speech=speech, agent=voice, voice=voice, text=rng.choice(TEXTS), sound=sound, **more)
                    ]
                case "stop":
                    actions = [StopSpeaking()]
                case "hold":
                    actions = [PauseSpeaking()]
                case "go" | "on":
                    actions = [ResumeSpeaking()]
                case "silence":
                    actions = [StopSound(sound=name) for name in NAMES]
                case _:
                    names = {
                        "music": MUSIC,
                        "room": ROOMS,
                        "tone": ("busy", "ringing", "dial"),
                        "noise": ("click", "typing"),
                    }
                    name = rng.choice(names[what])
                    actions = [StopSound(sound=other) for other in names[what]]
                    actions.append(PlaySound(sound=name, loop=what != "noise"))
            happened.append(what)
            for action in actions:
                stage.perform(action, t)
        frames.append(stage.next_frame(t).copy())
        stage.finished()
    stage.perform(EndCall(reason="enough"), seconds)
    return np.concatenate([*frames, stage.next_frame(seconds), stage.next_frame(seconds)]), happened


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_happens_on_the_stage_clicks(speaker, seed):
    heard, happened = a_busy_call(speaker, seed, 40.0)
    assert len(set(happened)) >= 9, "nearly all that can happen does"
    assert np.abs(heard.astype(int)).max() < 32767, "nor is it clipped"
    assert clicks(heard) == []


def test_a_click_would_be_found(speaker):
    """A step of 1 % of full scale in the middle of speech; 3 ms that are missing; clipping."""
    heard, _ = a_busy_call(speaker, 1, 20.0)
    loud = int(np.abs(heard).argmax())
    step = heard.astype(float)
    step[loud:] += np.linspace(327, 0, len(step) - loud)
    assert [round(at, 2) for at, _ in clicks(step)] == [round(loud / SAMPLE_RATE, 2)]
    gap = np.concatenate([heard[: loud - 24], heard[loud + 24 :]])
    assert any(abs(at - (loud - 24) / SAMPLE_RATE) < 0.01 for at, _ in clicks(gap))
    clipped = np.clip(heard.astype(int) * 4, -32768, 32767)
    assert len(clicks(clipped)) > 3
