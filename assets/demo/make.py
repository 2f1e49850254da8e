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
LINES = [
    "I would like to speak to a human being, please.",
    "Good morning. My name is Mathieu Peters. I am the security guard.",
    "There is a container in front of the staff entrance.",
    "Nobody can get in. Two thousand people are waiting outside.",
    "Can you please send somebody to move the container?",
    "No. It is not switched on. It is a container.",
    "Hello. There is a container in front of our door, and your number is painted on it.",
    "No, that is not what I said.",
    "My number is zero four seven, one two three, nine five.",
    "I want to speak to your supervisor.",
    "This is ridiculous. I have been waiting for twenty minutes.",
    "We were cut off. Please connect me to somebody who listens.",
    "It is standing in front of the staff entrance, on Harbour Street.",
    "Yes, yes, that is correct.",
    "Do you understand what I am saying?",
    "Please just move the container.",
    "Never mind. I will push it myself. Goodbye.",
]


def main() -> None:
    folder = Path(__file__).with_name("caller")
    for old in folder.glob("*.flac"):
        old.unlink()
    for i, line in enumerate(LINES, 1):
        with tempfile.TemporaryDirectory() as temporary:
            spoken = Path(temporary) / "line.wav"
            subprocess.run(["flite", "-voice", VOICE, "-t", line, "-o", str(spoken)], check=True)
            with wave.open(str(spoken)) as file:
                rate = file.getframerate()
                samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        name = "-".join(word.strip(".,?").lower() for word in line.split()[:4])
        with av.open(str(folder / f"{i:02d}-{name}.flac"), "w") as container:
            stream = container.add_stream("flac", rate=rate, layout="mono")
            frame = av.AudioFrame.from_ndarray(samples[None, :].copy(), format="s16", layout="mono")
            frame.sample_rate = rate
            for packet in [*stream.encode(frame), *stream.encode(None)]:
                container.mux(packet)


if __name__ == "__main__":
    main()
