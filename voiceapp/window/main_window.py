"""The window: the telephone on the left, and beside it the lobby, the call, or what is left of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from voiceapp.call_view import CallView, Phase
from voiceapp.commands.options import MAX_MINUTES
from voiceapp.dialogue.events import KEYS
from voiceapp.errors import VoiceappError
from voiceapp.window import home, look
from voiceapp.window.after_page import AfterPage
from voiceapp.window.before_call import BeforeCall
from voiceapp.window.call_page import CallPage
from voiceapp.window.controls import LOBBY, Green, Red, controls
from voiceapp.window.jobs import Jobs
from voiceapp.window.keepsakes import Keepsakes
from voiceapp.window.live_call import LiveCall
from voiceapp.window.lobby import Lobby
from voiceapp.window.menus import Deeds, Menus
from voiceapp.window.model_panel import ModelPanel
from voiceapp.window.notice import Notice
from voiceapp.window.past import Past
from voiceapp.window.replay_bar import ReplayBar
from voiceapp.window.settings import TEXT_SIZES, Settings
from voiceapp.window.source import Source
from voiceapp.window.switchboard import Switchboard
from voiceapp.window.telephone import Telephone

if TYPE_CHECKING:
    from voiceapp.live import SoundCard
    from voiceapp.resumption import TornOff

NAME = "Mobilimbo"

TICK = 33
"""Milliseconds between two looks at a call that runs: thirty a second, as often as a mouth needs."""


class MainWindow(QMainWindow):
    """``card`` makes the sound card of a call; without it the devices of the settings are opened."""

    closed = Signal()

    def __init__(
        self,
        settings: Settings,
        *,
        switchboard: Switchboard | None = None,
        card: Callable[[], SoundCard] | None = None,
        start: str | None = None,
        output: Path | None = None,
        max_seconds: float = MAX_MINUTES * 60,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._switchboard = switchboard or Switchboard()
        self._card, self._start, self._output, self._max_seconds = card, start, output, max_seconds
        self._call: LiveCall | None = None
        self._source: Source | None = None
        self._trouble = ""
        self._view = CallView()
        self._closing = False
        self._make_parts()
        self._make_menus()
        self._connect()
        self.setWindowTitle(NAME)
        self.setMinimumSize(900, 600)
        if not self.restoreGeometry(settings.geometry):
            self.resize(1200, 780)
        self.ticker = QTimer(self)
        self.ticker.setInterval(TICK)
        self.ticker.timeout.connect(self.tick)
        self.dress()
        self.show_lobby()
        self._painted = False

    # The parts --------------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.telephone = Telephone(self)
        self.model_panel = ModelPanel(self)
        self.lobby = Lobby(self.model_panel, self)
        self.call_page = CallPage(self)
        self.after_page = AfterPage(self)
        self.notice = Notice(self)
        self._jobs = Jobs(self.notice.say, self)
        self.before = BeforeCall(self.lobby, self.model_panel, self._settings, self._switchboard, self._jobs)
        self.keepsakes = Keepsakes(self.after_page, self._settings, self._jobs, self.notice.say)
        self.replay_bar = ReplayBar(self)
        self.past = Past(self.replay_bar, self._settings, self._jobs)
        self.pages = QStackedWidget(self)
        for page in (self.lobby, self.call_page, self.after_page):
            self.pages.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.notice)
        right.addWidget(self.pages, 1)
        right.addWidget(self.replay_bar)
        inside = QWidget(self)
        row = QHBoxLayout(inside)
        row.setContentsMargins(12, 8, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.telephone)
        row.addLayout(right, 1)
        self.setCentralWidget(inside)

    def _make_menus(self) -> None:
        deeds = Deeds(
            green=self._green,
            red=self._red,
            mute=self.telephone.mute.toggle,
            type=self._to_the_line,
            past_call=self._ask_for_folder,
            lobby=self.show_lobby,
            settings=self._settings_dialog,
            zoom=self._zoom,
            appear=self._appear,
            caption=self._caption,
        )
        self.menus = Menus(self, self._settings, deeds)

    def _connect(self) -> None:
        phone, lobby, after = self.telephone, self.lobby, self.after_page
        phone.key_pressed.connect(self.press)
        phone.green_pressed.connect(self._green)
        phone.red_pressed.connect(self._red)
        phone.mute_toggled.connect(self._mute)
        phone.volume_changed.connect(self._set_volume)
        phone.volume.setValue(round(self._settings.volume * 100))
        self.call_page.said.connect(self.say)
        self.call_page.line.installEventFilter(self)
        lobby.captions_chosen.connect(self._caption)
        lobby.settings_wanted.connect(self._settings_dialog)
        lobby.replay_wanted.connect(self.replay)
        lobby.folder_wanted.connect(self._ask_for_folder)
        self.before.number_known.connect(phone.display.set_number)
        self.before.torn_found.connect(self._offer_to_go_on)
        after.again_wanted.connect(self._call_again)
        after.replay_wanted.connect(lambda: self.replay(self.keepsakes.folder))
        self.past.began.connect(self._past_began)
        self.past.moved.connect(self._past_moved)
        self.past.left.connect(self.show_lobby)

    # How it looks -----------------------------------------------------------------------------------------------------

    def dress(self) -> None:
        """Put on palette, type and languages as they are set."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        language = app.property("language") or "en"
        style = look.style_for(app, self._settings.appearance, self._settings.text_size, language)
        look.put_on(app, style)
        self.style_now = style
        self.call_page.conversation.captions.set_language(self._settings.captions, style)
        look.dress(self, style)
        self.telephone.setFixedWidth(round(min(360, 250 * max(1.0, style.text**0.7))))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt's: the system may have become dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and self._settings.appearance == "system":
            QTimer.singleShot(0, self.dress)

    def _zoom(self, step: int) -> None:
        now = TEXT_SIZES.index(self._settings.text_size)
        wanted = 100 if step == 0 else TEXT_SIZES[min(len(TEXT_SIZES) - 1, max(0, now + step))]
        self._settings.text_size = wanted
        self.dress()

    def _appear(self, appearance: str) -> None:
        self._settings.appearance = appearance
        self.dress()

    def _caption(self, language: str) -> None:
        self._settings.captions = language
        self.dress()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's: what takes its time begins when there is something to look at."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.before.look_around)

    # Before a call ----------------------------------------------------------------------------------------------------

    def _offer_to_go_on(self, torn: TornOff | None) -> None:
        """The last call was torn off: the company would like to call back."""
        if torn is None or self._call:
            return
        from voiceapp.aftercall.transcript import clock

        self._settings.declined = str(torn.folder)  # asked once
        text = self.tr("Your last call was torn off at {time}. {company} would like to call you back.")
        self.notice.say(
            text.format(time=clock(torn.duration), company=NAME),
            self.tr("Let it ring"),
            lambda: self._go_on(torn),
        )

    def _go_on(self, torn: TornOff) -> None:
        try:
            self._settings.scenario = torn.scenario(self._settings.scenario)
        except VoiceappError as fault:
            self.notice.say(str(fault))
            return
        self._settings.speaks = torn.language
        self._output = torn.next_folder
        self.call(torn.lines)

    def show_lobby(self) -> None:
        """Go back to choosing; not while a call runs."""
        if self._call:
            return
        self.keepsakes.fall_silent()
        self.past.stop()
        self._source = None
        self.ticker.stop()
        self._view = CallView()
        self.lobby.set_options(seed=self._settings.seed, captions=self._settings.captions, typing=self._settings.typing)
        self.pages.setCurrentWidget(self.lobby)
        self.setWindowTitle(NAME)
        self.telephone.set_controls(LOBBY)
        self.before.show_number()
        self.menus.set_controls(LOBBY, calling=False)
        self.telephone.display.set_dialled("")
        self.telephone.display.set_time(None)

    # A call -----------------------------------------------------------------------------------------------------------

    def call(self, recalled: Sequence[Mapping[str, Any]] = ()) -> None:
        """Dial; or be called back about a call that was torn off, whose journal is ``recalled``."""
        if self._call:
            return
        self.keepsakes.fall_silent()
        self.past.stop()
        self.notice.hide()
        company, scenario = self.before.company, self.before.scenario
        self._view = CallView.of(scenario.result()) if scenario.done() and not scenario.exception() else CallView()
        output, calls = self._output, self._settings.calls_folder
        self._output = None
        self._call = LiveCall(
            company,
            folder=lambda: home.new_folder(output, calls),
            card=self._card or self.before.devices(),
            seed=self._settings.seed,
            start=self._start,
            max_seconds=self._max_seconds,
            recalled=recalled,
        )
        self._call.handset.volume = self._settings.volume
        self._call.handset.muted = self.telephone.mute.isChecked()
        self.look_at(self._call, self._view)

    def _call_again(self) -> None:
        """Dial the same number again."""
        self.show_lobby()
        self.call()

    def look_at(self, source: Source, view: CallView) -> None:
        """Show a call from its beginning; ``view`` is an empty view of it."""
        self._source, self._view, self._trouble = source, view, ""
        self.call_page.conversation.show_captions([], "")
        self.call_page.show_view(view)
        self.telephone.display.set_dialled("")
        self.telephone.display.set_time(0.0)
        self._put_controls(live=source.live)
        self.pages.setCurrentWidget(self.call_page)
        if source.live:
            self.call_page.line.setFocus()
        self.ticker.start()

    def tick(self) -> None:
        """Look at the call and paint what is new."""
        source = self._source
        if source is None:
            return
        over = source.over  # asked before the lines: what is written after the last line is not missed
        lines = source.lines()
        rang = self._view.phase is Phase.CALLED
        if lines and self._view.phase is Phase.IDLE:
            self._know_the_cast()
        for line in lines:
            self._view.apply(line)
        self._view.advance(source.t)
        if lines:
            self.call_page.show_view(self._view)
            self._put_controls(live=source.live)
            if self._view.number:
                self.telephone.display.set_number(self._view.number)
            self.telephone.display.set_dialled("".join(key for _, key in self._view.keys))
            if self._view.phase is Phase.CALLED and not rang:
                self._ring()
        self.call_page.tick(self._view, source)
        self.telephone.level.set_level(source.caller_level)
        self.telephone.display.set_time(self._view.t)
        self._tell(source.trouble)
        self.telephone.ring(self._view.t - self._view.journey[-1].arrived if self._view.phase is Phase.CALLED else None)
        if not source.live:
            self.past.show_time()
        elif over and self._call:
            self._call_over(self._call)

    def _tell(self, trouble: str) -> None:
        """Say what the caller has to know, once, and no longer than it is so."""
        if trouble == self._trouble:
            return
        if trouble:
            self.notice.say(trouble)
        elif self.notice.text.casefold() == self._trouble.casefold():
            self.notice.hide()
        self._trouble = trouble

    def _know_the_cast(self) -> None:
        """A call that was begun before its scenario had been read: take it now."""
        scenario = self.before.scenario
        if self._call and scenario.done() and not scenario.exception():
            self._view = CallView.of(scenario.result())

    def _put_controls(self, *, live: bool) -> None:
        now = controls(self._view, live=live)
        self.telephone.set_controls(now)
        self.call_page.set_controls(now, live=live)
        self.menus.set_controls(now, calling=self._call is not None)

    def _ring(self) -> None:
        """The company calls: the window asks to be looked at."""
        QApplication.alert(self, 0)
        self.setWindowTitle(self.tr("{company} is calling you").format(company=NAME))
        if not self.call_page.line.text():
            self.telephone.green.setFocus()

    def _call_over(self, call: LiveCall) -> None:
        self._call = self._source = None
        self.ticker.stop()
        if call.folder:
            self.keepsakes.folder = call.folder
            self._settings.remember(call.folder)
            self.before.list_recent()
        if self._closing:
            self.close()
        elif call.folder is None:
            self.show_lobby()
        else:
            self._put_controls(live=True)
            self.keepsakes.show(call.folder, self._view)
            self.pages.setCurrentWidget(self.after_page)
            self.after_page.report.setFocus()
        if call.fault:
            self.notice.say(call.fault)

    def press(self, key: str) -> None:
        """Press a key of the telephone."""
        if self._call and key in KEYS:
            self._call.handset.press(key)

    def say(self, words: str) -> None:
        """Say what was typed."""
        if self._call:
            self._call.handset.type(words)

    def _green(self) -> None:
        shown = self.telephone.controls
        if shown is None:
            return
        if shown.green is Green.CALL:
            self.call()
        elif self._call and shown.green is Green.RING_BACK:
            self._call.handset.ring_back()
            self.call_page.line.setFocus()
        elif self._call and shown.green is Green.ANSWER:
            self._call.handset.answer()
            self.setWindowTitle(NAME)
            self.call_page.line.setFocus()

    def _red(self) -> None:
        shown = self.telephone.controls
        if self._call is None or shown is None:
            return
        if shown.red is Red.HANG_UP:
            self._call.handset.hang_up()
        elif shown.red is Red.LEAVE:
            self._call.leave()

    def _mute(self, muted: bool) -> None:
        if self._call:
            self._call.handset.muted = muted

    def _set_volume(self, volume: float) -> None:
        self._settings.volume = volume
        if self._call:
            self._call.handset.volume = volume

    def _to_the_line(self) -> None:
        if self._call:
            self.call_page.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt's: keys that nobody else wants are the telephone's."""
        key = event.text()
        if self._call and key and key in KEYS and not event.isAutoRepeat():
            self.telephone.keypad.press(key)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt's: the numeric pad is the telephone's, also while one types."""
        if self._call and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            pad = event.modifiers() & Qt.KeyboardModifier.KeypadModifier
            if pad and event.text() and event.text() in KEYS:
                if not event.isAutoRepeat():
                    self.telephone.keypad.press(event.text())
                return True
        return super().eventFilter(watched, event)

    # A past call ------------------------------------------------------------------------------------------------------

    def _ask_for_folder(self) -> None:
        if self._call:
            return
        name = QFileDialog.getExistingDirectory(self, self.tr("The folder of a call"), str(self._settings.calls_folder))
        if name:
            self.replay(Path(name))

    def replay(self, folder: Path | None, *, speed: float = 1.0) -> None:
        """Play a past call."""
        if self._call is None and folder is not None:
            self.keepsakes.fall_silent()
            self.past.begin(folder, speed)

    def _past_began(self, empty: CallView) -> None:
        self.keepsakes.fall_silent()
        if self.past.replay:
            self.look_at(self.past.replay, empty)

    def _past_moved(self, empty: CallView) -> None:
        self._view = empty
        self.call_page.conversation.show_captions([], "")
        self.tick()

    # The rest ---------------------------------------------------------------------------------------------------------

    def _settings_dialog(self) -> None:
        from voiceapp.window.settings_dialog import SettingsDialog

        if self._call:
            self.notice.say(self.tr("Settings can be changed when the call is over."))
            return
        dialog = SettingsDialog(self._settings, self)
        look.dress(dialog, self.style_now)
        dialog.exec()
        self.dress()
        self.before.offer()
        self.before.look_for_sound()

    def stop(self, seconds: float) -> None:
        """Give up what is under way, and wait for it."""
        self._jobs.stop(seconds)

    @property
    def view(self) -> CallView:
        """What is shown of the call."""
        return self._view

    @property
    def call_folder(self) -> Path | None:
        """The folder of the call that is shown, or was last."""
        return self._call.folder if self._call else self.keepsakes.folder

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt's: a call that runs is ended first, and its folder completed."""
        if self._call and not self._closing:
            self._closing = True
            self.setEnabled(False)
            self._call.leave()
        if self._call:
            event.ignore()
            return
        self._settings.geometry = self.saveGeometry()
        self._settings.save()
        self.keepsakes.fall_silent()
        self.past.stop()
        self.model_panel.stop()
        self.stop(0.0)
        event.accept()
        self.closed.emit()
