"""Makes what one takes home, while the page after the call shows how far it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from voiceapp.call_folder import CallFolder
from voiceapp.call_view import CallView
from voiceapp.window import home
from voiceapp.window.after_page import AfterPage
from voiceapp.window.jobs import Jobs
from voiceapp.window.settings import Settings

if TYPE_CHECKING:
    from voiceapp.window.jobs import Job
    from voiceapp.window.sound import Playback

WATCH = 200
"""Milliseconds between two looks at whether the recording still plays."""


class Keepsakes(QObject):
    """Report, recording, video and folder of one call at a time. ``fault`` is told what went wrong."""

    def __init__(self, page: AfterPage, settings: Settings, jobs: Jobs, fault: Callable[[str], None]) -> None:
        super().__init__(page)
        self.folder: Path | None = None
        self._page, self._settings, self._jobs, self._fault = page, settings, jobs, fault
        self._playback: Playback | None = None
        self._video: Job | None = None
        page.report_wanted.connect(self._report)
        page.play_wanted.connect(self._play)
        page.video_wanted.connect(self._make_video)
        page.video_cancelled.connect(self.cancel_video)
        page.letter_wanted.connect(lambda: self._open(self.folder and home.letter(self.folder)))
        page.folder_wanted.connect(lambda: self._open(self.folder))

    def show(self, folder: Path, view: CallView) -> None:
        """Show what is left of the call in ``folder``."""
        self.folder = folder
        self._page.show_call(view, home.transcript(folder))
        self._page.show_progress(None)
        self._page.letter.setEnabled(home.letter(folder) is not None)

    def fall_silent(self) -> None:
        """Stop the recording."""
        if self._playback:
            self._playback.close()
            self._playback = None
        self._page.set_playing(False)

    def cancel_video(self) -> None:
        """Give the video up."""
        if self._video:
            self._video.cancel()
            self._video = None
        self._page.show_progress(None)

    def _report(self) -> None:
        folder = self.folder
        if folder:
            self._page.say(self.tr("The report is being made."))
            self._jobs.do(lambda job: home.report(folder), self._report_made, self._failed)

    def _report_made(self, report: Path) -> None:
        self._page.saved(report)
        self._open(report)

    def _failed(self, fault: str) -> None:
        self._video = None
        self._page.say("")
        self._page.show_progress(None)
        self._fault(fault)

    def _open(self, path: Path | None) -> None:
        if path and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._fault(self.tr("Nothing here opens {path}.").format(path=path))

    def _play(self, playing: bool) -> None:
        from voiceapp.window.sound import Playback

        self.fall_silent()
        if playing and self.folder:
            self._playback = Playback(CallFolder(self.folder).recording, self._settings.loudspeaker)
            self._playback.play()
            self._page.set_playing(True)
            self._watch()

    def _watch(self) -> None:
        playback = self._playback
        if playback is None:
            return
        if playback.playing:
            QTimer.singleShot(WATCH, self, self._watch)
            return
        self.fall_silent()
        if playback.fault:
            self._fault(playback.fault)

    def _make_video(self) -> None:
        folder, language = self.folder, self._settings.captions
        if folder is None:
            return
        self._page.say(self.tr("The video is being made."))
        self._page.show_progress(0.0)
        self._video = self._jobs.do(
            lambda job: home.video(folder, language=language, progress=job.report, cancelled=job.cancelled),
            self._video_made,
            self._failed,
            progress=lambda done, whole: self._page.show_progress(done / whole if whole else 0.0),
        )

    def _video_made(self, video: Path | None) -> None:
        self._video = None
        self._page.show_progress(None)
        if video:
            self._page.saved(video)
