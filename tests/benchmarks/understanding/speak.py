"""Speak the held-out utterances with synthetic voices and write down what the recogniser heard.

Each utterance of ``heldout.jsonl`` is rendered by one of three flite voices in turn (so the choice never depends on
the content), decoded once by the speech model with ten alternatives, and written to ``heldout_spoken.jsonl`` with the
gold labels of the typed original. README.md says what each field means and what is left out.

    VOICEAPP_MODEL=... python tests/benchmarks/understanding/speak.py [--audio DIR]
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
import soxr
import vosk

HERE = Path(__file__).parent
VOICES = ("rms", "slt", "awb")
RATE = 16_000
ALTERNATIVES = 10
PEAK = 0.5
"""Every utterance is scaled to this peak (full scale is 1): flite's voices differ by up to 8 dB."""
LEAD, TRAIL = 0.3, 0.3
"""Seconds of near-silence around the speech. The trailing part stays below vosk's own endpoint of 0.5 s, so that an
utterance stays one result."""
ROOM_NOISE = 10 ** (-66 / 20)
"""RMS of the noise under everything: digital silence is not what a microphone gives."""

DIGITS = "oh one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def number_words(digits: str) -> str:
    """``digits`` as a caller reads them out: one by one, but a pair without a leading nought as one number."""
    if len(digits) != 2 or digits[0] == "0":
        return " ".join(DIGITS[int(digit)] for digit in digits)
    tens, ones = int(digits[0]), int(digits[1])
    if tens == 1:
        return TEENS[ones]
    return TENS[tens - 2] + (f" {DIGITS[ones]}" if ones else "")


def speakable(text: str) -> str:
    """``text`` as a caller would say it: no emoji; digits read out; spelled letters with a pause after each."""
    text = re.sub(r"[^\w\s',.?!&-]", " ", text)
    text = re.sub(r"(?<=\d)-(?=\d)|(?<=\b[A-Z])-(?=[A-Z]\b)", " ", text)
    text = re.sub(r"\d+", lambda match: number_words(match.group()), text)
    text = re.sub(r"(?<=\b[a-zA-Z]) (?=[a-zA-Z]\b(?!'))", ", ", text)
    if text.isupper():  # else flite spells shouted words
        text = text.lower()
    return " ".join(text.split())


def render(text: str, voice: str, seed: int) -> np.ndarray[Any, np.dtype[np.int16]]:
    """``text`` spoken by a flite ``voice``: mono, 16 bit, 16 kHz, padded and levelled."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(path)], check=True, capture_output=True)
        with wave.open(str(path)) as reader:
            rate, channels, width = reader.getframerate(), reader.getnchannels(), reader.getsampwidth()
            raw = reader.readframes(reader.getnframes())
    if (channels, width) != (1, 2):
        raise SystemExit(f"flite voice {voice} gave {channels} channels of {8 * width} bits; expected mono, 16 bits")
    speech = np.frombuffer(raw, np.int16).astype(np.float64) / 32768
    if rate != RATE:
        speech = soxr.resample(speech, rate, RATE)
    speech *= PEAK / max(float(np.abs(speech).max(initial=0.0)), 1e-6)
    padded = np.concatenate([np.zeros(int(LEAD * RATE)), speech, np.zeros(int(TRAIL * RATE))])
    padded += np.random.default_rng(seed).normal(0.0, ROOM_NOISE, padded.size)
    samples: np.ndarray[Any, np.dtype[np.int16]] = (np.clip(padded, -1, 1) * 32767).astype(np.int16)
    return samples


def decode(recogniser: vosk.KaldiRecognizer, samples: np.ndarray[Any, np.dtype[np.int16]]) -> list[dict[str, Any]]:
    """Alternatives, best first, each with ``text`` and ``probability`` (a softmax over vosk's log-likelihoods; equal
    texts are one alternative with the sum of theirs)."""
    ended = recogniser.AcceptWaveform(samples.tobytes())
    found = json.loads(recogniser.Result() if ended else recogniser.FinalResult())["alternatives"]
    if ended:
        recogniser.FinalResult()
    top = max(one["confidence"] for one in found)
    weights: dict[str, float] = {}
    for one in found:
        weights[one["text"].strip()] = weights.get(one["text"].strip(), 0.0) + math.exp(one["confidence"] - top)
    total = sum(weights.values())
    # Sorting is stable: where two are equally likely, vosk's order stays.
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    best = found[0]["text"].strip()
    ranked.sort(key=lambda item: item[0] != best)
    return [{"text": text, "probability": round(weight / total, 6)} for text, weight in ranked]


def plain(text: str) -> str:
    """``text`` for the word error rate: lower case, no punctuation, hyphens as spaces."""
    return " ".join(re.sub(r"[^\w\s']", " ", text.lower()).split())


def utterances(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if one["intent"] != "silence":
            yield one


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", type=Path, default=os.environ.get("VOICEAPP_MODEL"), help="folder of the model")
    parser.add_argument("--input", type=Path, default=HERE / "heldout.jsonl")
    parser.add_argument("--output", type=Path, default=HERE / "heldout_spoken.jsonl")
    parser.add_argument("--audio", type=Path, help="keep the WAV files in this folder")
    arguments = parser.parse_args()
    if arguments.model is None:
        parser.error("say where the speech model is: --model or VOICEAPP_MODEL")
    vosk.SetLogLevel(-1)
    recogniser = vosk.KaldiRecognizer(vosk.Model(str(arguments.model)), RATE)
    recogniser.SetMaxAlternatives(ALTERNATIVES)
    if arguments.audio:
        arguments.audio.mkdir(parents=True, exist_ok=True)

    said: dict[str, list[str]] = {voice: [] for voice in VOICES}
    heard: dict[str, list[str]] = {voice: [] for voice in VOICES}
    seconds = spent = 0.0
    with arguments.output.open("w", encoding="utf-8") as out:
        for index, gold in enumerate(utterances(arguments.input)):
            voice = VOICES[index % len(VOICES)]
            spoken = speakable(gold["text"])
            samples = render(spoken, voice, seed=index)
            if arguments.audio:
                with wave.open(str(arguments.audio / f"{index:03}-{voice}.wav"), "wb") as writer:
                    writer.setnchannels(1)
                    writer.setsampwidth(2)
                    writer.setframerate(RATE)
                    writer.writeframes(samples.tobytes())
            begun = time.perf_counter()
            alternatives = decode(recogniser, samples)
            spent += time.perf_counter() - begun
            seconds += samples.size / RATE
            record = {"text": alternatives[0]["text"], "alternatives": alternatives}
            record |= {key: gold[key] for key in ("intent", "slots", "finished")}
            record |= {"original": gold["text"], "voice": voice}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            if gold["intent"] not in ("other_language", "nonsense"):
                said[voice].append(plain(spoken))
                heard[voice].append(plain(alternatives[0]["text"]))

    for voice in VOICES:
        print(f"{voice}: word error rate {jiwer.wer(said[voice], heard[voice]):.3f} in {len(said[voice])} utterances")
    everything = jiwer.wer(list(chain(*said.values())), list(chain(*heard.values())))
    exact = sum(a == b for voice in VOICES for a, b in zip(said[voice], heard[voice], strict=True))
    count = sum(map(len, said.values()))
    print(f"all: word error rate {everything:.3f}, exactly right {exact}/{count}")
    print(f"{seconds:.0f} s of speech decoded at {spent / seconds:.3f} x real time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
