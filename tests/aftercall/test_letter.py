"""The letter after the gesture: one page of PDF, with everything wrong."""

import re
import shutil
import subprocess

import pytest

from voiceapp.aftercall.letter import UNKNOWN_SIGN, compose, pdf, write_letter
from voiceapp.aftercall.measures import measured
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.texts import LANGUAGES
from voiceapp.call_folder import CallFolder
from voiceapp.errors import BadInput


def words_of(data, tmp_path):
    """What poppler reads on the page: somebody else's idea of it."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    (tmp_path / "page.pdf").write_bytes(data)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "page.pdf", "-"], capture_output=True, check=True)
    return text.stdout.decode()


@pytest.fixture
def measures(call_lines):
    return measured(Record(call_lines))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(6))
def test_it_confirms_what_nobody_asked_for(measures, language, seed):
    letter = compose(measures, language, seed)
    assert "club" in letter.subject and letter.order[0][1] == "cup"
    assert letter.signature == "Bob, Sales"
    everything = [*letter.address, *(value for _, value in letter.references), *letter.paragraphs, letter.closing]
    assert all(everything) and "{" not in " ".join(everything)
    assert re.search("campaigner|test|Ann|Mobilimbo|three|trois|drie", " ".join(everything), re.IGNORECASE)


def test_no_two_numbers_agree(measures):
    for seed in range(40):
        letter = compose(measures, "en", seed)
        numbers = [value for label, value in letter.references if value.isdigit()]
        numbers += re.findall(r"\((\d+)\)", letter.order[1][1])
        assert len(numbers) == 3 == len(set(numbers))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_and_every_word_is_on_it(measures, language, tmp_path):
    letter = compose(measures, language)
    data = pdf(letter, "Mobilimbo")
    assert data.startswith(b"%PDF-") and data.count(b"/Type /Page\n") == 1
    shown = " ".join(words_of(data, tmp_path).split())
    for words in (*letter.address, letter.subject, letter.signature, letter.signed_for, letter.enclosed[1]):
        assert " ".join(words.split()) in shown
    assert " ".join(letter.footer.split()) in shown


def test_the_same_call_gives_the_same_bytes(measures):
    assert pdf(compose(measures), "Mobilimbo") == pdf(compose(measures), "Mobilimbo")


@pytest.mark.parametrize("thing", ["ابريق الشاي", "茶壶", "Čaj 🫖", "<b>bold</b>", "a\x00b\u202ec", "w" * 400])
def test_a_wish_in_any_script_is_printed_somehow(call_lines, thing, tmp_path):
    for line in call_lines:
        if line["kind"] == "gesture":
            line.update(asked=thing, recorded=thing)
    measures = measured(Record(call_lines))
    data = pdf(compose(measures), "A company")
    assert data.count(b"/Type /Page\n") == 1
    shown = words_of(data, tmp_path)
    if thing.startswith(("ا", "茶")):
        assert UNKNOWN_SIGN in shown and "our printer does not know" in shown
    if thing.startswith("<"):
        assert "<b>bold</b>" in shown


def test_without_a_gesture_there_is_no_letter(call_lines, call_folder):
    folder = call_folder([line for line in call_lines if line["kind"] != "gesture"])
    with pytest.raises(BadInput, match="nothing was given"):
        write_letter(folder)
    assert not folder.letter.exists()


def test_the_command_says_where_it_is(voiceapp, call_lines, call_folder):
    folder = call_folder(call_lines)
    result = voiceapp("letter", folder.path, "--language", "fr")
    assert (result.code, result.out.strip()) == (0, str(folder.letter))
    assert folder.letter.stat().st_mode & 0o777 == 0o600
    assert voiceapp("letter", CallFolder(folder.path / "x").path).code == 3
