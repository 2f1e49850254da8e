"""What everything that reads what others have made is given to read: sound things, spoiled at random.

Each surface makes, in a folder of its own, a function that reads one case; the case follows from its number alone.
``tried`` counts what became of the cases. The tests beside this file and ``tests/benchmarks/hostile.py`` use it.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import random
import shutil
import signal
import sys
import time
import wave
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from voiceapp.errors import VoiceappError

TESTS = Path(__file__).resolve().parents[1]
SMALL = TESTS / "data" / "scenarios" / "small" / "scenario.yaml"
ALL_PHASES = TESTS / "data" / "scenarios" / "all_phases" / "scenario.yaml"
PATIENCE = 20.0

TEXTS = (
    *("", " ", "\0", "\x1b[2J", "\r\n", "\u202egnp.exe", "\u2066", "\ufeff", "\ud800", "\U0001f4a9" * 50, "é" * 99),
    *("{{ 7 * 7 }}", "{{ heard", "{% for x in range(9) %}", "{{ ''.__class__ }}", "{# }", "{{ case.name | upper }}"),
    *("<script>alert(1)</script>", "]]>", "&lt;", "--", "<!--", "%s%n", "$(id)", "../../etc/passwd", "file:///etc"),
    *("my name is " + "x" * 5000, "no " * 2000, "nine " * 500, "ß" * 100, "İ", "ﬀ", "٣٤", "²", "½ one half", "café"),
    *("<speak><break time='9s'/></speak>", "[[slnc 9000]]", "hell\xado", "WEBVTT", "00:00 --> 00:01", "`\\`"),
)  # fmt: skip
NUMBERS = (0, -1, 1, 0.5, -0.0, 1e-9, 1e6, 1e18, 2**31, 2**63, 10**18, 99999.9, 3.0)
RAW = (b"NaN", b"Infinity", b"-Infinity", b"1e999", b"9" * 400, b"[" * 5000, b'{"a":' * 3000, b"\xff\xfe", b"\\ud800")


def spoiled_bytes(rng: random.Random, data: bytes) -> bytes:
    """Cut, changed, doubled, left out or with rubbish in between; rarely as it was."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3, 8))):
        at, end = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
        end = min(end, at + rng.choice((1, 4, 40, 4000)))
        match rng.randrange(7):
            case 0:
                data = data[:at]
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:end] + data[at:end] * rng.choice((1, 2, 20)) + data[end:]
            case 3:
                data = data[:at] + rng.randbytes(end - at) + data[end:]
            case 4:
                data = data[:at] + rng.choice(RAW) + data[at:]
            case 5:
                data = data[:at] + rng.choice(TEXTS).encode("utf-8", "surrogatepass") + data[end:]
            case 6 if data:
                at = rng.randrange(len(data))
                data = (
                    data[:at]
                    + bytes([rng.choice((0, 255, 127, 128, data[at] ^ (1 << rng.randrange(8))))])
                    + data[at + 1 :]
                )
        data = data[:400_000]
    return data


def value(rng: random.Random, depth: int = 0) -> Any:
    """Anything that JSON can hold."""
    match rng.randrange(8 if depth < 3 else 5):
        case 0:
            return rng.choice(NUMBERS)
        case 1 | 2:
            return rng.choice(TEXTS)
        case 3:
            return rng.choice((None, True, False))
        case 4:
            return rng.uniform(-10, 400)
        case 5:
            return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
        case _:
            return {rng.choice(TEXTS): value(rng, depth + 1) for _ in range(rng.randrange(4))}


def sentence(rng: random.Random) -> str:
    """What a caller might say: words of English, of no language, and what is no word."""
    words = _words()
    pieces = [
        rng.choice(TEXTS) if rng.random() < 0.15 else rng.choice(words) for _ in range(rng.choice((0, 1, 3, 8, 20, 60)))
    ]
    text = " ".join(pieces)[: rng.choice((40, 400, 20_000))]
    return text if rng.random() < 0.9 else text + chr(rng.randrange(0x110000))


@cache
def _words() -> tuple[str, ...]:
    said = [path.read_text("utf-8") for path in sorted((TESTS / "data" / "transcripts").glob("*.txt"))]
    return tuple(word for text in said for word in text.split())


# Surfaces: each is given a folder of its own and gives what reads one case.

Case = Callable[[random.Random], None]


def journals(scratch: Path) -> Case:
    """The journal of a call: transcript, captions, the window's view, a resumed call, the numbers."""
    from voiceapp.aftercall.captions import cues
    from voiceapp.aftercall.measures import measure
    from voiceapp.aftercall.record import Record
    from voiceapp.aftercall.transcript import journal_lines, transcript
    from voiceapp.call_folder import CallFolder
    from voiceapp.call_view import CallView
    from voiceapp.dialogue.call import Call
    from voiceapp.dialogue.events import CallerAnswered, CallPlaced
    from voiceapp.languages import load_comprehension
    from voiceapp.scenarios import load
    from voiceapp.window.replay import Replay

    lines = _journal(scratch)
    scenario, wits = load(str(ALL_PHASES)), load_comprehension()
    folder = CallFolder(scratch / "call")

    def read(rng: random.Random) -> None:
        folder.journal.write_bytes(spoiled_journal(rng, lines))
        view = CallView.of(scenario)
        for line in journal_lines(folder.journal):
            view.apply(line)
        transcript(journal_lines(folder.journal))
        with contextlib.suppress(VoiceappError):
            replay = Replay(folder.path, paused=True)
            for t in (0.0, replay.duration / 2, replay.duration):
                replay.go_to(t)
                _ = replay.partial, replay.lines(), replay.caller_level
        record = Record.read(folder)
        for language in ("en", "fr"):
            cues(record, language)
        measure(record)
        call = Call(scenario, seed=1, comprehension=wits, recalled=record.lines)
        call.receive(CallPlaced(t=0.0))
        call.receive(CallerAnswered(t=4.0))

    return read


def reports(scratch: Path) -> Case:
    """The journal again, now with all that is made after a call: page, letter, captions as files, film's story."""
    from voiceapp.aftercall.highlights import best_stretch
    from voiceapp.aftercall.keepsakes import write_keepsakes
    from voiceapp.aftercall.measures import measured
    from voiceapp.aftercall.record import Record
    from voiceapp.call_folder import CallFolder

    lines = _journal(scratch)
    folder = CallFolder(scratch / "call")

    def read(rng: random.Random) -> None:
        folder.journal.write_bytes(spoiled_journal(rng, lines))
        write_keepsakes(folder)
        record = Record.read(folder)
        best_stretch(record, measured(record), 20.0)

    return read


def recordings(scratch: Path) -> Case:
    """The recording of a call: as the report and the window read it."""
    from voiceapp.aftercall.player import read_recording
    from voiceapp.window.replay import _Levels

    path = scratch / "call.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((2, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(random.Random(1).randbytes(64_000))
    whole = path.read_bytes()

    def read(rng: random.Random) -> None:
        path.write_bytes(_spoiled_head(rng, whole))
        levels = _Levels(path)
        for t in (0.0, 0.5, 1e5):
            levels.at(t)
        read_recording(path)

    return read


def audio(scratch: Path) -> Case:
    """Audio files of every kind, spoiled in the head more than elsewhere."""
    import av
    import numpy as np

    from voiceapp.audio.files import read_audio

    kinds = {"wav": "pcm_s16le", "flac": "flac", "ogg": "libopus", "mp3": "libmp3lame", "m4a": "aac"}
    sound = (8000 * np.sin(np.arange(16_000) / 6)).astype(np.int16)
    wholes = []
    for suffix, codec in kinds.items():
        path = scratch / f"a.{suffix}"
        with av.open(str(path), "w") as container:
            stream = container.add_stream(codec, rate=16_000, layout="mono")
            resampler = av.AudioResampler(format=stream.format, layout="mono", rate=16_000)
            frame = av.AudioFrame.from_ndarray(sound[None], format="s16", layout="mono")
            frame.sample_rate, frame.pts = 16_000, 0
            for part in [*resampler.resample(frame), *resampler.resample(None)]:
                container.mux(stream.encode(part))
            container.mux(stream.encode(None))
        wholes.append(path.read_bytes())
    spoiled = scratch / "spoiled"

    def read(rng: random.Random) -> None:
        whole = rng.choice(wholes)
        spoiled.write_bytes(_spoiled_head(rng, whole) if rng.random() < 0.5 else spoiled_bytes(rng, whole))
        for n, _ in enumerate(read_audio(spoiled, lambda warning: None)):
            assert n < 50 * 60, "a second of sound became a minute"

    return read


def scenarios(scratch: Path) -> Case:
    """A scenario file: its text and its values spoiled; what is read can be played for a while."""
    import yaml

    from voiceapp.scenarios import doubts_of, load

    text = SMALL.read_text("utf-8")
    data = yaml.safe_load(text)
    path = scratch / "scenario.yaml"
    wits = _wits()

    def read(rng: random.Random) -> None:
        if rng.random() < 0.4:
            path.write_bytes(spoiled_bytes(rng, text.encode()))
        else:
            path.write_text(_dumped(_spoiled_value(rng, data)), "utf-8", "surrogatepass")
        scenario = load(str(scratch))
        if rng.random() < 0.2:
            doubts_of(str(scratch))
        _rehearsed(
            scenario, wits, ["#1", "my name is ann", "no", "/hangup", "there is a container", "yes"], rng.randrange(99)
        )

    return read


def translations(scratch: Path) -> Case:
    """The folder of another language beside a scenario; what is read can be played for a while."""
    import yaml

    from voiceapp.scenarios import load

    story = scratch / "small"
    shutil.copytree(SMALL.parent, story)
    data = yaml.safe_load(SMALL.read_text("utf-8"))
    said = [line for member in data["cast"].values() for pool in member["lines"].values() for line in pool]
    french = {
        "scenario.yaml": {line: f"En français : {line}" for line in said},
        "language.yaml": {
            "title": "Un appel",
            "about": "Un menu, une musique, une fin.",
            "cast": {name: {"voice": {"id": "roa/fr"}, "department": "Service"} for name in data["cast"]},
            "words": {"one": ["un", "une"]},
        },
    }
    (story / "fr").mkdir()
    wits = _wits()

    def read(rng: random.Random) -> None:
        spoiled = rng.choice(sorted(french))
        for name, part in french.items():
            text = _dumped(_spoiled_value(rng, part) if name == spoiled else part)
            raw = text.encode("utf-8", "surrogatepass")
            (story / "fr" / name).write_bytes(spoiled_bytes(rng, raw) if rng.random() < 0.3 else raw)
        scenario = load(str(story), rng.choice(("en", "fr")))
        _rehearsed(scenario, wits, ["#1", "my name is ann", "no"], rng.randrange(99))

    return read


def templates(scratch: Path) -> Case:
    """Lines with slots and conditions."""
    from voiceapp.dialogue import template
    from voiceapp.dialogue.case_file import CaseFile

    pieces = (
        *"{{ }} {% %} {# #} heard case.name case mood.anger if else endif elif | upper spelled article == <".split(),
        *"( ) [ ] . _ __class__ self range(9) * + ~ 'a' 1 1e9 - in set = , raw include import loop not and".split(),
        *(" ", "default('x')", "is defined", "\\", "\n", "a" * 500, "é", "\ud800", "{{ heard }}"),
    )  # fmt: skip
    values = {"heard": "words", "case": CaseFile(), "n": 3}

    def read(rng: random.Random) -> None:
        source = "".join(rng.choice(pieces) for _ in range(rng.choice((1, 3, 6, 12, 40))))
        if rng.random() < 0.6:
            source = "{{ " + source + " }}"
        try:
            template.check(source)
        except template.TemplateFault:
            return
        template.slots(source)
        shown = template.render(source, values)
        assert shown is None or len(shown) < 10_000
        with contextlib.suppress(template.TemplateFault):
            template.check_condition(source)
            template.holds(source, values)

    return read


def callers(scratch: Path) -> Case:
    """What a caller says: understood, misheard, and the words so far judged for whether that was all."""
    from voiceapp.dialogue.utterance import Utterance

    wits = _wits()

    def read(rng: random.Random) -> None:
        said = sentence(rng)
        wits.understand(Utterance(text=said))
        wits.finishing(said)
        if rng.random() < 0.1:
            wits.mishear(Utterance(text=said), domain=rng.choice(("telecom", "nothing", "")), seed=rng.randrange(9))

    return read


def rehearsals(scratch: Path) -> Case:
    """Whole typed calls of somebody who types rubbish."""
    from voiceapp.scenarios import load

    wits = _wits()
    scenarios = [load(str(ALL_PHASES)), load(str(SMALL)), load("container")]

    def read(rng: random.Random) -> None:
        typed = [
            rng.choice(("#1", "#0", "#*", "/hangup", "#")) if rng.random() < 0.3 else sentence(rng) for _ in range(15)
        ]
        _rehearsed(rng.choice(scenarios), wits, typed, rng.randrange(1000))

    return read


def addresses(scratch: Path) -> Case:
    """What a caller of ``voiceapp serve`` asks for, and the packets of an exchange."""
    from voiceapp.serve.audiosocket import Unusable, read_packet
    from voiceapp.serve.wish import wish

    async def packets(data: bytes) -> None:
        reader = asyncio.StreamReader(limit=10_000)
        reader.feed_data(data)
        reader.feed_eof()
        with contextlib.suppress(Unusable, EOFError):
            while True:
                await read_packet(reader)

    def read(rng: random.Random) -> None:
        asyncio.run(packets(spoiled_bytes(rng, b"\x01\x00\x10" + bytes(16) + (b"\x10\x01\x40" + bytes(320)) * 3)))
        query = spoiled_bytes(rng, b"scenario=parcel&seed=3&rate=8000&events=1&from=menu&language=fr&dials=0&token=x")
        wish(query.decode("latin-1"), {"mine": None})

    return read


def archives(scratch: Path) -> Case:
    """Archives of a speech model: the zip's bytes and the names in it spoiled."""
    from voiceapp.recognition.archive import unpack_folder

    good = ("m/am/final.mdl", "m/conf/model.conf", "m/graph/words.txt", "readme")
    bad = ("../x", "/x", "m/../../x", "C:x", "m/con", "m/a\0b", "m//x", "m/" + "d/" * 300, "m/AM/final.mdl")
    into, archive = scratch / "outer" / "into", scratch / "a.zip"
    outside = set(scratch.rglob("*")) | {archive}

    def read(rng: random.Random) -> None:
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as zipped:
            for name in [*good, *(rng.sample(bad, 1) if rng.random() < 0.5 else ())]:
                info = zipfile.ZipInfo("x")
                info.filename = name
                info.external_attr = 0o120777 << 16 if rng.random() < 0.05 else 0o644 << 16
                zipped.writestr(info, rng.randbytes(50), zipped.compression)
        archive.write_bytes(spoiled_bytes(rng, data.getvalue()) if rng.random() < 0.6 else data.getvalue())
        try:
            unpack_folder(archive, marker="am/final.mdl", into=into)
        finally:
            strange = {path for path in scratch.rglob("*") if not path.is_relative_to(into)} - outside - {into.parent}
            assert not strange, f"written outside: {strange}"

    return read


def settings(scratch: Path) -> Case:
    """The window's settings and a model's list of files."""
    from voiceapp.recognition.model_folder import read_manifest

    manifest = json.dumps(
        {"name": "m", "version": "1", "language": "en", "source": "x", "files": {"a": {"size": 1, "sha256": "0"}}}
    )
    ini = b"[call]\nscenario=container\nseed=3\nlanguage=en\n[sound]\nvolume=80\n[window]\ntext_size=100\n"
    kept = None
    with contextlib.suppress(ImportError):
        from voiceapp.window.settings import Settings

        kept = Settings

    def read(rng: random.Random) -> None:
        (scratch / "voiceapp-manifest.json").write_bytes(spoiled_bytes(rng, manifest.encode()))
        read_manifest(scratch)
        if kept and rng.random() < 0.5:
            (scratch / "window.ini").write_bytes(spoiled_bytes(rng, ini))
            read_back = kept(scratch / "window.ini")
            for name in dir(kept):
                if isinstance(getattr(kept, name), property):
                    getattr(read_back, name)

    return read


def spoiled_journal(rng: random.Random, lines: list[dict[str, Any]]) -> bytes:
    """A journal with values of other kinds in it, lines moved or left out, or its bytes spoiled."""
    lines = list(lines)
    for _ in range(rng.choice((0, 1, 1, 2, 5, 30))):
        if not lines:
            break
        at = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(rng.randrange(len(lines)), lines[at])
            case 2:
                lines[at] = {key: given for key, given in lines[at].items() if rng.random() < 0.7}
            case 3:
                lines[at] = {**lines[at], rng.choice([*lines[at], "captions", "distance"]): value(rng)}
            case 4:
                lines[at] = {**lines[at], "kind": rng.choice(lines).get("kind") if rng.random() < 0.8 else value(rng)}
            case 5:
                name = rng.choice(("t", "start", "end", "duration"))
                lines[at] = {**lines[at], name: rng.choice((0, 1e5, 99_999, -1, 5, 1e300, True, rng.uniform(0, 400)))}
    data = "\n".join(json.dumps(line) for line in lines).encode() + b"\n"
    return spoiled_bytes(rng, data) if rng.random() < 0.4 else data


def _journal(scratch: Path) -> list[dict[str, Any]]:
    """The journal of a typed call through every kind of act."""
    from voiceapp.cli import main

    typed = [
        "#1",
        "my name is mathieu",
        "four two seven one",
        "there is a container here",
        "no",
        "a cup of tea",
        "ten",
    ] * 6
    with contextlib.redirect_stdout(io.StringIO()):
        before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO("\n".join(typed).encode()))
        try:
            code = main(["rehearse", "--scenario", str(ALL_PHASES), "-o", str(scratch / "call")])
        finally:
            sys.stdin = before
    assert code == 0
    return [json.loads(line) for line in (scratch / "call" / "journal.jsonl").read_text("utf-8").splitlines()]


@cache
def _wits() -> Any:
    from voiceapp.languages import load_comprehension

    return load_comprehension()


def _rehearsed(scenario: Any, wits: Any, typed: list[str], seed: int) -> None:
    from voiceapp.exchange import new_call
    from voiceapp.journal import Journal
    from voiceapp.rehearsal import Rehearsal

    call = new_call(scenario, wits, seed=seed, start=None)
    reason = Rehearsal(call, Journal(None), iter(typed), max_seconds=1800).run()
    assert reason


def _spoiled_head(rng: random.Random, whole: bytes) -> bytes:
    """The first bytes changed, so that they lie about kind, rate, channels and length; then cut somewhere."""
    data = bytearray(whole)
    for _ in range(rng.choice((1, 1, 2, 6))):
        at = rng.randrange(min(80, len(data) - 4))
        data[at : at + rng.choice((1, 2, 4))] = rng.choice(
            (b"\0\0\0\0", b"\xff\xff\xff\xff", rng.randbytes(4), b"\x01", b"\0")
        )
    return bytes(data[: rng.randrange(len(data) + 1)] if rng.random() < 0.4 else data)


def _spoiled_value(rng: random.Random, data: Any) -> Any:
    """A copy with one to three of its parts replaced, left out, doubled or moved."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        places = list(_places(data))
        at = rng.choice(places)
        new = value(rng) if rng.random() < 0.7 else _at(data, rng.choice(places))
        data = _with(data, at, new, leave_out=rng.random() < 0.15)
    return data


def _places(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if at:
        yield at
    for key, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from _places(part, (*at, key))


def _at(data: Any, at: tuple[Any, ...]) -> Any:
    for step in at:
        data = data[step]
    return data


def _with(data: Any, at: tuple[Any, ...], new: Any, *, leave_out: bool) -> Any:
    if not at:
        return new
    copied = dict(data) if isinstance(data, dict) else list(data)
    if leave_out and len(at) == 1:
        del copied[at[0]]
    else:
        copied[at[0]] = _with(data[at[0]], at[1:], new, leave_out=leave_out)
    return copied


def _dumped(data: Any) -> str:
    """JSON is YAML, nearly; YAML's own writer is twenty times as slow."""
    return json.dumps(data, ensure_ascii=False)


SURFACES: dict[str, tuple[Callable[[Path], Case], float]] = {
    "journals": (journals, 0.16),
    "reports": (reports, 0.01),
    "recordings": (recordings, 0.12),
    "audio": (audio, 0.06),
    "scenarios": (scenarios, 0.07),
    "translations": (translations, 0.02),
    "templates": (templates, 0.22),
    "callers": (callers, 0.12),
    "rehearsals": (rehearsals, 0.01),
    "addresses": (addresses, 0.12),
    "archives": (archives, 0.04),
    "settings": (settings, 0.05),
}
"""What makes the cases of each surface, and its share of them."""


@dataclass
class Tally:
    """What became of the cases of one surface."""

    used: int = 0
    refused: int = 0
    slowest: tuple[float, int] = (0.0, -1)
    findings: list[tuple[int, BaseException]] = field(default_factory=list)


class Hung(Exception):
    """A case that was given up."""


def tried(surface: str, cases: range, scratch: Path) -> Tally:
    """Read these cases of a surface. In the main thread: a case that hangs is stopped by a signal."""
    make, _ = SURFACES[surface]
    (scratch / surface).mkdir()
    read, tally = make(scratch / surface), Tally()
    before = signal.signal(signal.SIGALRM, _give_up)
    try:
        for n in cases:
            begun = time.process_time()
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)
            try:
                read(random.Random(f"{surface} {n}"))
                tally.used += 1
            except VoiceappError as fault:
                assert str(fault)
                tally.refused += 1
            except Exception as fault:
                tally.findings.append((n, fault))
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            tally.slowest = max(tally.slowest, (time.process_time() - begun, n))
    finally:
        signal.signal(signal.SIGALRM, before)
    return tally


def _give_up(number: int, frame: object) -> None:
    raise Hung(f"not done after {PATIENCE:g} seconds")
