"""What is remembered, and what of it can be trusted."""

from pathlib import Path

import pytest

from voiceapp.commands.options import DEFAULT_SCENARIO, DEFAULT_SEED
from voiceapp.window.settings import MOST_RECENT, Settings


@pytest.fixture
def file(tmp_path):
    return tmp_path / "somewhere" / "window.ini"


def test_what_is_set_is_there_the_next_time(file, tmp_path):
    first = Settings(file)
    first.scenario, first.seed, first.captions, first.speaks = "parcel", 4, "fr", "nl"
    first.microphone, first.headset, first.typing, first.volume = "USB", False, True, 0.25
    first.text_size, first.appearance, first.language = 150, "dark", "nl"
    first.calls_folder = tmp_path / "mine"
    first.save()
    again = Settings(file)
    assert (again.scenario, again.seed, again.captions, again.speaks) == ("parcel", 4, "fr", "nl")
    assert (again.microphone, again.headset, again.typing, again.volume) == ("USB", False, True, 0.25)
    assert (again.text_size, again.appearance, again.language) == (150, "dark", "nl")
    assert again.calls_folder == tmp_path / "mine"


def test_nonsense_in_the_file_reads_as_the_usual(file):
    file.parent.mkdir()
    file.write_text(
        "[call]\nseed=tomorrow\nlanguage=xx\nrecent=@Invalid()\n[window]\ntext_size=7\nappearance=pink\n"
        "geometry=1\n[sound]\nvolume=99\n"
    )
    settings = Settings(file)
    assert settings.seed == DEFAULT_SEED
    assert settings.scenario == DEFAULT_SCENARIO
    assert (settings.speaks, settings.text_size, settings.appearance) == ("en", 100, "system")
    assert settings.volume == 1.0
    assert settings.recent == []
    assert settings.geometry.isEmpty()


def test_recent_calls_are_those_that_are_still_there_newest_first(file, tmp_path):
    settings = Settings(file)
    folders = [tmp_path / str(n) for n in range(MOST_RECENT + 3)]
    for folder in folders:
        folder.mkdir()
        settings.remember(folder)
    settings.remember(folders[5])
    folders[-1].rmdir()
    settings.save()
    assert Settings(file).recent[:2] == [folders[5], folders[-2]]
    assert len(Settings(file).recent) == MOST_RECENT - 1
    settings.forget_recent()
    assert settings.recent == []
    assert folders[3].is_dir()


def test_one_recent_call_is_a_list_too(file, tmp_path):
    settings = Settings(file)
    settings.remember(tmp_path)
    settings.save()
    assert Settings(file).recent == [Path(tmp_path)]
