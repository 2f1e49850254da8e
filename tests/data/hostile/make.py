"""Makes the files of this folder anew. Each is small, and was chosen because something like it breaks programs.

    python tests/data/hostile/make.py

In ``scenarios`` and ``journals`` the first line of a name tells what must become of it: ``refused-`` or ``used-``.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SMALL = (HERE.parent / "scenarios" / "small" / "scenario.yaml").read_text(encoding="utf-8")
HEAD = {"t": 0.0, "kind": "call.started", "scenario": "small", "seed": 1}
END = {"t": 60.0, "kind": "call.ended", "reason": "completed", "duration": 60.0}


def scenarios() -> dict[str, str]:
    """Scenario files by name."""
    laughs = "a: &a [ha, ha]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}, *{old}]\n" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    with_line = lambda line: SMALL.replace("[Press one.]", f"[{json.dumps(line, ensure_ascii=False)}]", 1)  # noqa: E731
    return {
        "refused-billion-laughs": laughs,
        "refused-a-list-that-holds-itself": "title: &a [*a]\n",
        "refused-deep": "a: " + "[" * 400 + "]" * 400 + "\n",
        "refused-deep-indentation": "".join(f"{' ' * n}a:\n" for n in range(300)),
        "refused-python-object": 'title: !!python/object/apply:os.system ["true"]\n',
        "refused-binary-tag": "title: !!binary aGVsbG8=\n",
        "refused-merge-key": "base: &b {name: x}\ncast:\n  ann:\n    <<: *b\n",
        "refused-two-documents": SMALL + "\n---\ntitle: two\n",
        "refused-key-twice": "title: one\ntitle: two\n",
        "refused-key-that-is-a-list": "? [a, b]\n: c\n",
        "refused-numbers-for-text": SMALL.replace("title: A short call", "title: 17"),
        "refused-text-for-a-mapping": SMALL.split("cast:")[0] + "cast: everybody\nacts: none\n",
        "refused-infinite-seconds": SMALL.replace("seconds: [3, 4]", "seconds: [3, .inf]"),
        "refused-no-number-of-seconds": SMALL.replace("seconds: [3, 4]", "seconds: [.nan, .nan]"),
        "refused-a-year-on-hold": SMALL.replace("seconds: [3, 4]", "seconds: [1, 31536000]"),
        "refused-turns-without-end": SMALL.replace("turns: [2, 2]", "turns: [2, 1000000]"),
        "used-loop-without-end": SMALL.replace("go: over\n", "go: ann\n").replace("go: goodbye\n", "go: bob_again\n"),
        "refused-leads-nowhere": SMALL.replace("go: over\n", "go: []\n"),
        "refused-condition": SMALL.replace("go: over\n", "go: [{to: over, when: 'calls <'}]\n"),
        "refused-line-without-words": with_line("   "),
        "refused-pool-without-lines": SMALL.replace("close: [I pass you on.]", "close: []"),
        "refused-line-of-a-thousand-words": with_line("one " * 450),
        "refused-inner-attributes": with_line("{{ case.__class__.__mro__ }}"),
        "refused-call": with_line("{{ heard.format(1) }}"),
        "refused-loop-in-a-line": with_line("{% for x in range(999999999) %}x{% endfor %}"),
        "refused-arithmetic": with_line("{{ 'a' * 999999999 }}"),
        "refused-include": with_line("{% include '../../secret' %}"),
        "refused-unclosed": with_line("{{ heard"),
        "refused-path-as-sound": SMALL.replace("kind: hold\n", "kind: hold\n    music: ../../../etc/passwd\n"),
        "refused-path-as-voice": SMALL.replace("id: en-gb", "id: 7"),
        "refused-control-characters": "title: \x07bell\n",
        "refused-utf-16": SMALL.encode("utf-16").decode("latin-1"),
        "used-path-as-name": "name: ../../../tmp/x\n" + SMALL,
        "used-right-to-left-and-emoji": with_line("\u202eاضغط واحد\u202c 📞👩🏽‍💼 \u2066x\u2069 Press one."),
        "used-markup": with_line("<script>alert(1)</script> <speak><break time='9s'/></speak> & [[slnc 9000]]"),
        "used-combining": with_line("P" + "\u0301" * 300 + "ress one."),
        "used-byte-order-mark": "\ufeff" + SMALL,
    }


def journals() -> dict[str, bytes]:
    """Journals by name."""

    def lines(*entries: Any) -> bytes:
        return b"".join(json.dumps(entry).encode() + b"\n" for entry in (HEAD, *entries, END))

    said = {"t": 9.0, "kind": "caller.said", "start": 8.0, "end": 8.9, "text": "hello", "intent": "greet", "slots": {}}
    spoken = {"speech": 1, "agent": "ann", "text": "Well.", "captions": {}, "trick": "", "heard": ""}
    started = {"t": 5.0, "kind": "agent.started", "start": 5.0, **spoken}
    over = {"t": 7.0, "kind": "agent.said", "start": 5.0, "end": 7.0, **spoken}
    raw = lines(started, over, said)
    return {
        "refused-empty": b"",
        "refused-no-json": b"Dear Sir or Madam,\n" * 5,
        "refused-other-json": b'[1, 2]\n{"a": 1}\nnull\n7\n"t"\n',
        "refused-utf-16": raw.decode().encode("utf-16"),
        "used-byte-order-mark": b"\xef\xbb\xbf" + raw,
        "used-torn": raw[:-20],
        "used-no-beginning": b"".join(raw.splitlines(keepends=True)[1:]),
        "used-wrong-types": lines({**over, "text": 7}, {**said, "slots": []}, {**started, "captions": [1]}, {"t": "x"}),
        "used-fields-missing": lines(*({"t": 9.0, "kind": kind} for kind in ("agent.said", "transfer", "gesture"))),
        "used-negative-times": lines({**over, "start": -5.0}, {**said, "t": -1}),
        "used-times-backwards": lines({**over, "end": 1.0}, {**said, "start": 50.0, "end": 2.0}),
        "used-huge-times": lines({**over, "end": 1e300}, {**said, "t": 10**30}, {**said, "end": 99_999.0}),
        "used-no-numbers": raw + b'{"t": NaN, "kind": "act", "act": "x"}\n{"t": 1e999, "kind": "act", "act": "x"}\n',
        "used-many-digits": raw + b'{"t": ' + b"9" * 5000 + b', "kind": "act", "act": "x"}\n',
        "used-deep": raw + b'{"t": 1, "kind": ' + b"[" * 20_000 + b"\n",
        "used-half-characters": lines({**said, "text": "\ud800\udfff\ud83d"}, {**over, "text": "\ud83d"}),
        "used-control-characters": lines({**said, "text": "\x00\x1b[2J\x07\u2028\u202e"}, {**over, "text": "\r\n\0"}),
        "used-markup": lines({**said, "text": "</script><img src=x onerror=alert(1)> 00:01 --> 00:02\n\n{{ 7 * 7 }}"}),
        "used-nul-bytes": raw.replace(b"hello", b"\0\0\0") + b"\0" * 3000,
        "used-twice": raw + raw,
    }


def heads() -> dict[str, bytes]:
    """Sound files whose heads lie; half a second of silence at most follows."""

    def wav(kind: int = 1, channels: int = 1, rate: int = 16_000, bits: int = 16, size: int = 8000) -> bytes:
        step = channels * bits // 8
        form = struct.pack("<HHIIHH", kind, channels, rate, rate * step & 0xFFFFFFFF, step & 0xFFFF, bits)
        start = b"RIFF" + struct.pack("<I", min(size + 36, 0xFFFFFFFF)) + b"WAVEfmt \x10\0\0\0"
        return start + form + b"data" + struct.pack("<I", size) + bytes(8000)

    flac = b"fLaC\x80\0\0\x22" + struct.pack(">HH", 4096, 4096) + bytes(6)
    return {
        "wav-no-length": wav(size=0),
        "wav-4-gb": wav(size=0xFFFFFFFF),
        "wav-2-gb": wav(size=0x7FFFFFFF),
        "wav-rate-0": wav(rate=0),
        "wav-rate-4-billion": wav(rate=0xFFFFFFFF),
        "wav-channels-0": wav(channels=0),
        "wav-channels-65535": wav(channels=65535),
        "wav-bits-0": wav(bits=0),
        "wav-bits-65535": wav(bits=65535),
        "wav-unknown-coding": wav(kind=0xBEEF),
        "wav-chunk-of-4-gb": b"RIFF\xff\xff\xff\xffWAVEjunk\xff\xff\xff\xff" + bytes(100),
        "flac-4-gb": flac + (((16_000 << 12) | (15 << 4) | 0xF) << 32 | 0xFFFFFFFF).to_bytes(8, "big") + bytes(116),
        "ogg-page-of-nothing": b"OggS\0\x02" + bytes(20) + b"\xff" + b"\xff" * 255 + bytes(300),
        "mp3-tag-of-256-mb": b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(300),
        "mp4-atom-of-4-gb": b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42\xff\xff\xff\xffmoov" + bytes(300),
        "mp4-atom-in-itself": b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42" + b"\0\0\x01\0moov" * 60,
        "aiff-4-gb": b"FORM\xff\xff\xff\xffAIFFSSND\xff\xff\xff\xff" + bytes(300),
    }


def main() -> None:
    for folder, made, suffix in (
        ("scenarios", {name: text.encode("utf-8", "surrogatepass") for name, text in scenarios().items()}, ".yaml"),
        ("journals", journals(), ".jsonl"),
        ("heads", heads(), ".bin"),
    ):
        place = HERE / folder
        place.mkdir(exist_ok=True)
        for old in place.glob(f"*{suffix}"):
            old.unlink()
        for name, data in made.items():
            (place / f"{name}{suffix}").write_bytes(data)


if __name__ == "__main__":
    main()
