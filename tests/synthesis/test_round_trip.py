"""What is spoken is understood: through the real synthesiser into the real recogniser."""

import re

import jiwer
import numpy as np
import pytest

from voiceapp.audio.frames import SILENCE
from voiceapp.recognition.recogniser import VoskRecogniser
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import Speaker

LINES = (
    "Good morning, you are speaking with the welcome desk. How can I help you today?",
    "One moment please, I am just going to transfer you to my colleague.",
    "That is wonderful news, because this week every second contract comes with a free garden chair.",
    "I am very sorry for your loss. When did the container pass away?",
    "I have noted that you agree to the extension of your contract.",
    "The security guard will send you the invoice tomorrow.",
)
MARGIN = np.tile(SILENCE, 15)


def word_error_rate(speaker: Speaker, recogniser: VoskRecogniser, voice: Voice) -> float:
    heard = []
    for line in LINES:
        recogniser.accept(np.concatenate([MARGIN, speaker.render(line, voice), MARGIN]))
        heard.append(recogniser.finish().text)
    return jiwer.wer([re.sub(r"[^a-z ]", "", line.lower()) for line in LINES], heard)


@pytest.mark.slow
@pytest.mark.parametrize(
    "voice",
    [
        Voice(id="en-gb-x-rp+steph", rate=145, pitch=45),
        Voice(id="en-us+Mike", rate=140, pitch=30),
        Voice(id="en-us+Annie", rate=165),
    ],
    ids=lambda voice: voice.id,
)
def test_a_clear_voice_is_mostly_understood(speaker: Speaker, recogniser: VoskRecogniser, voice: Voice) -> None:
    """The recogniser was trained on people; what matters is that every line is whole and at a sound level."""
    assert word_error_rate(speaker, recogniser, voice) < 0.3
