"""The report: a page that holds everything, gives nothing away to the network, and lets nobody write markup into it."""

import base64
import io
import json
import re
import wave
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import av
import numpy as np
import pytest

from voiceapp.aftercall.player import compressed
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.report import numbers, write_report
from voiceapp.call_folder import CallFolder
from voiceapp.errors import BadInput

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script></style></title><h1>mine</h1>",
    "{{ 7 * 7 }} {% for x in y %} ${7} #{7}",
    "<!-- ]]> &lt;b&gt; &amp;",
    "a\u2028b\u2029c\x00d\x1be\x85f",
    "\u202eright to left\u202c שלום",
    "\ud800 half a character",
)
VOID = {"meta", "img", "input", "br", "link", "hr"}


class Page(HTMLParser):
    """Checks that tags nest, and collects what can be asked of them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.words = [], [], []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"script", "style"} & set(self.open):
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def recording(folder: CallFolder, seconds: float = 120.0) -> None:
    n = np.arange(round(seconds * 16_000))
    both = np.stack([2000 * np.sin(0.06 * n), 3000 * np.sin(0.09 * n)], axis=1)
    with wave.open(str(folder.recording), "wb") as file:
        file.setparams((2, 2, 16_000, 0, "NONE", ""))
        file.writeframes(both.astype("<i2").tobytes())


@pytest.fixture
def folder(call_folder, call_lines):
    return call_folder(call_lines)


def made(folder, language=None):
    return Page(write_report(folder, language).read_text(encoding="utf-8"))


def test_everything_is_told(folder):
    text = made(folder).text
    for words in (
        "A test",
        "2:00",
        "0:10",
        "campaigner",
        "worst turnip",
        "zero",
        "ten",
        "club",
        "Ann",
        "Bob, somebody",
    ):
        assert words in text
    assert "We have understood the massage." in text and "hiring fi" in text
    assert text.index("worst turnip") < text.index("We have understood the massage.")
    assert folder.report.stat().st_mode & 0o777 == 0o600


def test_the_numbers_lie_beside_it(folder):
    write_report(folder)
    beside = json.loads(folder.numbers.read_text(encoding="utf-8"))
    assert beside == json.loads(json.dumps(numbers(folder)))
    assert beside["format"] == 1 and beside["transfers"] == 1 and beside["statement"]["fame"]


def test_the_page_needs_nothing_from_outside(folder):
    recording(folder)
    text = write_report(folder).read_text(encoding="utf-8")
    page = Page(text)
    for tag, attributes in page.tags:
        for name in ("src", "href", "xlink:href", "data", "action", "poster", "srcset"):
            value = attributes.get(name) or "#"
            assert value.startswith(("#", "data:")), f"<{tag} {name}={value[:60]}>"
    assert not page.all("link") and not page.all("iframe") and "@import" not in text
    assert all(url.startswith("data:") for url in re.findall(r'url\("?([^")]*)', text) if not url.startswith("#"))
    assert len(text) < 4_000_000


def test_the_policy_lets_only_our_own_script_and_style_in(folder):
    recording(folder)
    text = write_report(folder).read_text(encoding="utf-8")
    policy = next(meta["content"] for meta in Page(text).all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    for tag in ("script", "style"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert " style=" not in text.split("</style>")[1] and not re.search(r"<[^>]+\son\w+=", text.split("</style>")[1])


@pytest.mark.parametrize("words", NASTY)
def test_what_a_caller_says_is_text(call_folder, call_lines, words):
    usual = made(call_folder(call_lines, "usual"))
    for line in call_lines:
        if line["kind"] == "caller.said":
            line["text"] = words
        if line["kind"] in ("case.changed", "survey.recorded", "gesture"):
            line.update(said=words, asked=words, recorded=f"{words}!")
        if line.get("field") == "object":
            line["field"] = words
    page = made(call_folder(call_lines))
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in usual.tags}
    assert len(page.all("script")) == len(usual.all("script")) and len(page.all("li")) == len(usual.all("li"))
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    plain = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\ufffd", words).replace("\ud800", "?")
    assert " ".join(plain.split()) in page.text
    assert "49" not in page.text.replace("0:49", "")


def test_names_of_a_strange_scenario_are_text_too(call_folder, call_lines):
    call_lines[0].update(title=NASTY[0], company=NASTY[1], number=NASTY[2], version=NASTY[0], scenario=NASTY[0])
    call_lines[0]["cast"]["ann"].update(name=NASTY[1], department=NASTY[2])
    page = made(call_folder(call_lines))
    assert not page.all("img") and len(page.all("h1")) == 1 and page.text.count("alert(1)") > 2


def test_it_can_be_read_aloud(folder):
    recording(folder)
    page = made(folder)
    assert page.all("html")[0]["lang"] == "en"
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))
    assert all(cell.get("scope") for cell in page.all("th"))
    assert all(svg.get("aria-hidden") or svg.get("aria-label") for svg in page.all("svg"))
    assert len({a["id"] for _, a in page.tags if "id" in a}) == sum("id" in a for _, a in page.tags)
    ids = {a["id"] for _, a in page.tags if "id" in a}
    assert all(link["href"].removeprefix("#") in ids for link in page.all("a"))


@pytest.mark.parametrize(("language", "words"), [("fr", "Où est passé le temps"), ("nl", "Waar de tijd bleef")])
def test_in_other_languages(folder, language, words):
    page = made(folder, language)
    assert page.all("html")[0]["lang"] == language and words in page.text


def test_the_words_can_be_read_in_each_language_they_were_translated_to(call_folder, call_lines):
    for line in call_lines:
        if line["kind"] == "agent.said":
            line["captions"] = {"en": line["text"], "fr": "Une campagne.", "nl": "Een campagne."}
    page = made(call_folder(call_lines))
    assert [radio["value"] for radio in page.all("input")] == ["en", "fr", "nl"]
    assert "Une campagne." in page.text and "Een campagne." in page.text


def test_the_recording_is_in_the_page(folder):
    recording(folder)
    (audio,) = made(folder).all("audio")
    data = base64.b64decode(audio["src"].removeprefix("data:audio/mp4;base64,"))
    with av.open(io.BytesIO(data)) as file:
        heard = np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=0)])
        rate = file.streams.audio[0].rate
    assert len(heard) / rate == pytest.approx(120, abs=0.3)
    spectrum = np.abs(np.fft.rfft(heard))
    strongest = np.sort(np.argsort(spectrum)[-2:] * rate / len(heard))
    assert strongest == pytest.approx([0.06 * 16_000 / (2 * np.pi), 0.09 * 16_000 / (2 * np.pi)], abs=1)


def test_every_line_can_be_sought(folder, call_lines):
    recording(folder)
    lines = [item for item in made(folder).all("li") if "data-start" in item]
    starts = [float(line["data-start"]) for line in lines]
    assert starts == sorted(starts) and all(float(line["data-end"]) >= float(line["data-start"]) for line in lines)
    spoken = [line for line in call_lines if line["kind"] in ("agent.said", "caller.said")]
    assert len(made(folder).all("button")) == len(spoken)


def test_the_same_call_gives_the_same_page(folder):
    recording(folder)
    once = write_report(folder).read_bytes()
    assert write_report(folder).read_bytes() == once


def test_without_a_recording_there_is_no_player(folder):
    page = made(folder)
    assert not page.all("audio") and not page.all("button") and "There is no recording" in page.text


def test_a_recording_that_was_never_closed_is_read_as_far_as_it_goes(folder):
    recording(folder, 10)
    with folder.recording.open("r+b") as file:
        file.truncate(44 + 4 * 16_000 * 5 + 3)
    assert made(folder).all("audio")


def test_a_recording_that_is_none_is_named(folder):
    folder.recording.write_bytes(b"RIFF and nothing else")
    with pytest.raises(BadInput, match=r"call\.wav is no recording of a call"):
        write_report(folder)


def test_a_folder_without_a_journal_is_named(tmp_path):
    with pytest.raises(BadInput, match="there is no call folder"):
        write_report(CallFolder(tmp_path / "nowhere"))
    with pytest.raises(BadInput, match=r"journal\.jsonl is missing"):
        write_report(CallFolder(tmp_path))


def test_a_journal_that_breaks_off_is_told_as_far_as_it_goes(call_folder, call_lines):
    page = made(call_folder(call_lines[:24]))
    assert "breaks off" in page.text and "campaigner" in page.text


def test_a_very_long_call_gets_fewer_bits_and_not_a_larger_page():
    silence = np.zeros((16_000 * 60 * 30, 2), dtype=np.int16)
    assert len(compressed(silence)) < 2_900_000


def test_the_command_says_where_it_is(voiceapp, folder):
    result = voiceapp("report", folder.path, "--language", "nl")
    assert (result.code, result.out.strip()) == (0, str(folder.report))
    result = voiceapp("report", folder.path, "--json")
    assert json.loads(result.out)["transfers"] == 1
    result = voiceapp("report", folder.path / "not-there")
    assert result.code == 3 and "there is no call folder" in result.err


def test_a_real_rehearsal_can_be_reported(voiceapp, small_scenario, tmp_path):
    words = b"there is a container in front of the door\nno a container\nzero\n\n"
    voiceapp("rehearse", "--scenario", small_scenario, "-o", tmp_path / "call", stdin=words)
    page = made(CallFolder(tmp_path / "call"))
    assert "container" in page.text and Record.read(CallFolder(tmp_path / "call")).complete
