"""What a sound card costs: the delay it adds, and the processor time of a live call. Takes a minute and a half.

    python tests/benchmarks/sound_card.py

On the virtual sound card (tests/virtual_sound_card.py): PulseAudio with sinks that play 20 ms at a time, as a PortAudio
device. *Added delay*: a click is handed to ``exchange`` and comes back from it by way of a loop from the loudspeaker
to the microphone; that is all that lies between the Line and the caller's ears and mouth, the frame of 20 ms in which
it is exchanged included. *Refuses 16 kHz*: the device takes nothing but 44.1 kHz. *A live call*: processor seconds a
second of call of ``voiceapp call`` in a terminal, echo canceller on, from its first to its last second, with a caller
who speaks half of the time; of one core. Times are of this machine, and of how busy it is.
"""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
from virtual_sound_card import VirtualSoundCard

from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE

SPEECH = Path(__file__).parent.parent / "data" / "speech"
LOOP = """
pcm.loop {{
    type asym
    playback.pcm {{ type pulse server "{server}" device "ear" }}
    capture.pcm {{ type pulse server "{server}" device "ear.monitor" }}
    hint {{ show on description "loop" }}
}}
"""
CLICK_EVERY = 25  # frames
SECONDS = 10
CALL_SECONDS = 30


def main() -> None:
    with VirtualSoundCard() as card:
        config = Path(card.environment["ALSA_CONFIG_PATH"])
        config.write_text(config.read_text() + LOOP.format(server=card.environment["PULSE_SERVER"]))
        os.environ.update(card.environment)
        print(f"load of this machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
        print("added delay, ms             median   95 %    max   queue   loudspeaker   underruns")
        for run in range(3):
            measure_delay(f"16 kHz, run {run + 1}")
        measure_delay("refuses 16 kHz", only=44_100)
        measure_call(card)


def measure_delay(name: str, only: int | None = None) -> None:
    from voiceapp.audio import devices
    from voiceapp.audio.sound_card import SoundCard

    devices.look_again()
    if only:
        refuse_all_but(only)
    silence = np.zeros(FRAME_SAMPLES, np.int16)
    click = silence.copy()
    click[:40] = 20_000
    sent, heard = [], []
    with SoundCard("loop", "loop", headset=True) as card:
        for number in range(round(SECONDS / FRAME_SECONDS)):
            frame = click if number % CLICK_EVERY == CLICK_EVERY - 1 and number > 100 else silence
            sent.append(frame)
            heard.append(card.exchange(frame))
        totals = dict(card.news(at_end=True))["audio.totals"]
        latency = card.loudspeaker.latency
    came_back = np.abs(np.concatenate(heard).astype(int)) > 4_000
    delays = []
    for number, frame in enumerate(sent):
        if frame is click:
            after = np.flatnonzero(came_back[number * FRAME_SAMPLES :][: CLICK_EVERY * FRAME_SAMPLES])
            if len(after):
                delays.append(1000 * after[0] / SAMPLE_RATE)
    under = totals["output_underruns"] + totals["queue_underruns"]
    print(
        f"  {name:<24} {np.median(delays):>7.0f} {np.percentile(delays, 95):>7.0f} {max(delays):>6.0f} "
        f"{1000 * totals['mean_queue']:>6.0f} {1000 * latency:>12.0f} {under:>11}"
    )


def refuse_all_but(rate: int) -> None:
    from voiceapp.audio.devices import portaudio

    library = portaudio()
    for kind in ("InputStream", "OutputStream"):
        whole = getattr(library, kind)

        def picky(*, samplerate: int, whole: type = whole, **settings: object) -> object:
            if samplerate != rate:
                raise library.PortAudioError("Invalid sample rate")
            return whole(samplerate=samplerate, **settings)

        setattr(library, kind, picky)


def measure_call(card: VirtualSoundCard) -> None:
    voice = np.concatenate(list(read_audio(SPEECH / "austen-0870.flac")))
    said = np.concatenate([np.concatenate([voice, np.zeros_like(voice)])] * 4)
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "voiceapp", "call", "-o", f"{folder}/call", "--from", "gunther_first"]
        ours, theirs = pty.openpty()
        process = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        journal = Path(folder, "call", "journal.jsonl")
        while not journal.exists():
            read(ours, 0.1)
        read(ours, 1.0)
        card.speak(said)
        begun, used = time.monotonic(), processor_seconds(process.pid)
        read(ours, CALL_SECONDS)
        used, passed = processor_seconds(process.pid) - used, time.monotonic() - begun
        process.send_signal(signal.SIGINT)
        while process.poll() is None:
            read(ours, 0.1)
        totals = next(line for line in map(json.loads, journal.open()) if line["kind"] == "audio.totals")
    print(f"\na live call: {100 * used / passed:.0f} % of one processor over {passed:.0f} s; {totals}")


def read(terminal: int, seconds: float) -> None:
    """Take what is shown, for so long."""
    due = time.monotonic() + seconds
    while (left := due - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                os.read(terminal, 1 << 16)
            except OSError:
                time.sleep(left)


def processor_seconds(pid: int) -> float:
    """User and system time of a process so far (proc(5), fields 14 and 15 of stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
