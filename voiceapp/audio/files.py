"""Audio files of any common kind, as frames in voiceapp's one format."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from voiceapp.audio.downmix import Downmix, Signal
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Samples
from voiceapp.errors import BadInput

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

STANDARD_INPUT = "-"
"""Given as a path: read from standard input."""

SUFFIXES = frozenset({".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".mp4", ".aac", ".aif", ".aiff"})
"""By these, in any case, ``audio_files_in`` knows audio. ``read_audio`` looks at the content only."""

OnWarning = Callable[[str], None]
"""Called with a sentence about a file that could only be read in part."""

_KINDS = "WAV, FLAC, OGG, MP3 and M4A can"
# libav also knows playlists and scripts that open other files and addresses. Only these may open, and the
# input is an open file without a name, so nothing in it can lead elsewhere.
_LIBAV_OPTIONS = {
    "format_whitelist": "wav,flac,ogg,mp3,mov,aac,aiff",
    "protocol_whitelist": "none",
    "max_size": "32768",  # bytes a packet of WAV: fewer, larger steps
}
_RATES = range(2_000, 768_001)  # a header that claims less would make hours out of a few bytes
_HEAD = 1 << 16
_OGG_PAGE = 1 << 16
_SHORTFALL_SECONDS = 0.1  # what padding and delay of the codecs may take without being called a cut
_UNKNOWN_LENGTH = 0x7FFF0000  # WAV written to a pipe: programs put in 0 or something near 2 or 4 GiB
# PyAV (18.1 too) looks for the end of a list of planes that is not terminated from this many on, and crashes.
_PLANES = 8
_FULL_SCALE = {"i2": 2.0**15, "i4": 2.0**31, "i8": 2.0**63}


def read_audio(path: Path | str, on_warning: OnWarning | None = None) -> Iterator[Samples]:
    """Decode an audio file, as a stream: frames of ``FRAME_SAMPLES`` samples, 16 kHz mono 16-bit.

    WAV, FLAC, OGG (Vorbis, Opus), MP3, M4A (AAC, ALAC) and AIFF of any rate and channel count; ``-`` is standard
    input, meant for WAV. The last frame is filled up with zeros. Channels are mixed at the level of the loudest
    (``Downmix``); samples that are no numbers are silence, those beyond full scale are clipped. 16 kHz mono
    16-bit comes through unchanged. The same file gives the same samples with the same versions.

    Resampling is soxr's HQ: in a 44.1 kHz file, tones above 8.1 kHz fold back at -140 dB or below, against -13 dB
    with libswresample's defaults, at a third of the time.

    A file that ends early or is damaged is read as far as it can be, and ``on_warning`` told so at its end.
    Raises BadInput (here, not while iterating, unless the reading itself fails later) if nothing can be decoded.
    """
    name = "Standard input" if str(path) == STANDARD_INPUT else str(path)
    frames = _frames(path, name, on_warning)
    first = next(frames, None)
    if first is None:
        raise BadInput(f"{name} has no sound in it. Record it again, or name another file.")
    return _after(first, frames)


def audio_files_in(folder: Path) -> list[Path]:
    """The audio files in a folder (not below it), by name, numbers in names by value: turn2 before turn10.

    Raises BadInput if it is no folder, cannot be read, or has none.
    """
    try:
        found = [file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file()]
    except FileNotFoundError:
        raise BadInput(f"{folder} does not exist. Name a folder with audio files.") from None
    except NotADirectoryError:
        raise BadInput(f"{folder} is not a folder. Name a folder with audio files.") from None
    except OSError as fault:
        raise BadInput(f"{folder} cannot be read ({fault.strerror}). Check its permissions.") from None
    files = [file for file in found if not file.name.startswith(".")]
    if not files:
        raise BadInput(f"{folder} has no audio files in it ({_KINDS} be read).")
    return sorted(files, key=_natural)


def _natural(file: Path) -> tuple[list[tuple[int, str]], str]:
    pieces = re.split(r"([0-9]+)", file.name.casefold())
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces], file.name


class _Source:
    """The bytes of a file or pipe for libav: without a name, and remembering its head and how far it was read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._position = 0
        self.head = b""
        self.end = 0
        if stream.seekable():
            self.seek = self._seek
            self.tell = stream.tell

    def read(self, count: int) -> bytes:
        # A pipe gives what it has: a caller who speaks slowly is heard at once.
        data: bytes = self._stream.read1(count) if hasattr(self._stream, "read1") else self._stream.read(count)
        if self._position == len(self.head) < _HEAD:
            self.head += data[: _HEAD - len(self.head)]
        self._position += len(data)
        self.end = max(self.end, self._position)
        return data

    def _seek(self, offset: int, whence: int = 0) -> int:
        self._position = self._stream.seek(offset, whence)
        return self._position

    def last_bytes(self, count: int) -> bytes | None:
        """The end of a file; None of a pipe."""
        if not self._stream.seekable():
            return None
        size = self._stream.seek(0, 2)
        self._stream.seek(max(0, size - count))
        return self._stream.read()


@contextlib.contextmanager
def _opened(path: Path | str, name: str) -> Iterator[_Source]:
    if str(path) == STANDARD_INPUT:
        terminal = sys.stdin  # None in a program without a console
        if not terminal or terminal.closed or terminal.isatty():
            raise BadInput("Standard input has no audio. Pipe a WAV into it, or name a file.")
        yield _Source(terminal.buffer)
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below; the faults of reading are another's
    except FileNotFoundError:
        raise BadInput(f"{name} does not exist. Check the name of the audio file.") from None
    except IsADirectoryError:
        raise BadInput(f"{name} is a folder, not an audio file. Name a file, or pass it with `--turns`.") from None
    except PermissionError:
        if Path(path).is_dir():  # what Windows says of a folder
            raise BadInput(f"{name} is a folder, not an audio file. Name a file in it.") from None
        raise BadInput(f"{name} may not be read. Change its permissions.") from None
    except (OSError, ValueError) as fault:
        raise BadInput(f"{name} cannot be opened ({fault}). Check the name of the audio file.") from None
    with stream:
        found = os.fstat(stream.fileno())
        if stat.S_ISREG(found.st_mode) and found.st_size == 0:
            raise BadInput(f"{name} is empty. Record it again, or name another file.")
        yield _Source(stream)


@contextlib.contextmanager
def _demuxed(source: _Source, name: str) -> Iterator[InputContainer]:
    """The container in ``source``. What libav and the operating system object to becomes BadInput."""
    import av

    try:
        try:
            container = av.open(source, mode="r", options=_LIBAV_OPTIONS, metadata_errors="ignore")
        except (av.error.FFmpegError, ValueError):
            raise BadInput(f"{name} is not audio that can be read ({_KINDS}).") from None
        with container:
            yield container
    except OSError as fault:
        raise BadInput(f"{name} cannot be read ({fault.strerror or fault}).") from None


def _stream(container: InputContainer, name: str) -> AudioStream:
    if not container.streams.audio:
        what = "has pictures but no sound" if container.streams.video else "has no sound"
        raise BadInput(f"{name} {what} in it. Name an audio file ({_KINDS} be read).")
    stream = container.streams.audio[0]
    if stream.codec_context is None:
        raise BadInput(f"{name} is coded in a way that cannot be read, or protected ({_KINDS}).")
    stream.codec_context.thread_count = 1  # nothing may depend on how threads meet
    return stream


def _frames(path: Path | str, name: str, on_warning: OnWarning | None) -> Iterator[Samples]:
    with _opened(path, name) as source, _demuxed(source, name) as container:
        stream = _stream(container, name)
        decoder = _Decoder(container, stream)
        heard = 0.0
        rest: Samples = np.zeros(0, np.int16)
        for samples in _resampled(decoder, name):
            heard += len(samples) / SAMPLE_RATE
            rest = np.concatenate((rest, samples))
            whole = len(rest) - len(rest) % FRAME_SAMPLES
            yield from rest[:whole].reshape(-1, FRAME_SAMPLES)
            rest = rest[whole:]
        if len(rest):
            yield np.pad(rest, (0, FRAME_SAMPLES - len(rest)))
        if on_warning is not None and heard:
            if shortfall := _shortfall(container, stream, source, heard):
                on_warning(f"{name} ends early, {shortfall}; what is there is used.")
            elif decoder.faults:
                on_warning(f"{name} is damaged in places; the {heard:.1f} s that can be decoded are used.")


class _Decoder:
    """The decoded frames of a stream; what cannot be decoded is counted in ``faults`` and left out."""

    def __init__(self, container: InputContainer, stream: AudioStream) -> None:
        self._container = container
        self._stream = stream
        self.faults = 0

    def __iter__(self) -> Iterator[AudioFrame]:
        import av

        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.error.FFmpegError:  # the container leads no further
                self.faults += 1
                return
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                self.faults += 1
                continue
            yield from frames


def _resampled(decoder: _Decoder, name: str) -> Iterator[Samples]:
    """Mono samples at ``SAMPLE_RATE`` from frames whose rate and channels may change on the way."""
    chain: _Chain | None = None
    for frame in decoder:
        if chain is None or not chain.fits(frame):
            if chain is not None:
                yield chain.flush()
            if frame.sample_rate not in _RATES:
                raise BadInput(f"{name} says it has {frame.sample_rate} samples a second, which no sound has.")
            chain = _Chain(frame)
        yield chain.feed(frame)
    if chain is not None:
        yield chain.flush()


class _Chain:
    """Decoded frames of one rate and layout -> mono -> ``SAMPLE_RATE`` -> 16 bit."""

    def __init__(self, frame: AudioFrame) -> None:
        self._rate = frame.sample_rate
        self._layout = frame.layout.name
        self._channels = frame.layout.nb_channels
        names = [channel.name for channel in frame.layout.channels]
        low = [number for number, name in enumerate(names) if name == "LFE"]
        self._downmix = Downmix(
            rate=self._rate, channels=self._channels, leave_out=low if len(low) < self._channels else ()
        )
        self._resampler: Any = None
        if self._rate != SAMPLE_RATE:
            import soxr

            self._resampler = soxr.ResampleStream(self._rate, SAMPLE_RATE, 1, dtype="float32", quality="HQ")

    def fits(self, frame: AudioFrame) -> bool:
        return (frame.sample_rate, frame.layout.name, frame.layout.nb_channels) == (
            self._rate,
            self._layout,
            self._channels,
        )

    def feed(self, frame: AudioFrame) -> Samples:
        return self._finished(self._downmix.feed(_signal(frame, self._channels)), last=False)

    def flush(self) -> Samples:
        return self._finished(self._downmix.flush(), last=True)

    def _finished(self, mono: Signal, *, last: bool) -> Samples:
        if self._resampler is not None:
            mono = self._resampler.resample_chunk(mono, last=last)
        samples: Samples = np.clip(np.rint(mono * 32768.0), -32768, 32767).astype(np.int16)
        return samples


def _signal(frame: AudioFrame, channels: int) -> Signal:
    """A decoded frame as (channels, n) in -1..1, without NaN and infinity."""
    if frame.format.is_planar and channels >= _PLANES:
        frame = _interleaved(frame)
    raw: npt.NDArray[Any] = frame.to_ndarray()
    if not frame.format.is_planar:
        raw = raw.reshape(-1, channels).T
    if raw.dtype == np.uint8:
        return (raw.astype(np.float32) - 128.0) / 128.0
    if raw.dtype.kind == "i":
        return (raw / _FULL_SCALE[raw.dtype.str[1:]]).astype(np.float32)
    signal: Signal = np.clip(np.nan_to_num(raw, nan=0.0, posinf=0.0, neginf=0.0), -1.0, 1.0).astype(np.float32)
    return signal


def _interleaved(frame: AudioFrame) -> AudioFrame:
    """The same samples as float, channels interleaved."""
    import av

    frame.pts = None  # nothing to be filled in before it
    converter = av.AudioResampler(format="flt", layout=frame.layout, rate=frame.sample_rate)
    (interleaved,) = converter.resample(frame)
    return interleaved


def _shortfall(container: InputContainer, stream: AudioStream, source: _Source, heard: float) -> str | None:
    """How a file that gave ``heard`` seconds shows that it should be longer; None if it does not."""
    kind = container.format.name
    if kind == "ogg":
        return f"after {heard:.1f} s" if _ogg_is_cut(source) else None
    promised = None
    if kind == "wav":
        start, size = _wav_data(source.head)
        if 0 < source.end - start < size - 1:
            promised = heard * size / (source.end - start)
    elif kind == "aac" or (kind == "mp3" and not _mp3_knows_its_length(source.head)):
        pass  # libav's figure is an estimate from the bit rate
    elif stream.duration and stream.time_base is not None:
        promised = float(stream.duration * stream.time_base)
    if promised is None or heard + (0 if kind == "wav" else _SHORTFALL_SECONDS) >= promised:
        return None
    return f"after {heard:.1f} of {promised:.1f} s"


def _wav_data(head: bytes) -> tuple[int, int]:
    """Offset and promised size of the samples in a WAV file, size 0 where that is not known.

    RIFF: after 12 bytes come chunks of a four-letter name, a size (32 bit, little-endian), and as many bytes.
    """
    position = 12
    while head[:4] == b"RIFF" and position + 8 <= len(head):
        name, size = head[position : position + 4], int.from_bytes(head[position + 4 : position + 8], "little")
        if name == b"data":
            return position + 8, size if size < _UNKNOWN_LENGTH else 0
        position += 8 + size + size % 2
    return 0, 0


def _mp3_knows_its_length(head: bytes) -> bool:
    """Whether the first frame, after an ID3v2 tag (its size: 4 times 7 bits), is an encoder's note of the length."""
    start = 10 + sum(byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
    frame = head[start if head.startswith(b"ID3") else 0 :][:2048]
    return re.search(rb"Xing|Info|VBRI", frame) is not None


def _ogg_is_cut(source: _Source) -> bool:
    """Whether the last page of an Ogg file lacks the end-of-stream flag (RFC 3533: bit 0x04 of byte 5)."""
    tail = source.last_bytes(_OGG_PAGE)
    if tail is None:
        return False
    page = tail.rfind(b"OggS")
    return page < 0 or len(tail) < page + 6 or not tail[page + 5] & 0x04


def _after(first: Samples, rest: Iterator[Samples]) -> Iterator[Samples]:
    yield first
    yield from rest
