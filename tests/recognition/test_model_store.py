"""The model store: found, fetched, installed, verified and removed; never half, never damaged."""

from __future__ import annotations

import hashlib
import http.server
import json
import multiprocessing
import os
import shutil
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Self

import pytest

from voiceapp.errors import BadInput, Missing
from voiceapp.recognition import download, model_folder, model_list, model_store
from voiceapp.recognition.download import DownloadCancelled
from voiceapp.recognition.model_folder import MANIFEST, language_of
from voiceapp.recognition.model_list import listed_model
from voiceapp.recognition.model_store import describe, fetch, find_model, install_from, installed, remove, verify

FILES = {
    "README": b"A model for tests",
    "am/final.mdl": os.urandom(300_000),  # large enough not to be read at every start
    "conf/mfcc.conf": b"--use-energy=false\n",
    "conf/model.conf": b"--beam=10.0\n",
    "graph/Gr.fst": b"grammar" * 100,
    "graph/HCLr.fst": b"states" * 100,
    "graph/disambig_tid.int": b"1\n2\n3\n",
    "graph/phones/word_boundary.int": b"1 nonword\n",
    "ivector/final.dubm": b"mixtures",
    "ivector/final.ie": b"extractor",
    "ivector/final.mat": b"matrix",
    "ivector/global_cmvn.stats": b"[ 1 2 3 ]",
    "ivector/online_cmvn.conf": b"--norm-means=true\n",
    "ivector/splice.conf": b"--left-context=3\n",
}


def pack(path: Path, top: str, files: dict[str, bytes] = FILES) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("classes.jar", b"not part of the model")
        for name, data in files.items():
            zipped.writestr(f"{top}/{name}", data)
    return path


def lay(folder: Path) -> Path:
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache; no VOICEAPP_MODEL; a recogniser that finds every model good."""
    monkeypatch.setattr(model_store, "_root", lambda: tmp_path / "cache" / "models")
    monkeypatch.setattr(model_store, "trial_fault", lambda folder, records: None)
    monkeypatch.delenv("VOICEAPP_MODEL", raising=False)
    return tmp_path / "cache" / "models"


@pytest.fixture
def published(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The archive of the published English model, which is a small one here."""
    archive = pack(tmp_path / "published.aar", "assets/model-en-us")
    data = archive.read_bytes()
    sizes = {"size": len(data), "unpacked_size": sum(map(len, FILES.values()))}
    model = replace(model_store.ENGLISH, sha256=hashlib.sha256(data).hexdigest(), **sizes)
    monkeypatch.setitem(model_store.PUBLISHED, "en", model)
    return archive


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    data = b""
    asked = 0


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.data)))
        self.end_headers()
        self.wfile.write(self.server.data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A repository on the loopback that has the published model."""
    monkeypatch.setattr(download, "BACK_OFF_SECONDS", 0.0)
    with Server(("127.0.0.1", 0), Handler) as server:
        server.data = published.read_bytes()
        address = f"http://127.0.0.1:{server.server_port}/model.aar"
        monkeypatch.setattr(model_store, "_addresses", lambda model: [address])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def stored(root: Path) -> set[str]:
    """What is in the cache, apart from the lock."""
    return {path.name for path in root.iterdir()} - {".lock"} if root.exists() else set()


# Finding.


def test_nothing_installed_says_what_to_type(root: Path) -> None:
    with pytest.raises(Missing, match="`voiceapp model --fetch`") as fault:
        find_model()
    assert fault.value.exit_code == 4
    assert not root.exists()


def test_the_order_of_finding(root: Path, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached = install_from(published)
    assert find_model() == cached == root / "vosk-model-en-0.3.45"
    named = lay(tmp_path / "named")
    monkeypatch.setenv("VOICEAPP_MODEL", str(named))
    assert find_model() == named
    explicit = lay(tmp_path / "explicit")
    assert find_model(str(explicit)) == explicit
    monkeypatch.setenv("VOICEAPP_MODEL", "")
    assert find_model() == cached


def test_a_home_folder_may_be_written_with_a_tilde(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    lay(tmp_path / "mine")
    assert find_model("~/mine") == tmp_path / "mine"


@pytest.mark.parametrize("name", sorted(set(FILES) - {"README", "graph/phones/word_boundary.int"}))
@pytest.mark.parametrize("how", ["missing", "empty"])
def test_a_folder_without_a_needed_file(root: Path, tmp_path: Path, name: str, how: str) -> None:
    folder = lay(tmp_path / "mine")
    (folder / name).unlink()
    if how == "empty":
        (folder / name).touch()
    with pytest.raises(Missing) as fault:
        find_model(str(folder))
    assert f"{folder} (--model) is not a whole vosk model: {name} is {how}." in str(fault.value)


def test_a_model_with_a_static_graph(root: Path, tmp_path: Path) -> None:
    folder = lay(tmp_path / "mine")
    for name in ("Gr.fst", "HCLr.fst", "disambig_tid.int"):
        (folder / "graph" / name).unlink()
    (folder / "graph/HCLG.fst").write_bytes(b"graph")
    with pytest.raises(Missing, match=r"graph/words\.txt is missing"):
        find_model(str(folder))
    (folder / "graph/words.txt").write_bytes(b"words")
    assert find_model(str(folder)) == folder


def test_paths_that_are_no_model(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path / "outer" / "inner")
    archive = pack(tmp_path / "model.zip", "vosk-model-en-1.0")
    for name, fault in {
        "none": "does not exist",
        "outer": f"but {tmp_path / 'outer' / 'inner'} looks like one",
        "model.zip": f"type `voiceapp model --from {archive}`",
        "nul\0": "does not exist",
        "long" * 100: "cannot be read",
    }.items():
        monkeypatch.setenv("VOICEAPP_MODEL", "") if "\0" in name else monkeypatch.setenv(
            "VOICEAPP_MODEL", str(tmp_path / name)
        )
        with pytest.raises(Missing) as caught:
            find_model(str(tmp_path / name) if "\0" in name else None)
        assert fault in str(caught.value)
        assert str(tmp_path / name) in str(caught.value)


def test_a_folder_the_recogniser_cannot_load(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_store, "trial_fault", lambda folder, records: "is damaged: loading it failed")
    folder = lay(tmp_path / "mine")
    with pytest.raises(Missing, match=r"mine \(--model\) is damaged"):
        find_model(str(folder))


def test_an_unknown_language(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_list, "_entries", list)
    for look in (find_model, fetch):
        with pytest.raises(Missing, match=r"'tlh'.*--from FILE"):
            look(language="tlh")


# Damage.


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_of_another_size_is_found_at_every_start(root: Path, published: Path, name: str) -> None:
    file = install_from(published) / name
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(Missing, match=rf"{name}.*voiceapp model --fetch"):
        find_model()
    assert not describe().ok


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_changed_byte_is_found_at_once_in_a_small_file_and_by_verify_in_any(
    root: Path, published: Path, name: str
) -> None:
    folder = install_from(published)
    verify(folder)
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    if name == "am/final.mdl":
        assert find_model() == folder
        assert not describe(thorough=True).ok
    else:
        with pytest.raises(Missing, match=f"{name} has been changed"):
            find_model()
    with pytest.raises(Missing, match=f"{name} has been changed"):
        verify(folder)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"files": {"a": 1}}', "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")]
)
def test_a_damaged_manifest(root: Path, published: Path, text: str) -> None:
    (install_from(published) / MANIFEST).write_text(text, encoding="latin-1")
    with pytest.raises(Missing, match="damaged manifest"):
        find_model()


def test_a_damaged_model_is_replaced_by_fetching(root: Path, published: Path, server: Server) -> None:
    folder = install_from(published)
    (folder / "am/final.mdl").write_bytes(b"")
    assert fetch() == folder
    verify(folder)
    assert stored(root) == {folder.name}


# Fetching.


def test_fetching_and_finding(root: Path, server: Server) -> None:
    steps: list[tuple[int, int]] = []
    folder = fetch(lambda here, total: steps.append((here, total)))
    assert find_model() == folder
    assert {name: (folder / name).read_bytes() for name in FILES} == FILES
    assert stored(root) == {folder.name}
    assert steps[-1] == (len(server.data), len(server.data))
    assert fetch() == folder
    assert server.asked == 1


def test_cancelling_leaves_nothing(root: Path, server: Server) -> None:
    with pytest.raises(DownloadCancelled):
        fetch(cancelled=lambda: server.asked > 0)
    assert stored(root) == set()


def test_ctrl_c_while_unpacking_leaves_nothing(root: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fetch()
    assert stored(root) == set()


def test_no_room(root: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(Missing, match=r"no room .* MB are needed, 0 MB are free"):
        fetch()
    assert server.asked == 0


def test_the_disk_fills_up_while_unpacking(root: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Missing, match="There is no room"):
        fetch()
    assert stored(root) == set()


def test_a_cache_that_cannot_be_made(root: Path, server: Server) -> None:
    root.parent.parent.mkdir(exist_ok=True)
    root.parent.write_text("a file in its place")
    with pytest.raises(Missing, match=r"cannot be stored in .*VOICEAPP_MODEL"):
        fetch()


def test_what_killed_processes_left_is_cleared_away(root: Path, server: Server) -> None:
    (root / ".work-abc" / "model").mkdir(parents=True)
    (root / ".work-abc" / "model" / "half").write_text("half")
    fetch()
    assert stored(root) == {"vosk-model-en-0.3.45"}


def test_two_threads_fetch_once(root: Path, server: Server) -> None:
    found: list[Path] = []
    threads = [threading.Thread(target=lambda: found.append(fetch())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [root / "vosk-model-en-0.3.45"] * 4
    assert server.asked == 1


def install_elsewhere(root: Path, archive: Path, sha256: str, times: int) -> None:
    model_store._root = lambda: root
    model_store.PUBLISHED["en"] = replace(model_store.ENGLISH, sha256=sha256)
    for _ in range(times):
        verify(install_from(archive))


def test_processes_that_install_at_once_do_not_meet(root: Path, published: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    sha256 = hashlib.sha256(published.read_bytes()).hexdigest()
    processes = [spawn.Process(target=install_elsewhere, args=(root, published, sha256, 5)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    verify(find_model())
    assert stored(root) == {"vosk-model-en-0.3.45"}


def test_the_address_is_the_clients_own() -> None:
    addresses = model_store._addresses(model_store.ENGLISH)
    assert addresses
    for address in addresses:
        assert address.startswith("https://")
        assert address.endswith("/com/alphacephei/vosk-model-en/0.3.45/vosk-model-en-0.3.45.aar")


# Installing from a file.


def test_another_models_zip_is_installed_under_its_own_name(root: Path, tmp_path: Path) -> None:
    folder = install_from(pack(tmp_path / "german.zip", "vosk-model-small-de-0.15"))
    assert folder == root / "vosk-model-small-de-0.15"
    assert find_model(language="de") == folder
    assert find_model("vosk-model-small-de-0.15", language="de") == folder
    info = describe(language="de")
    assert (info.name, info.version, info.language) == ("vosk-model-small-de", "0.15", "de")
    assert info.source == "german.zip"
    with pytest.raises(Missing):
        find_model()


def test_an_archive_without_a_name_inside_gives_its_own(root: Path, tmp_path: Path) -> None:
    assert install_from(pack(tmp_path / "my model (2).zip", "assets/model-fr")).name == "my-model-2"


def test_installing_again_replaces(root: Path, tmp_path: Path) -> None:
    first = install_from(pack(tmp_path / "a.zip", "vosk-model-de-1.0"))
    second = install_from(pack(tmp_path / "b.zip", "vosk-model-de-1.0", FILES | {"README": b"new"}))
    assert first == second
    assert (second / "README").read_bytes() == b"new"
    assert stored(root) == {"vosk-model-de-1.0"}


def test_the_published_name_is_only_for_the_published_bytes(root: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="but not its SHA-256"):
        install_from(pack(tmp_path / "a.zip", "vosk-model-en-0.3.45"))
    assert stored(root) == set()


def test_files_that_are_no_model(root: Path, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("hello")
    pack(tmp_path / "half.zip", "vosk-model-de-1.0", {"am/final.mdl": b"x"})
    whole = pack(tmp_path / "cut.zip", "vosk-model-de-1.0").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    for name, fault in {
        "none.zip": "does not exist",
        "": "is a folder",
        "text.zip": "is not a zip",
        "cut.zip": "is cut short",
        "half.zip": "conf/mfcc.conf is missing",
    }.items():
        with pytest.raises(BadInput) as caught:
            install_from(tmp_path / name)
        assert fault in str(caught.value)
        assert str(tmp_path / name) in str(caught.value)
    assert stored(root) == set()


def test_a_model_that_fails_its_trial_is_not_installed(
    root: Path, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_store, "trial_fault", lambda folder, records: "is damaged")
    with pytest.raises(BadInput, match="is damaged"):
        install_from(pack(tmp_path / "a.zip", "vosk-model-de-1.0"))
    assert stored(root) == set()
    assert install_from(published).is_dir()  # its checksum is known


# Describing and removing.


def test_describing(root: Path, published: Path) -> None:
    absent = describe()
    assert not absent.ok
    assert absent.path == str(root / "vosk-model-en-0.3.45")
    assert "voiceapp model --fetch" in str(absent.problem)
    folder = install_from(published)
    info = describe()
    assert info.ok
    assert info.problem is None
    assert info.path == str(folder)
    assert info.size >= sum(map(len, FILES.values()))
    assert (info.name, info.version, info.language) == ("vosk-model-en", "0.3.45", "en")
    assert info.source == "com.alphacephei:vosk-model-en:aar:0.3.45"
    assert json.loads(json.dumps(asdict(info)))["path"] == str(folder)


def test_describing_a_folder_from_elsewhere(root: Path, tmp_path: Path) -> None:
    info = describe(str(lay(tmp_path / "vosk-model-small-en-us-0.15")))
    assert (info.name, info.version, info.language, info.source) == ("vosk-model-small-en-us", "0.15", "en", "folder")
    assert info.ok


def test_removing(root: Path, published: Path, tmp_path: Path) -> None:
    other = install_from(pack(tmp_path / "a.zip", "vosk-model-de-1.0"))
    folder = install_from(published)
    (root / f"{folder.name}.aar.part").write_text("left by a broken download")
    assert installed() == [other, folder]
    assert remove() == folder
    assert stored(root) == {other.name}
    assert remove() is None
    assert remove(other.name) == other
    assert stored(root) == set()


def test_removing_never_leads_outside(root: Path, tmp_path: Path) -> None:
    lay(tmp_path / "mine")
    root.mkdir(parents=True)
    assert remove("../../mine") is None
    assert remove(str(tmp_path / "mine")) is None
    assert (tmp_path / "mine" / "README").exists()


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("vosk-model-small-de-0.15", "de"),
        ("vosk-model-en-us-0.22-lgraph", "en"),
        ("vosk-model-en-0.3.45", "en"),
        ("vosk-model-small-pt-0.3", "pt"),
        ("vosk-model-ru-0.42", "ru"),
        ("my-model", ""),
    ],
)
def test_the_language_in_a_name(name: str, language: str) -> None:
    assert language_of(name) == language


# The trial in a separate process.


def test_a_trial_that_fails_is_no_crash_here_and_is_not_recorded(tmp_path: Path) -> None:
    folder = lay(tmp_path / "mine")  # real vosk cannot load it
    fault = model_folder.trial_fault(folder, tmp_path / "records")
    assert fault is not None
    assert "loading it failed" in fault
    assert not (tmp_path / "records").exists()


def test_a_trial_that_went_well_is_not_repeated_until_a_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay(tmp_path / "mine")
    monkeypatch.setattr(model_folder, "_TRIAL", "")
    assert model_folder.trial_fault(folder, tmp_path / "records") is None
    monkeypatch.setattr(model_folder, "_TRIAL", "import sys; sys.exit(1)")
    assert model_folder.trial_fault(folder, tmp_path / "records") is None
    (folder / "README").write_text("changed")
    assert model_folder.trial_fault(folder, tmp_path / "records") is not None


def test_a_trial_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_folder, "_TRIAL", "import threading; threading.Event().wait()")
    monkeypatch.setattr(model_folder, "_TRIAL_SECONDS", 0.3)
    fault = model_folder.trial_fault(lay(tmp_path / "mine"), tmp_path / "records")
    assert fault is not None
    assert "did not finish" in fault


@pytest.mark.slow
def test_the_real_model(tmp_path: Path) -> None:
    info = describe()
    if not info.ok:
        pytest.skip("the speech model is not installed")
    folder = find_model()
    verify(folder)
    copy = tmp_path / "vosk-model-copy"
    shutil.copytree(folder, copy)
    (copy / MANIFEST).unlink(missing_ok=True)
    assert model_folder.trial_fault(copy, tmp_path / "records") is None
    # In this process half of this file would be a segmentation fault.
    numbers = copy / "graph" / "disambig_tid.int"
    numbers.write_bytes(numbers.read_bytes()[: numbers.stat().st_size // 2])
    fault = model_folder.trial_fault(copy, tmp_path / "records")
    assert fault is not None
    assert "loading it failed" in fault


def test_a_model_of_another_language_is_refused(voiceapp, small_scenario):
    installed = find_model()
    with pytest.raises(Missing, match=r"language 'en'.*speaks 'fr'.*--from FILE"):
        find_model(str(installed), language="fr")
    outcome = voiceapp("model", "--language", "fr")
    assert outcome.code == 4
    assert "--from FILE" in outcome.err


# Other languages, by vosk's own list.


@pytest.fixture
def listed(root: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A list like vosk's, from which the server's archive can be had as a French model."""
    entry = {
        "lang": "fr",
        "type": "small",
        "obsolete": "false",
        "name": "vosk-model-small-fr-0.22",
        "url": model_store._addresses(model_store.ENGLISH)[0],
        "size": str(len(server.data)),
        "md5": hashlib.md5(server.data, usedforsecurity=False).hexdigest(),
    }
    others = [{**entry, "type": "big", "url": "nowhere"}, {**entry, "obsolete": "true", "url": "nowhere"}, "rubbish"]
    monkeypatch.setattr(model_list, "_entries", lambda: [e for e in [*others, entry] if isinstance(e, dict)])
    monkeypatch.setattr(model_store, "trial_fault", lambda *_: None)  # no model is in the archive
    return entry


def test_a_model_of_another_language_is_fetched_by_the_list(root: Path, server: Server, listed: dict[str, str]) -> None:
    folder = fetch(language="fr")
    assert folder.name == "vosk-model-small-fr-0.22"
    assert stored(root) == {folder.name}
    assert find_model(language="fr") == folder
    assert describe(language="fr").ok
    assert fetch(language="fr") == folder
    assert server.asked == 1, "it is there and whole"
    assert remove(language="fr") == folder
    assert stored(root) == set()


def test_what_arrives_broken_is_not_installed(root: Path, server: Server, listed: dict[str, str]) -> None:
    listed["md5"] = "0" * 32
    with pytest.raises(Missing, match="is not vosk-model-small-fr"):
        fetch(language="fr")
    assert stored(root) == set()


def test_a_language_that_is_not_listed(root: Path, server: Server, listed: dict[str, str]) -> None:
    with pytest.raises(Missing, match=r"no small model for the language 'nl'.*--from FILE"):
        fetch(language="nl")
    del listed["md5"]
    with pytest.raises(Missing, match="no small model for the language 'fr'"):
        fetch(language="fr")
    with pytest.raises(Missing, match=r"--language nl --fetch.*rehearse --language nl"):
        find_model(language="nl")


@pytest.mark.parametrize("answer", [b"<html>", b'{"lang": "fr"}', b"[1, 2]"])
def test_a_list_that_is_none(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    class Response:
        def raise_for_status(self) -> None: ...

        def json(self) -> object:
            return json.loads(answer)

    class Session:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None: ...

        def get(self, address: str, **_: object) -> Response:
            assert address.endswith(".json")
            return Response()

    monkeypatch.setattr(model_list, "trusting_session", Session)
    with pytest.raises(Missing, match="--from FILE"):
        listed_model("fr")
