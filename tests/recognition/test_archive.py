"""Unpacking: the one folder, whole and checked, and nothing from an archive that means harm."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voiceapp.errors import BadInput
from voiceapp.recognition import archive
from voiceapp.recognition.archive import unpack_folder

MARKER = "am/final.mdl"
GOOD = {"model/am/final.mdl": b"sound", "model/conf/model.conf": b"settings" * 100, "other.txt": b"not part of it"}


def make(path: Path, entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as zipped:
        for name, data in entries.items():
            info = zipfile.ZipInfo("x")
            info.filename = name  # as it is: the constructor would tidy it
            zipped.writestr(info, data, method)
    return path


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "outer" / "into"
    folder.mkdir(parents=True)
    return folder


def everything_in(tmp_path: Path) -> set[str]:
    return {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}


def refused(file: Path, into: Path) -> str:
    """The message with which an archive is refused, nothing of it having been written anywhere."""
    before = everything_in(into.parent.parent)
    with pytest.raises(BadInput) as fault:
        unpack_folder(file, marker=MARKER, into=into)
    assert everything_in(into.parent.parent) == before
    assert str(file) in str(fault.value)
    assert "Get the archive again" in str(fault.value)
    return str(fault.value)


def test_only_the_folder_with_the_marker_is_unpacked(tmp_path: Path, into: Path) -> None:
    unpacked = unpack_folder(make(tmp_path / "a.zip", GOOD), marker=MARKER, into=into)
    assert unpacked.name == "model"
    assert everything_in(into) == {"am/final.mdl", "conf/model.conf"}
    assert (into / "am/final.mdl").read_bytes() == b"sound"
    assert unpacked.files["conf/model.conf"].size == 800
    assert unpacked.files["am/final.mdl"].sha256 == hashlib.sha256(b"sound").hexdigest()


@pytest.mark.parametrize(("top", "name"), [("", ""), ("a/", "a"), ("assets/model-en-us/", "model-en-us")])
def test_the_folder_may_be_anywhere(tmp_path: Path, into: Path, top: str, name: str) -> None:
    unpacked = unpack_folder(make(tmp_path / "a.zip", {f"{top}{MARKER}": b"x"}), marker=MARKER, into=into)
    assert unpacked.name == name
    assert list(unpacked.files) == [MARKER]


@pytest.mark.parametrize(
    "name",
    [
        "/etc/evil",
        "../evil",
        "model/../../evil",
        "model/..",
        "C:/evil",
        "C:evil",
        "model/evil:stream",
        "\\evil",
        "..\\evil",
        "model\\evil",
        "//host/share/evil",
    ],
)
def test_an_entry_that_leads_outside_refuses_the_archive(tmp_path: Path, into: Path, name: str) -> None:
    assert "points outside" in refused(make(tmp_path / "a.zip", GOOD | {name: b"evil"}), into)


@pytest.mark.parametrize(
    "name", ["model/./evil", "model//evil", "model/con", "model/AUX.txt", "model/end.", "model/end "]
)
def test_an_entry_with_an_improper_name_refuses_the_archive(tmp_path: Path, into: Path, name: str) -> None:
    assert "is no proper file name" in refused(make(tmp_path / "a.zip", GOOD | {name: b"evil"}), into)


def test_control_characters_in_a_name(tmp_path: Path, into: Path) -> None:
    assert "control characters" in refused(make(tmp_path / "a.zip", GOOD | {"model/a\nb": b""}), into)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_refuse_the_archive(tmp_path: Path, into: Path, kind: int) -> None:
    make(tmp_path / "a.zip", GOOD)
    with zipfile.ZipFile(tmp_path / "a.zip", "a") as zipped:
        info = zipfile.ZipInfo("model/link")
        info.create_system = 3
        info.external_attr = (kind | 0o777) << 16
        zipped.writestr(info, "/etc/passwd")
    assert "link or a device" in refused(tmp_path / "a.zip", into)


def test_a_name_twice_refuses_the_archive_in_any_case(tmp_path: Path, into: Path) -> None:
    assert "twice" in refused(make(tmp_path / "a.zip", GOOD | {"model/AM/FINAL.MDL": b"evil"}), into)


def test_a_file_that_is_also_a_folder(tmp_path: Path, into: Path) -> None:
    assert "inside of a file" in refused(make(tmp_path / "a.zip", GOOD | {"model/conf/model.conf/x": b""}), into)


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path, into: Path) -> None:
    assert "more than a speech model" in refused(make(tmp_path / "a.zip", GOOD | {"model/big": bytes(50 << 20)}), into)


def test_too_many_entries(tmp_path: Path, into: Path) -> None:
    many = {f"model/{number}": b"" for number in range(archive.MAX_ENTRIES)}
    assert "more than any speech model" in refused(make(tmp_path / "a.zip", GOOD | many), into)


def test_an_entry_that_is_longer_than_it_says(tmp_path: Path, into: Path) -> None:
    make(tmp_path / "a.zip", {"model/am/final.mdl": bytes(100_000)})
    data = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(data.replace(struct.pack("<I", 100_000), struct.pack("<I", 5)))
    with pytest.raises(BadInput, match="cut short"):
        unpack_folder(tmp_path / "a.zip", marker=MARKER, into=into)
    assert sum(file.stat().st_size for file in into.rglob("*") if file.is_file()) <= 5


def test_encrypted_entries(tmp_path: Path, into: Path) -> None:
    make(tmp_path / "a.zip", GOOD)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + flags] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert "is encrypted" in refused(tmp_path / "a.zip", into)


def test_a_compression_that_models_do_not_have(tmp_path: Path, into: Path) -> None:
    assert "compressed in a way" in refused(make(tmp_path / "a.zip", GOOD, zipfile.ZIP_LZMA), into)


def test_no_model_and_two_models(tmp_path: Path, into: Path) -> None:
    assert "holds no speech model" in refused(make(tmp_path / "a.zip", {"a.txt": b""}), into)
    two = {f"a/{MARKER}": b"", f"b/{MARKER}": b""}
    assert "holds more than one speech model" in refused(make(tmp_path / "b.zip", two), into)


def test_what_is_no_zip(tmp_path: Path, into: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no zip at all")
    refused(tmp_path / "a.zip", into)
    (tmp_path / "b.zip").touch()
    refused(tmp_path / "b.zip", into)
    for path, fault in ((tmp_path / "none.zip", "does not exist"), (tmp_path, "is a folder")):
        with pytest.raises(BadInput, match=fault):
            unpack_folder(path, marker=MARKER, into=into)


def zip_bytes() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in GOOD.items():
            zipped.writestr(name, data)
    return sink.getvalue()


ZIP = zip_bytes()


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    length=st.integers(0, len(ZIP)),
    changes=st.lists(st.tuples(st.integers(0, len(ZIP) - 1), st.integers(0, 255)), max_size=8),
)
def test_a_damaged_archive_is_unpacked_right_or_refused(
    tmp_path_factory: pytest.TempPathFactory, length: int, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(ZIP if changes else ZIP[:length])
    for where, value in changes:
        data[where] = value
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "a.zip").write_bytes(data)
    into = folder / "outer" / "into"
    into.mkdir(parents=True)
    try:
        unpacked = unpack_folder(folder / "a.zip", marker=MARKER, into=into)
    except BadInput as fault:
        assert "a.zip" in str(fault)
    else:
        for name, file in unpacked.files.items():
            assert hashlib.sha256((into / name).read_bytes()).hexdigest() == file.sha256
        assert (into / MARKER).read_bytes() == GOOD[f"model/{MARKER}"]
    assert {path.split("/")[0] for path in everything_in(folder)} <= {"a.zip", "outer"}
    assert {path.name for path in (folder / "outer").iterdir()} == {"into"}
