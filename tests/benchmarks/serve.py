"""How many calls one server holds at once: turn gap, late frames, memory and processor time over the loopback.

Every caller speaks recorded human speech in real time to an agent of the container. The turn gap runs from the last
20 ms of speech that were sent to the first frame of the company that is received and louder than the line's own noise.

    python tests/benchmarks/serve.py              # 1, 4, 8, 12 calls at once, 40 s each
    python tests/benchmarks/serve.py 8 16 --seconds 60
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from websockets.asyncio.client import connect

sys.path.insert(0, str(Path(__file__).parents[2]))
from voiceapp.audio.files import read_audio

SPEECH = Path(__file__).parents[1] / "data" / "speech"
FRAME = 320
AUDIBLE = 150.0
"""Root mean square above which a frame is heard: the line's noise has about 20, the room behind an agent 50."""

ACT = "gunther_first"


def human() -> list[np.ndarray]:
    """Whole sentences spoken by people, up to 8 s long."""
    found = []
    for line in (SPEECH / "transcripts.tsv").read_text(encoding="utf-8").splitlines():
        name = line.split("\t")[0]
        if name.startswith("prompt-"):
            samples = np.concatenate(list(read_audio(SPEECH / f"{name}.flac")))
            if len(samples) < 8 * 16000:
                found.append(samples[: len(samples) // FRAME * FRAME])
    return found


def level(frame: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(frame.astype(float)))))


async def caller(address: str, n: int, recordings: list[np.ndarray], until: float, gaps: list[float]) -> None:
    """One caller who speaks whenever it is their turn."""
    turn = asyncio.Event()
    spoke_at: float | None = None
    async with connect(f"{address}/?scenario=container&from={ACT}&seed={n}", compression=None, max_size=None) as line:

        async def listen() -> None:
            nonlocal spoke_at
            async for message in line:
                if isinstance(message, str):
                    told = json.loads(message)
                    if told == {"type": "turn", "what": "speech"}:
                        turn.set()
                elif spoke_at is not None and level(np.frombuffer(message, "<i2")) > AUDIBLE:
                    gaps.append(time.monotonic() - spoke_at)
                    spoke_at = None

        listening = asyncio.create_task(listen())
        i, due = n, time.monotonic()
        playing: np.ndarray | None = None
        at = last = 0
        pause = 0
        while time.monotonic() < until and not listening.done():
            frame = np.zeros(FRAME, np.int16)
            if playing is None and turn.is_set():
                pause += 1
                if pause > 20:
                    playing, at, pause = recordings[i % len(recordings)], 0, 0
                    loud = [k for k in range(0, len(playing), FRAME) if level(playing[k : k + FRAME]) > AUDIBLE]
                    last = loud[-1]
                    i += 1
                    turn.clear()
            if playing is not None:
                frame = playing[at : at + FRAME]
                if at == last:
                    spoke_at = time.monotonic()
                at += FRAME
                if at >= len(playing):
                    playing = None
            await line.send(frame.astype("<i2").tobytes())
            due += 0.02
            await asyncio.sleep(max(0.0, due - time.monotonic()))
        listening.cancel()


def status(pid: int) -> tuple[float, float]:
    """Resident megabytes and processor seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    ticks = os.sysconf("SC_CLK_TCK")
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6, (int(fields[11]) + int(fields[12])) / ticks


async def calls(address: str, n: int, seconds: float) -> list[float]:
    recordings, gaps = human(), []
    until = time.monotonic() + seconds
    await asyncio.gather(*(caller(address, k, recordings, until, gaps) for k in range(n)))
    return gaps


def measure(n: int, seconds: float) -> str:
    with tempfile.TemporaryDirectory() as folder:
        words = [
            sys.executable,
            "-m",
            "voiceapp",
            "serve",
            "--json",
            "--port",
            "0",
            "--max-calls",
            str(n),
            "-o",
            folder,
        ]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout
            address = json.loads(server.stdout.readline())["address"]
            idle, before = status(server.pid)
            began = time.monotonic()
            gaps = asyncio.run(calls(address, n, seconds))
            peak, after = status(server.pid)
            took = time.monotonic() - began
            server.send_signal(signal.SIGINT)
            ended = [told for told in map(json.loads, server.stdout) if told["kind"] == "ended"]
        frames, late = (sum(told[key] for told in ended) for key in ("frames", "late"))
        p = np.percentile(gaps, [50, 95, 100]) if gaps else [float("nan")] * 3
        return (
            f"{n:5d} {len(gaps):6d} {p[0]:7.2f} {p[1]:7.2f} {p[2]:7.2f} {100 * late / max(1, frames):8.2f} %"
            f" {peak - idle:8.0f} {(peak - idle) / n:9.1f} {(after - before) / took:8.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("calls", nargs="*", type=int, default=[1, 4, 8, 12])
    parser.add_argument("--seconds", type=float, default=40.0)
    options = parser.parse_args()
    print("calls  turns  median    95 %     max  late frames  MB more  MB a call  processors")
    for n in options.calls:
        print(measure(n, options.seconds), flush=True)


if __name__ == "__main__":
    main()
