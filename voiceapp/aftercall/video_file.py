"""An MP4 file that ordinary players play: H.264, AAC, captions as tracks, chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voiceapp.aftercall.captions import Cue
from voiceapp.aftercall.chapters import Chapter
from voiceapp.aftercall.video_sound import RATE, Stereo

Pixels = npt.NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""The first and last column and row of a part of a picture: left, top, right, bottom, in pixels."""

QUALITY = 23
"""x264's constant rate factor; 18 cannot be told from the original, 28 can."""

THREADS = 2
"""Of the encoder, always: the same film comes out with the same number of them."""

KEYFRAMES = 4.0
"""Seconds between two frames a player can jump to, at most."""

SOUND_BITS = 112_000
"""Bits a second of sound."""

_REACH = 8  # pixels to each side that have a part in the chroma of one: bicubic halving takes 4
_MILLI = Fraction(1, 1000)
_BT709 = 1  # the number that stands for ITU-R BT.709 as primaries, transfer and matrix in H.264 (Annex E)
_LIMITED = 1
_ISO_639_2 = {"en": "eng", "fr": "fra", "nl": "nld"}
_STYLE = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,{size},&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


@dataclass(frozen=True, kw_only=True)
class Track:
    """Captions in a language, at times of the film."""

    language: str
    name: str
    cues: Sequence[Cue]


class VideoFile:
    """Writes a film: first all that is known beforehand, then frames and sound as they come, in step.

    ``close`` finishes the file; without it there is only debris. Raises ``OSError`` when it cannot be written.
    """

    def __init__(
        self,
        path: Path,
        *,
        width: int,
        height: int,
        rate: int,
        title: str,
        language: str,
        chapters: Sequence[Chapter],
        seconds: float,
        tracks: Sequence[Track] = (),
    ) -> None:
        import av

        self._rate, self._frames, self._samples = rate, 0, 0
        self._file = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        self._file.metadata["title"] = title
        self._picture: Any = self._file.add_stream("libx264", rate=rate)
        self._picture.width, self._picture.height, self._picture.pix_fmt = width, height, "yuv420p"
        self._picture.options = {
            "preset": "veryfast",
            "crf": str(QUALITY),
            "threads": str(THREADS),
            "g": str(round(KEYFRAMES * rate)),
        }
        context = self._picture.codec_context
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = _LIMITED
        self._sound: Any = self._file.add_stream("aac", rate=RATE, layout="stereo", options={"aac_coder": "fast"})
        self._sound.bit_rate = SOUND_BITS
        self._sound.metadata["language"] = _ISO_639_2.get(language, "und")
        self._converters: dict[tuple[int, ...], Any] = {}
        self._frame: Any = None
        _set_chapters(self._file, chapters, seconds)
        self._add_tracks(tracks, width, height)

    def _add_tracks(self, tracks: Sequence[Track], width: int, height: int) -> None:
        from av.subtitles.subtitle import SubtitleSet

        streams: list[Any] = []
        for track in tracks:
            stream: Any = self._file.add_stream("mov_text")
            stream.codec_context.subtitle_header = _STYLE.format(
                width=width, height=height, size=round(height / 18)
            ).encode()
            stream.time_base = _MILLI
            stream.metadata["language"] = _ISO_639_2.get(track.language, "und")
            stream.metadata["title"] = stream.metadata["handler_name"] = track.name
            streams.append(stream)
        for stream, track in zip(streams, tracks, strict=True):
            for n, cue in enumerate(track.cues):
                start, end = round(cue.start * 1000), round(cue.end * 1000)
                words = SubtitleSet.create(text=_dialogue(n, cue), start=0, end=end - start, pts=start)
                packet = stream.codec_context.encode_subtitle(words)
                packet.stream, packet.time_base = stream, _MILLI
                packet.pts = packet.dts = start
                packet.duration = end - start
                self._file.mux(packet)

    def add_frame(self, pixels: Pixels, changed: Sequence[Box]) -> None:
        """One more frame: shape (height, width, 4), blue, green, red, and nothing. ``changed`` is where it is another
        than the frame before."""
        if self._frame is None:
            self._frame = self._converted(pixels)
        else:
            for box in changed:
                self._patch(pixels, box)
        frame = self._frame
        frame.pts, frame.time_base = self._frames, Fraction(1, self._rate)
        self._frames += 1
        self._file.mux(self._picture.encode(frame))

    def _converted(self, pixels: Pixels) -> Any:
        """Pixels as luma and chroma."""
        import av

        painted = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), "bgra")
        converter = self._converters.setdefault(pixels.shape, av.video.reformatter.VideoReformatter())
        return converter.reformat(
            painted, format="yuv420p", src_colorspace="ITU709", dst_colorspace="ITU709", dst_color_range="MPEG"
        )

    def _patch(self, pixels: Pixels, box: Box) -> None:
        """Convert a part of the picture alone: as much around it as its colours reach, from all that reaches there."""
        height, width = pixels.shape[:2]

        def around(reach: int) -> Box:
            left, top, right, bottom = box[0] - reach, box[1] - reach, box[2] + reach + 2, box[3] + reach + 2
            return max(0, left & ~1), max(0, top & ~1), min(width, right & ~1), min(height, bottom & ~1)

        left, top, right, bottom = around(_REACH)
        x, y, until_x, until_y = around(2 * _REACH)
        part = self._converted(pixels[y:until_y, x:until_x])
        for n, (new, old) in enumerate(zip(part.planes, self._frame.planes, strict=True)):
            half = n > 0
            rows, columns = slice(top >> half, bottom >> half), slice(left >> half, right >> half)
            shift = slice((top - y) >> half, (bottom - y) >> half), slice((left - x) >> half, (right - x) >> half)
            _plane(old)[rows, columns] = _plane(new)[shift]

    def add_sound(self, stereo: Stereo) -> None:
        """More sound: shape (2, n) at ``RATE``, full scale 1."""
        import av

        if not stereo.shape[1]:
            return
        frame = av.AudioFrame.from_ndarray(stereo, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._samples, Fraction(1, RATE)
        self._samples += stereo.shape[1]
        self._file.mux(self._sound.encode(frame))

    @property
    def seconds(self) -> float:
        """Of pictures so far."""
        return self._frames / self._rate

    @property
    def sounded(self) -> float:
        """Seconds of sound so far."""
        return self._samples / RATE

    def close(self) -> None:
        """Finish the file."""
        self._file.mux(self._picture.encode(None))
        self._file.mux(self._sound.encode(None))
        self._file.close()

    def give_up(self) -> None:
        """Let go of the file as it is."""
        import av

        try:
            self._file.close()
        except (av.error.FFmpegError, OSError, ValueError):
            return  # what made us give up has been told already


def _plane(plane: Any) -> Pixels:
    """A plane of a frame as an array that shares its memory."""
    return np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)


def _set_chapters(file: Any, chapters: Sequence[Chapter], seconds: float) -> None:
    ends = [*(chapter.start for chapter in chapters), seconds][1:]
    made = [
        {
            "id": n,
            "start": round(chapter.start * 1000),
            "end": round(end * 1000),
            "time_base": _MILLI,
            "metadata": {"title": chapter.title},
        }
        for n, (chapter, end) in enumerate(zip(chapters, ends, strict=True))
    ]
    file.set_chapters(made)


def _dialogue(n: int, cue: Cue) -> bytes:
    """A cue as a line of ASS, in which braces and backslashes would be commands."""
    text = cue.text.replace("\\", "⧵").replace("{", "(").replace("}", ")").replace("\n", "\\N")
    if cue.kind == "caller":
        text = f"{{\\i1}}{text}{{\\i0}}"
    return f"{n},0,Default,,0,0,0,,{text}".encode()
