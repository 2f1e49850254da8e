"""What the lobby shows, found out while the window can be used: scenarios, devices, the model, past calls."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from voiceapp.window.jobs import Job, Jobs
from voiceapp.window.lobby import Lobby, Offer
from voiceapp.window.model_panel import ModelPanel
from voiceapp.window.offers import offers, past_calls, torn_call
from voiceapp.window.settings import Settings
from voiceapp.window.switchboard import Switchboard

if TYPE_CHECKING:
    from voiceapp.company import Company
    from voiceapp.dialogue.scenario import Scenario
    from voiceapp.live import SoundCard
    from voiceapp.window.sound import Sound


class BeforeCall(QObject):
    """Fills ``lobby`` and keeps ready what the next call needs.

    ``number_known`` tells the number of the chosen scenario; ``torn_found`` of a last call that was torn off.
    """

    number_known = Signal(str)
    torn_found = Signal(object)

    def __init__(
        self, lobby: Lobby, model_panel: ModelPanel, settings: Settings, switchboard: Switchboard, jobs: Jobs
    ) -> None:
        super().__init__(lobby)
        self._lobby, self._model_panel = lobby, model_panel
        self._settings, self._switchboard, self._jobs = settings, switchboard, jobs
        self._sound: Sound | None = None
        self._has_model = True
        lobby.scenario_chosen.connect(self._choose)
        lobby.typing_chosen.connect(lambda typing: setattr(settings, "typing", typing))
        lobby.seed_chosen.connect(lambda seed: setattr(settings, "seed", seed))
        model_panel.installed.connect(self._model_came)

    def look_around(self) -> None:
        """Find out what is here, and load what the next call needs, while the window can be used."""
        self.offer()
        self._jobs.do(lambda job: self._switchboard.has_model(), self._model_found)
        self.look_for_sound()
        self.list_recent()
        calls, declined = self._settings.calls_folder, self._settings.declined
        self._jobs.do(lambda job: torn_call(calls, declined), self.torn_found.emit)

    def offer(self) -> None:
        """Read the scenarios, the chosen one first."""
        chosen, language = self._settings.scenario, self._settings.speaks
        self._jobs.do(
            lambda job: offers(self._switchboard, chosen, language, job.news.emit),
            lambda _: self._prepare(),
            news=self._offered,
        )

    def list_recent(self) -> None:
        """List the past calls."""
        folders = self._settings.recent
        self._jobs.do(lambda job: past_calls(folders), self._lobby.set_recent)

    def look_for_sound(self) -> None:
        """Find the devices that are set."""
        microphone, loudspeaker = self._settings.microphone, self._settings.loudspeaker

        def work(job: Job) -> Sound:
            from voiceapp.window.sound import look

            return look(microphone, loudspeaker)

        self._jobs.do(work, self._sound_found)

    def show_number(self) -> None:
        """Tell the number of the chosen scenario, as soon as it has been read."""
        future = self.scenario
        self.number_known.emit(future.result().number if future.done() and not future.exception() else "")

    @property
    def scenario(self) -> Future[Scenario]:
        """The one that is chosen."""
        return self._switchboard.scenario(self._settings.scenario, self._settings.speaks)

    @property
    def company(self) -> Future[Company]:
        """The one that would be phoned; it hears no words where there is no model."""
        return self._switchboard.company(self._settings.scenario, self._settings.speaks, typed=not self._has_model)

    def devices(self) -> Callable[[], SoundCard]:
        """What opens the devices that are set, on the thread of the call."""
        from voiceapp.window.sound import open_card

        typing = self._settings.typing or self._sound is None or not self._sound.can_speak
        microphone, loudspeaker = self._settings.microphone, self._settings.loudspeaker
        headset = self._settings.headset
        return lambda: open_card(microphone=microphone, loudspeaker=loudspeaker, headset=headset, typing=typing)

    def _model_found(self, there: bool) -> None:
        self._has_model = there
        if not there:
            self._model_panel.offer()

    def _model_came(self) -> None:
        self._has_model = True
        self._prepare()

    def _sound_found(self, sound: Sound) -> None:
        self._sound = sound
        if sound.fault:
            self._lobby.set_sound(sound.fault[:1].upper() + sound.fault[1:])
        else:
            text = self.tr("You speak into {microphone} and hear {loudspeaker}.")
            self._lobby.set_sound(text.format(microphone=sound.microphone, loudspeaker=sound.loudspeaker))

    def _offered(self, found: list[Offer]) -> None:
        self._lobby.set_offers(found, self._settings.scenario)
        self.show_number()

    def _choose(self, scenario: str) -> None:
        self._settings.scenario = scenario
        self.show_number()
        self._prepare()

    def _prepare(self) -> None:
        _ = self.company  # asked for, it is loaded
