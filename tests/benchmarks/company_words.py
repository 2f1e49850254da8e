"""How well the company's side can be recognised: what rooms, lines and music cost. Prints a table; takes two minutes.

    python tests/benchmarks/company_words.py [SCENARIO [LINES]]

Every agent of a scenario (the container, if none is named) speaks LINES (30) of their own on the stage, and vosk hears
the sound the stage gives, each sentence with 0.2 s before and after. Word error rate in per cent, all with the same
sentences, where digits and names are counted as errors like everywhere:

- *plain*: an ordinary line, no room; what is wrong here is between synthesiser and recogniser.
- *room*: with the agent's background, and the echo (``room``) of the acts they answer in, at its greatest.
- *line*: with the agent's telephone line.
- *both*: as it is heard in a call.
- *music*: plain, over hold music that makes way.
"""

from __future__ import annotations

import re
import sys

import jiwer
import numpy as np

from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, Samples
from voiceapp.company import voices
from voiceapp.dialogue.actions import PlaySound, Say
from voiceapp.dialogue.scenario import ORDINARY, Agent, Member, PhoneLine, Scenario
from voiceapp.journal import Journal
from voiceapp.recognition.model_store import find_model
from voiceapp.recognition.recogniser import VoskRecogniser, load_model
from voiceapp.scenarios import load
from voiceapp.sounds import Sounds
from voiceapp.stage import SoundStage
from voiceapp.synthesis.speaker import Speaker

AROUND = 0.2  # seconds


def main() -> None:
    scenario = load(sys.argv[1] if len(sys.argv) > 1 else "container")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    recogniser = VoskRecogniser(load_model(find_model()))
    print(f"{'':16}{'words':>7}{'plain':>8}{'room':>8}{'line':>8}{'both':>8}{'music':>8}")
    with Speaker() as speaker:
        for name, member in scenario.cast.items():
            if member.role != "agent":
                continue
            acts = [act for act in scenario.acts.values() if isinstance(act, Agent) and act.agent == name]
            room = max((act.room for act in acts), default=0.0)
            background = next((act.background for act in acts if act.background), member.background)
            line = member.line.over(scenario.line)
            texts = plain_lines(member)[:count]
            said = [(0.0, "", ORDINARY), (room, background, ORDINARY), (0.0, "", line), (room, background, line)]
            errors = [
                wrong(recogniser, speaker, scenario, name, texts, *how) for how in [*said, (0.0, "hold", ORDINARY)]
            ]
            words = sum(len(plain(text).split()) for text in texts)
            print(f"{member.name:16}{words:7}" + "".join(f"{100 * error:8.1f}" for error in errors))


def plain_lines(member: Member) -> list[str]:
    every = [getattr(line, "en", line) for lines in member.lines.values() for line in lines]
    return [text for text in every if "{" not in text and "|" not in text]


def wrong(
    recogniser: VoskRecogniser,
    speaker: Speaker,
    scenario: Scenario,
    name: str,
    texts: list[str],
    room: float,
    under: str,
    line: PhoneLine,
) -> float:
    """Word error rate of ``texts`` as the stage lets them be heard, with a sound under them."""
    notes: list[dict[str, float]] = []
    stage = SoundStage(speaker, voices(scenario), Sounds(plan=scenario.tones), Journal(None, notes.append), seed=1)
    if under:
        stage.perform(PlaySound(sound=under, loop=True, line=line), 0.0)
    for i, text in enumerate(texts, 1):
        stage.perform(Say(speech=i, agent=name, voice=name, text=text, gap=0.6, room=room, line=line), 0.0)
    frames: list[Samples] = []
    while sum("end" in note for note in notes) < len(texts) or len(frames) % 50:
        frames.append(stage.next_frame(round(len(frames) * FRAME_SECONDS, 3)).copy())
    heard = np.concatenate(frames)
    hypotheses = []
    for note in notes:
        if "end" in note:
            begin, end = (round(seconds * SAMPLE_RATE) for seconds in (note["start"] - AROUND, note["end"] + AROUND))
            sentence = heard[max(0, begin) : end]
            for frame in sentence[: len(sentence) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES):
                recogniser.accept(frame)
            hypotheses.append(recogniser.finish().text)
    return float(jiwer.wer([plain(text) for text in texts], hypotheses))


def plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z']+", text.lower()))


if __name__ == "__main__":
    main()
