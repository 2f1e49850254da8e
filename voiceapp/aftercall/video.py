"""The film of a call: a title, what there was to hear and to see with captions, and the company's official statement.

    write_video(CallFolder(Path("calls/2025-01-01")), language="fr", captions="burn")

needs PyAV and PySide6 (for its painter; no display). Everything comes from the journal and the recording.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from voiceapp.aftercall.captions import Cue, cues
from voiceapp.aftercall.chapters import Chapter, chapters
from voiceapp.aftercall.highlights import best_stretch
from voiceapp.aftercall.measures import Measures, measured
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.statement import Statement, statement_on
from voiceapp.aftercall.texts import LANGUAGES, texts
from voiceapp.aftercall.transcript import clock
from voiceapp.call_folder import CallFolder, cannot_write, owner_only
from voiceapp.errors import BadInput, Missing, UsageFault

if TYPE_CHECKING:
    from voiceapp.aftercall.video_file import Track, VideoFile
    from voiceapp.audio.frames import Samples
    from voiceapp.pictures.scene import Box, Scene

LANDSCAPE, PORTRAIT = (1280, 720), (1080, 1920)
RATE = 15
"""Frames a second: mouths move, and nothing else that moves is fast."""

TITLE, SHORT_TITLE = 3.4, 2.2
"""Seconds the title card stays before a whole call, and before a part of one."""

READING = 1 / 20
"""Seconds for each letter of a page of the statement, besides ``PAGE`` for the page."""
PAGE, LAST_PAGE = 1.4, 5.0

Captions = Literal["burn", "track", "none"]
Progress = Callable[[float, float], None]
"""Told how many seconds of the film there are, and how many there will be."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the end card."""

    text: str
    seconds: float
    fame: str = ""
    figures: Sequence[tuple[str, str]] = ()


def write_video(
    folder: CallFolder,
    *,
    language: str | None = None,
    captions: Captions = "burn",
    size: tuple[int, int] = LANDSCAPE,
    span: tuple[float | None, float | None] = (None, None),
    best: float | None = None,
    output: Path | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path | None:
    """Write ``video.mp4`` into a call folder, or to ``output``. Returns where it is, or ``None`` when it was cancelled.

    ``language`` is that of the captions and all that is painted, or else the one that was spoken. ``captions`` are
    painted (burn), tracks in every language (track), or left out. ``span`` cuts from and to a second of the call;
    ``best`` makes a film of that many seconds, its cards included, of the funniest stretch (see ``highlights``).

    Nothing is left of a film that was not finished. Raises ``BadInput`` when the folder has no journal or recording,
    or the file cannot be written; ``UsageFault`` for a span that is none; ``Missing`` without PySide6.
    """
    from voiceapp.aftercall.player import read_recording

    require_painter()
    record = Record.read(folder)
    recording = read_recording(folder.recording)
    if recording is None:
        raise BadInput(f"{folder.recording} is missing: a film needs the sound of its call; name another folder")
    language = language or record.language
    film = _Film(record, recording, language if language in LANGUAGES else "en", captions, size, span, best)
    path = output or folder.video
    with _finished_or_gone(path) as part:
        if not film.write(part, progress, cancelled):
            return None
        try:
            part.replace(path)
        except OSError as fault:
            raise cannot_write(path, fault) from None
    return path


def require_painter() -> None:
    """Raise ``Missing`` when what paints the film is not installed, or lacks a library of the system."""
    try:
        import voiceapp.pictures.scene  # noqa: F401
    except ImportError as fault:
        raise _without_painter(str(fault)) from None


class _Film:
    """A film that is to be made."""

    def __init__(
        self,
        record: Record,
        recording: Samples,
        language: str,
        captions: Captions,
        size: tuple[int, int],
        span: tuple[float | None, float | None],
        best: float | None,
    ) -> None:
        self.record, self.recording, self.language, self.captions, self.size = (
            record,
            recording,
            language,
            captions,
            size,
        )
        self.measures = measured(record)
        statement = statement_on(self.measures, language)
        whole = span == (None, None) and best is None
        self.title = TITLE if whole else SHORT_TITLE
        self.pages = list(_pages(statement, self.measures, texts("words", language), short=not whole))
        self.start, self.end = _span(record, span)
        if best is not None:
            room = best - self.title - sum(page.seconds for page in self.pages)
            self.start, self.end = best_stretch(record, self.measures, max(5.0, room), within=(self.start, self.end))
        frames = round((self.end - self.start) * RATE)
        self.end = self.start + frames / RATE

    @property
    def seconds(self) -> float:
        """How long the film is."""
        pages = sum(round(page.seconds * RATE) for page in self.pages)
        return (round(self.title * RATE) + pages) / RATE + self.end - self.start

    def write(self, path: Path, progress: Progress | None, cancelled: Callable[[], bool] | None) -> bool:
        """Make the file. Returns whether it was finished. Raises ``BadInput`` when it cannot be written."""
        from voiceapp.aftercall.video_file import VideoFile

        width, height = self.size
        try:
            file = VideoFile(
                path,
                width=width,
                height=height,
                rate=RATE,
                title=f"{self.measures.title} – {self.measures.company}",
                language=self.record.language,
                chapters=self._chapters(),
                seconds=self.seconds,
                tracks=self._tracks() if self.captions == "track" else (),
            )
            try:
                whole = self.seconds
                for n, _ in enumerate(self._frames(file)):
                    if n % RATE == 0:
                        if cancelled and cancelled():
                            file.give_up()
                            return False
                        if progress:
                            progress(file.seconds, whole)
                file.close()
                if progress:
                    progress(whole, whole)
            except BaseException:
                file.give_up()
                raise
        except OSError as fault:  # libav's faults are of this kind too
            raise cannot_write(path, fault) from None
        return True

    def _frames(self, file: VideoFile) -> Iterator[None]:
        """Every frame of the film, with the sound that goes with it."""
        from voiceapp.aftercall.report import reference
        from voiceapp.aftercall.video_sound import gains, mixed
        from voiceapp.aftercall.video_story import Story
        from voiceapp.pictures.brand import Style
        from voiceapp.pictures.offscreen import be_ready_to_paint
        from voiceapp.pictures.scene import Scene

        be_ready_to_paint()
        scene = Scene(*self.size, Style(language=self.language), captions=self.captions != "none")
        factors = gains(self.record, self.recording)
        m, about = self.measures, _matter(self.record, self.language)
        for n in range(round(self.title * RATE)):
            changed = scene.show_title(m.title, m.number, n / RATE, about=about)
            self._still(file, scene, changed)
            yield
        story = Story(self.record, self.recording, factors, self.language, RATE, reference(m))
        sound = mixed(self.recording, factors, self.start, self.end)
        for shot in story.shots(self.start, self.end):
            while file.sounded <= file.seconds + 1:
                block = next(sound, None)
                if block is None:
                    break
                file.add_sound(block)
            changed = scene.show(shot)
            file.add_frame(scene.pixels, changed)
            yield
        for block in sound:
            file.add_sound(block)
        for number, page in enumerate(self.pages):
            for n in range(round(page.seconds * RATE)):
                changed = scene.show_end(page.text, page.figures, n / RATE, fame=page.fame, page=number)
                self._still(file, scene, changed)
                yield

    def _still(self, file: VideoFile, scene: Scene, changed: list[Box]) -> None:
        """A frame without sound."""
        from voiceapp.aftercall.video_sound import RATE as SAMPLES

        silent = round((file.seconds + 1 / RATE - file.sounded) * SAMPLES)
        file.add_sound(np.zeros((2, max(0, silent)), dtype=np.float32))
        file.add_frame(scene.pixels, changed)

    def _chapters(self) -> list[Chapter]:
        first, *rest = chapters(self.record, self.language, self.start, self.end) or [
            Chapter(start=self.start, title="")
        ]
        shift = self.title - self.start
        made = [
            Chapter(start=0.0, title=self.measures.title),
            *(replace(c, start=c.start + shift) for c in (first, *rest)),
        ]
        made.append(Chapter(start=self.title + self.end - self.start, title=texts("words", self.language)["statement"]))
        return [chapter for chapter in made if chapter.title]

    def _tracks(self) -> list[Track]:
        from voiceapp.aftercall.video_file import Track

        names = texts("words", self.language)["languages"]
        order = sorted(LANGUAGES, key=lambda language: language != self.language)
        return [
            Track(language=language, name=names[language], cues=self._moved(cues(self.record, language)))
            for language in order
        ]

    def _moved(self, captions: Sequence[Cue]) -> list[Cue]:
        """The cues between the cuts, at times of the film."""
        shift = self.title - self.start
        return [
            replace(cue, start=max(cue.start, self.start) + shift, end=min(cue.end, self.end) + shift)
            for cue in captions
            if cue.start < self.end - 0.2 and cue.end > self.start + 0.2
        ]


def _span(record: Record, span: tuple[float | None, float | None]) -> tuple[float, float]:
    start, end = span[0] or 0.0, record.duration if span[1] is None else min(span[1], record.duration)
    if not 0 <= start < record.duration:
        raise UsageFault(
            f"the call is {record.duration:.0f} s long and nothing begins at {start:g} s; give another --from"
        )
    if end - start < 0.5:
        raise UsageFault(f"from {start:g} s to {end:g} s there is nothing to see; give a --to that comes later")
    return start, end


def _matter(record: Record, language: str) -> str:
    """What the caller rang about, in their own words."""
    turn = next((turn for turn in record.turns if turn.text and turn.intent == "report_problem"), None)
    opening, closing = ("«\u00a0", "\u00a0»") if language == "fr" else ("“", "”")
    return f"{opening}{turn.text}{closing}" if turn else ""


def _pages(statement: Statement, m: Measures, words: Mapping[str, str], *, short: bool) -> Iterator[Page]:
    """The statement in pages that one has time to read; of a part of a call only how it ends."""
    if not short:
        for text in statement.paragraphs:
            yield Page(text=text, seconds=PAGE + READING * len(text))
    figures = (
        (clock(m.time.total), words["duration"]),
        (clock(m.time.hold), words["hold"]),
        (str(m.transfers), words["transfers"]),
        (str(m.cuts), words["cuts"]),
        (clock(m.time.understood), words["understood"]),
    )
    text = statement.headline
    yield Page(text=text, seconds=LAST_PAGE + READING * len(statement.fame) / 2, fame=statement.fame, figures=figures)


@contextmanager
def _finished_or_gone(path: Path) -> Iterator[Path]:
    """A name beside ``path`` to write to, readable by its owner alone; whatever is left there is removed."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        os.close(owner_only(str(part), os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
    except OSError as fault:
        raise cannot_write(path, fault) from None
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink()


def _without_painter(fault: str) -> Missing:
    if "No module named" in fault:
        return Missing('films are painted by PySide6, which is not installed; type: pip install "voiceapp[video]"')
    return Missing(f"Qt, which paints films, cannot be loaded: {fault}; voiceapp doctor tells what to install")
