"""``voiceapp devices``: the sound devices, a meter for the microphone and a tone for the loudspeaker."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict

from voiceapp.errors import Missing

DEFAULT = ""
"""Stands for the default device where a test is asked for without naming one."""

_METER = 24  # characters of the longest bar, which a full scale of 60 dB has to itself
_NEVER_SILENT = -90.0  # dBFS: what is below it all the time is no microphone in a room, it is a muted one


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "devices",
        help="microphones and loudspeakers: list and test them",
        description="List the sound devices, or try one. A device is named by its number or by part of its name.",
        epilog="Exits 4 when there is no device, or when the microphone gives nothing but silence.",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--json", action="store_true", help="print a list of objects, for programs")
    what.add_argument(
        "--test-microphone", nargs="?", const=DEFAULT, metavar="DEVICE", help="show what a microphone hears"
    )
    what.add_argument("--test-speaker", nargs="?", const=DEFAULT, metavar="DEVICE", help="play a tone")
    parser.add_argument(
        "--seconds", type=_seconds, default=5.0, metavar="S", help="how long to try a microphone (%(default)g)"
    )
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.audio.devices import devices, no_device_remedy, quiet_libraries

    with quiet_libraries():
        if options.test_microphone is not None:
            return _test_microphone(options.test_microphone or None, options.seconds)
        if options.test_speaker is not None:
            return _test_speaker(options.test_speaker or None)
    found = devices()
    if options.json:
        print(json.dumps([asdict(device) for device in found], ensure_ascii=False))
        return 0
    if not found:
        raise Missing(f"no sound device was found; {no_device_remedy()}")
    print(" no  default  in  out     Hz  name")
    for device in found:
        default = {(True, True): "in+out", (True, False): "in", (False, True): "out"}
        mark = default.get((device.default_input, device.default_output), "")
        print(
            f"{device.number:>3}  {mark:<7} {device.inputs:>3} {device.outputs:>4} {device.rate:>6.0f}"
            f"  {device.name} ({device.api})"
        )
    return 0


def _test_microphone(wanted: str | None, seconds: float) -> int:
    from voiceapp.audio.frames import FRAME_SECONDS
    from voiceapp.audio.level import dbfs
    from voiceapp.audio.sound_card import Microphone

    with Microphone(wanted) as microphone:
        print(f"Speak into {microphone.device.name} (for {seconds:g} s).")
        loudest, shown = float("-inf"), float("-inf")
        for number in range(1, round(seconds / FRAME_SECONDS) + 1):
            frame = dbfs(microphone.read())
            loudest, shown = max(loudest, frame), max(shown, frame)
            if number % 5 == 0:
                _show(shown)
                shown = float("-inf")
    if sys.stdout.isatty():
        print()
    if loudest < _NEVER_SILENT:
        raise Missing(
            f"{microphone.device.name} gives nothing but silence: it is muted, not plugged in, "
            "or this program may not use it; see the sound settings, or try another (voiceapp devices)"
        )
    print(f"The loudest 20 ms had {loudest:.0f} dBFS; {_verdict(loudest)}.")
    return 0


def _show(level: float) -> None:
    """A meter that stays in its line on a terminal, a line for each look elsewhere."""
    level = max(level, -99.0)
    bar = "#" * max(0, min(_METER, round((level + 60) / 60 * _METER)))
    text = f"{level:>5.0f} dBFS  {bar:<{_METER}}"
    print(f"\r{text}" if sys.stdout.isatty() else text.rstrip(), end="" if sys.stdout.isatty() else "\n", flush=True)


def _verdict(loudest: float) -> str:
    if loudest > -3:
        return "that is too loud: turn the microphone down"
    if loudest < -45:
        return "that is too soft to be understood: speak closer, or turn the microphone up"
    return "that is a good level if you spoke"


def _test_speaker(wanted: str | None) -> int:
    from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS
    from voiceapp.audio.sound_card import Loudspeaker
    from voiceapp.sounds import sound

    tone = sound("ringing")
    with Loudspeaker(wanted) as loudspeaker:
        print(f"A ringing tone on {loudspeaker.device.name}.")
        begun = time.monotonic()
        for number in range(round(2.0 / FRAME_SECONDS)):
            loudspeaker.write(tone[number * FRAME_SAMPLES : (number + 1) * FRAME_SAMPLES])
            time.sleep(max(0.0, begun + number * FRAME_SECONDS - time.monotonic()))
        loudspeaker.drain()
    print("If you heard nothing, try another device: voiceapp devices")
    return 0


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0 and up to 3600")
    return value
