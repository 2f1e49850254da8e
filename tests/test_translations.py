"""Scenarios in other languages: captions for every line, and a company that speaks one of them."""

import shutil

import pytest

from voiceapp.errors import BadInput
from voiceapp.scenarios import doubts_of, load

LONG = "So it is {{ heard }}. I have put {{ heard }} down, and I will read the whole of it back to you now."
FRENCH = f"""
"Ann here.": "Ici Ann."
"Press one.": "Appuyez sur un."
"{LONG}": "Donc : « {{{{ heard }}}} »."
"{{{{ heard }}}} once more.": "Encore « {{{{ heard }}}} »."
"And {{{{ heard }}}} as well.": "« {{{{ heard }}}} » aussi."
"The {{{{ heard }}}} again?": "Encore, « {{{{ heard }}}} » ?"
"Always {{{{ heard }}}}.": "Toujours « {{{{ heard }}}} »."
"""
LANGUAGE = """
title: Un appel court
about: Un menu, de la musique, une employée.
cast:
  ann: {voice: {id: roa/fr+f3, rate: 170}, department: Accueil}
words:
  one: [un, une]
"""


@pytest.fixture
def folder(small_scenario, tmp_path):
    folder = tmp_path / "small"
    shutil.copytree(small_scenario, folder)
    (folder / "fr").mkdir()
    return folder


def french(folder, text=FRENCH):
    (folder / "fr" / "scenario.yaml").write_text(text, encoding="utf-8")


def test_a_line_gets_its_translation(folder):
    french(folder)
    lines = load(str(folder)).cast["ann"].lines
    assert lines["open"][0].fr == "Ici Ann."
    assert lines["open"][1] == "Ann again."
    assert "« {{ heard }} »" in lines["trick.mishear"][0].fr


def test_captions_are_in_every_language_there_is(voiceapp, folder, tmp_path):
    import json

    french(folder)
    typed = b"#1\nmy container is in the wrong place\nmy name is margaret\n"
    assert voiceapp("rehearse", "--scenario", folder, "-o", tmp_path / "call", stdin=typed).code == 0
    lines = [json.loads(line) for line in (tmp_path / "call" / "journal.jsonl").read_text("utf-8").splitlines()]
    said = {line["text"]: line["captions"] for line in lines if line["kind"] == "agent.said"}
    assert said["Ann here."] == {"en": "Ann here.", "fr": "Ici Ann."}
    quoting = [line for line in lines if line["kind"] == "agent.said" and line["heard"] and "fr" in line["captions"]]
    assert quoting
    for line in quoting:
        quoted = line["captions"]["fr"].partition("« ")[2].partition(" »")[0]
        assert quoted and quoted in line["text"], "what was misheard stays as it was heard"


def test_a_company_speaks_the_language(voiceapp, folder, tmp_path):
    french(folder)
    (folder / "fr" / "language.yaml").write_text(LANGUAGE, encoding="utf-8")
    scenario = load(str(folder), "fr")
    assert (scenario.language, scenario.title) == ("fr", "Un appel court")
    assert scenario.cast["ann"].voice.id == "roa/fr+f3"
    assert (scenario.cast["ann"].name, scenario.cast["ann"].department) == ("Ann", "Accueil")
    assert scenario.acts["menu"].options[0].words == ["un", "une"]
    said = voiceapp("rehearse", "--scenario", folder, "--language", "fr", "-o", tmp_path / "call", stdin=b"#1\n\n")
    assert said.code == 0
    assert "Ici Ann." in said.out and "Ann here." not in said.out
    assert "Thank you." in said.out, "what has no translation is said in English"


def test_a_language_a_scenario_has_not_is_said(voiceapp, folder):
    with pytest.raises(BadInput, match=r"does not speak 'nl'.*nl/language.yaml"):
        load(str(folder), "nl")
    assert voiceapp("rehearse", "--scenario", folder, "--language", "nl").code == 3
    assert voiceapp("rehearse", "--scenario", folder, "--language", "de").code == 2


def test_what_is_wrong_with_a_translation_is_said_with_file_and_line(folder):
    french(folder, FRENCH + '"Nobody says this.": "Personne."\n"Ann again.": "Encore {{ said }}."\n"Nothing.": "{{"\n')
    _, found = doubts_of(str(folder))
    text = "\n".join(found)
    file = folder / "fr" / "scenario.yaml"
    assert f"{file}, line 9: no line of scenario.yaml reads 'Nobody says this.'" in text
    assert f"{file}, line 10: reads said, which the English line does not" in text
    assert f"{file}, line 11: the line cannot be read" in text
    assert "have no caption in 'fr'" in text
    assert "no line has a caption in 'nl'" in text


def test_a_faulty_translation_costs_its_caption_and_nothing_more(voiceapp, folder, tmp_path):
    french(folder, '"Press one.": "{{ 1 +"\n')
    assert voiceapp("rehearse", "--scenario", folder, "-o", tmp_path / "call", stdin=b"#1\n").code == 0


@pytest.mark.parametrize(
    "text", ["- a\n", '"Ann here.": [a]\n', '"Ann here.": ""\n', '"Ann here.": 3\n', "a: &x b\nc: *x\n"]
)
def test_a_translation_file_that_is_none_is_refused(folder, text):
    french(folder, text)
    with pytest.raises(BadInput, match=r"scenario\.yaml, line \d"):
        load(str(folder))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title: a\n", "about"),
        (LANGUAGE + "more: 1\n", "more"),
        (LANGUAGE.replace("ann", "eve"), "'eve' is not in the cast"),
    ],
)
def test_a_language_file_that_is_none_is_refused(folder, text, fault):
    (folder / "fr" / "language.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=fault):
        load(str(folder), "fr")
