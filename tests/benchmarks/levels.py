"""How loud everything is that a company lets be heard. Prints a table; takes about half a minute.

    python tests/benchmarks/levels.py [SCENARIO...]

Behind the telephone line, as one hears it: *I* is the integrated loudness of ITU-R BS.1770-4 in LUFS (with its gates,
so that pauses do not count), *M* that of the loudest 0.4 s, *peak* the true peak in dB of full scale (four times
oversampled, as in annex 2). A voice is eight of its own lines, one after the other, first on an ordinary line, then
(*own line*) as the scenario has it. Loops are measured over three rounds, tones of both plans.

At the end a whole call of ``voiceapp demo``, its company side as recorded: how many samples are at full scale, and how
many joins click (see ``tests/test_clicks.py``) where the line is not bad on purpose.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from voiceapp import sounds
from voiceapp.audio import loudness
from voiceapp.audio.frames import SAMPLE_RATE, Samples
from voiceapp.audio.room import in_a_container
from voiceapp.audio.telephone import TelephoneLine
from voiceapp.audio.tones import PLANS
from voiceapp.company import voices
from voiceapp.dialogue.scenario import Agent, Line, Member, PhoneLine, Scenario
from voiceapp.scenarios import load
from voiceapp.synthesis.speaker import Speaker
from voiceapp.voicing import telephone

sys.path.insert(0, str(Path(__file__).parent.parent))
from test_clicks import clicks

LOOPED = {"dial", "ringing", "busy", "congestion", "information", "telephone", *sounds.MUSIC, *sounds.ROOMS}
TONES = ("dial", "ringing", "busy", "congestion", "information")
ORDINARY = TelephoneLine()


def main() -> None:
    names = sys.argv[1:] or ["container", "parcel", "anything"]
    print(f"{'':34}{'I':>8}{'M':>8}{'peak':>8}")
    spread: dict[str, list[float]] = {}
    with Speaker() as speaker:
        for name in names:
            scenario = load(name)
            for key, member in scenario.cast.items():
                spoken = said(speaker, scenario, key, member)
                whole = row(f"{name}: {member.name}", ORDINARY.carry(spoken))
                spread.setdefault("voices", []).append(whole)
                line = member.line.over(scenario.line)
                acts = [act for act in scenario.acts.values() if isinstance(act, Agent) and act.agent == key]
                room = max((act.room for act in acts), default=0.0)
                if line != PhoneLine() or room:
                    own = telephone(line).carry(in_a_container(spoken, room))
                    row("    own line and room", own)
    for name in sounds.NAMES:
        for plan in PLANS if name in TONES else ("europe",):
            sound = sounds.sound(name, plan)
            if name in LOOPED:
                sound = np.tile(sound, 3)
            whole = row(f"{name} ({plan})" if name in TONES else name, ORDINARY.carry(sound))
            if name in sounds.MUSIC:
                spread.setdefault("music", []).append(whole)
    for group, levels in spread.items():
        print(
            f"{group}: {min(levels):.1f} to {max(levels):.1f} LUFS, mean {np.mean(levels):.1f}, "
            f"deviation {np.std(levels):.1f} LU"
        )
    whole_call()


def said(speaker: Speaker, scenario: Scenario, key: str, member: Member) -> Samples:
    every = [getattr(line, "en", line) for lines in member.lines.values() for line in lines]
    texts = [text for text in every if "{" not in text] or ["Good afternoon. One moment, please."]
    return np.concatenate([speaker.render(text.replace("|", ""), voices(scenario)[key]) for text in texts[:8]])


def row(name: str, heard: Samples) -> float:
    signal = heard / 32768
    whole = loudness.integrated(signal)
    peak = 20 * np.log10(np.abs(soxr.resample(signal, SAMPLE_RATE, 4 * SAMPLE_RATE)).max())
    print(f"{name:34}{whole:8.1f}{loudness.momentary(signal):8.1f}{peak:8.1f}")
    return whole


def whole_call() -> None:
    import av

    from voiceapp.cli import main as voiceapp

    with tempfile.TemporaryDirectory() as folder:
        with contextlib.redirect_stdout(io.StringIO()):
            voiceapp(["demo", "-q", "-o", f"{folder}/call"])
        with av.open(f"{folder}/call/call.wav") as container:
            frames = [frame.to_ndarray().reshape(-1, 2)[:, 1] for frame in container.decode(audio=0)]
        lines = (Path(folder) / "call" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    company = np.concatenate(frames)
    row("the company of a whole call", company)
    bad = bad_times([json.loads(line) for line in lines])
    joins = [at for at, _ in clicks(company) if not any(begin <= at <= end for begin, end in bad)]
    print(
        f"{len(company) / SAMPLE_RATE:.0f} s, {np.sum(np.abs(company.astype(int)) > 32766)} samples at full scale, "
        f"{len(joins)} joins that click where the line is good, {sum(e - b for b, e in bad):.0f} s on a bad line"
    )


def bad_times(journal: list[dict[str, Any]]) -> list[tuple[float, float]]:
    """When the line is bad on purpose, in seconds: from a sentence on a bad line to the next on a good one."""
    scenario = load("container")
    bad_words = {
        line.en
        for member in scenario.cast.values()
        for lines in member.lines.values()
        for line in lines
        if isinstance(line, Line) and line.line and line.line.bad
    }
    found, since = [], None
    for note in journal:
        if note["kind"] not in ("agent.started", "hold.started", "cut.off", "call.ended"):
            continue
        speaks = note["kind"] == "agent.started"
        bad = speaks and bool(scenario.cast[note["agent"]].line.bad or note["text"] in bad_words)
        if bad and since is None:
            since = note["t"] - 0.05
        elif not bad and since is not None:
            found.append((since, note["t"] + 0.05))
            since = None
    return found


if __name__ == "__main__":
    main()
