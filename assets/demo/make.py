"""Makes the caller of ``voiceapp demo``: a guard's lines, spoken by flite, as 16 kHz mono FLAC.

    apt-get install flite
    python assets/demo/make.py

flite 2.2 and its voice cmu_us_rms (Carnegie Mellon University) are under a BSD-like licence that lets the
sound they make be used for anything.
"""

from __future__ import annotations

import subprocess
import tempfile
import wave
from pathlib import Path

import av
import numpy as np

VOICE = "rms"
# What the caller says, in this order, to each kind of act.
LINES = {
    "menu": [
        "English, please.",
        "I would like to speak to a human being.",
        "Operator.",
        "You have just cut me off.",
    ],
    "number": ["I do not have a number. It is about a container."],
    "agent": [
        "Good morning. My name is Mathieu Peters. I am the security guard.",
        "There is a container in front of the staff entrance.",
        "Nobody can get in. Two thousand people are waiting outside.",
        "Can you please send somebody to move the container?",
        "No. It is not switched on. It is a container.",
        "Your telephone number is painted on the side of it.",
        "No, that is not what I said.",
        "I do not want to buy anything. I want it to be moved.",
        "My number is zero four seven, one two three, nine five.",
        "It is standing in front of the door, on Harbour Street.",
        "I have already explained this to your colleague.",
        "How long is this going to take?",
        "Why do you need to know the colour?",
        "This is ridiculous. I have been waiting for twenty minutes.",
        "We were cut off. Please connect me to somebody who listens.",
        "I want to speak to your supervisor.",
        "Yes, yes, that is correct.",
        "Do you understand what I am saying?",
        "I am going to call my lawyer.",
        "It is a big steel box, with a door at the front.",
        "Who am I speaking to?",
        "I spoke to a man who asked if it was plugged in.",
        "Could you take the container away before Christmas?",
        "I am trying to stay calm, but my colleagues are freezing.",
        "My director is standing next to me, and he is not amused.",
        "No. I do not feel anything. I would like it to go away.",
        "Please do not connect me to anybody else.",
        "It was here when I opened the gate this morning, at seven o'clock.",
        "All I need is one man with a crane.",
        "Have you written down a single word of this?",
        "I have told you my name three times.",
        "That is not even the same thing.",
        "Fine. Put it under whatever you like.",
        "Wait. Where are you sitting, exactly?",
        "I can hear an echo. Are you inside the container?",
        "Then open the door, and come out.",
        "Please. Just move the container.",
        "I am knocking on it now. Can you hear me knocking?",
        "Hello? Is anybody there?",
        "It is Christmas the day after tomorrow.",
    ],
    "survey": ["Zero.", "No. Nobody listened.", "Absolutely not.", "Everything. Start with the telephone."],
    "gesture": [
        "All I would like is a cup of coffee.",
        "No. A cup of coffee.",
        "Yes. Fine. Thank you.",
    ],
}


def main() -> None:
    folder = Path(__file__).with_name("caller")
    for old in folder.rglob("*.flac"):
        old.unlink()
    for kind, lines in LINES.items():
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for i, line in enumerate(lines, 1):
            make(line, folder / kind / f"{i:02d}.flac")


def make(line: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        spoken = Path(temporary) / "line.wav"
        subprocess.run(["flite", "-voice", VOICE, "-t", line, "-o", str(spoken)], check=True)
        with wave.open(str(spoken)) as file:
            rate = file.getframerate()
            samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    with av.open(str(target), "w") as container:
        stream = container.add_stream("flac", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None, :].copy(), format="s16", layout="mono")
        frame.sample_rate = rate
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


if __name__ == "__main__":
    main()
