"""Getting one file of known size and SHA-256 over a network that may fail at any moment."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceapp.errors import Missing, VoiceappError
from voiceapp.recognition.archive import sha256_of

if TYPE_CHECKING:
    import requests

Progress = Callable[[int, int], None]
"""Called with the bytes that are here and the bytes there will be."""

Cancelled = Callable[[], bool]
"""Asked now and then; True ends the work."""

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
BACK_OFF_SECONDS = 0.5
"""Pause before the second try; it doubles with each further one."""

_TRIES = 4  # in a row without one new byte
_TRIES_IN_ALL = 30
_CHUNK = 1 << 13  # what a cut connection loses at most
_WORTH_ANOTHER_TRY = {408, 425, 429, 500, 502, 503, 504}


class DownloadCancelled(VoiceappError):
    """The download was given up because it was asked to be. Nothing of it is left."""

    exit_code = 130


class _Refused(Exception):
    """This address will not give the file, however often it is asked."""


def download(
    addresses: Sequence[str],
    target: Path,
    *,
    sha256: str = "",
    md5: str = "",
    size: int,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Download ``target`` (``size`` bytes, ``sha256`` hexadecimal) from the first of ``addresses`` that has it.

    Of a file whose SHA-256 nobody tells, ``md5`` shows at least that it arrived whole.

    Bytes arrive in ``target`` + ``.part``, from which a later call goes on if the network fails. On
    cancelling, Ctrl-C, a wrong checksum and a full disk the ``.part`` is removed. ``target`` appears only whole.

    Raises Missing if the network or the file cannot be reached or something else arrives, DownloadCancelled,
    and OSError if ``target`` cannot be written.
    """
    part = target.with_name(target.name + ".part")
    resumed = part.exists()
    try:
        _receive_all(addresses, part, size, progress, cancelled)
        if not _is(part, sha256, md5) and resumed:
            # The old beginning and the new end may not belong together: once more from the start.
            part.unlink()
            _receive_all(addresses, part, size, progress, cancelled)
        if not _is(part, sha256, md5):
            received = sha256_of(part)
            part.unlink()
            raise Missing(
                f"What was downloaded is not {target.name} (SHA-256 {received[:16]}…, not {sha256[:16]}…). A proxy or "
                "a login page may have answered: try again, or install from a file with `voiceapp model --from FILE`."
            )
        part.replace(target)
    except (DownloadCancelled, KeyboardInterrupt, OSError):
        part.unlink(missing_ok=True)
        raise


def _is(file: Path, sha256: str, md5: str) -> bool:
    if sha256:
        return sha256_of(file) == sha256
    with file.open("rb") as source:
        return hashlib.file_digest(source, lambda: hashlib.md5(usedforsecurity=False)).hexdigest() == md5


def _receive_all(
    addresses: Sequence[str], part: Path, size: int, progress: Progress | None, cancelled: Cancelled | None
) -> None:
    """Fill ``part`` up to ``size`` bytes, trying again and elsewhere. Raises Missing when that does not help."""
    import requests

    usable = list(addresses)
    fault: Exception | None = None
    fruitless = 0
    with trusting_session() as session:
        for attempt in range(_TRIES_IN_ALL):
            if not usable or fruitless == _TRIES:
                break
            if fruitless:
                _pause(BACK_OFF_SECONDS * 2 ** (fruitless - 1), cancelled)
            address = usable[attempt % len(usable)]
            before = _size(part)
            try:
                _receive(session, address, part, size, progress, cancelled)
            except _Refused as refusal:
                fault = refusal
                usable.remove(address)
                continue
            except requests.RequestException as failure:
                fault = failure
            if _size(part) == size:
                return
            fruitless = 0 if _size(part) > before else fruitless + 1
    here = _size(part)
    kept = f" {here} of {size} bytes are kept and the next try goes on from there." if here else ""
    raise Missing(
        f"The download failed: {_reason(fault)}.{kept} Check the network and type `voiceapp model --fetch` again, "
        "or download the file elsewhere and type `voiceapp model --from FILE`."
    )


def _receive(
    session: requests.Session,
    address: str,
    part: Path,
    size: int,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> None:
    """One request: append to ``part`` what the server sends, from the start if it does not go on where we are."""
    here = _size(part)
    if here >= size:
        if here == size:
            return
        part.unlink()
        here = 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={here}-"} if here else {})
    with session.get(address, headers=headers, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS)) as response:
        if response.status_code == 416:  # the server's file is shorter than what we have: not the same file
            part.unlink(missing_ok=True)
            return
        if response.status_code not in (200, 206):
            if response.status_code in _WORTH_ANOTHER_TRY:
                response.raise_for_status()
            raise _Refused(f"the server answered {response.status_code} {response.reason}")
        start, whole = _extent(response)
        if whole not in (None, size):
            raise _Refused(f"the server has {whole} bytes, not {size} (is it a proxy or a login page?)")
        if start not in (0, here):
            part.unlink(missing_ok=True)  # a range we did not ask for
            return
        here = start
        with part.open("ab" if here else "wb") as sink:
            for chunk in response.iter_content(_CHUNK):
                _check(cancelled)
                here += len(chunk)
                if here > size:
                    sink.truncate(0)
                    raise _Refused(f"the server sends more than the {size} bytes expected")
                sink.write(chunk)
                if progress is not None:
                    progress(here, size)
                _check(cancelled)


def trusting_session() -> requests.Session:
    """A session that trusts what the machine trusts.

    requests alone knows REQUESTS_CA_BUNDLE and its own list; with truststore the system's store (and
    SSL_CERT_FILE) counts too, which networks with their own certificate authority need.
    """
    import ssl

    import requests
    import truststore
    from requests.adapters import HTTPAdapter

    class SystemTrust(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, ssl_context=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT), **kwargs)

        def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
            context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            return super().proxy_manager_for(*args, ssl_context=context, **kwargs)

    session = requests.Session()
    session.mount("https://", SystemTrust())
    return session


def _extent(response: requests.Response) -> tuple[int, int | None]:
    """The offset at which the body starts, and the whole file's size if the server says it."""
    if response.status_code == 206:
        found = re.match(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("Content-Range", ""))
        return (int(found[1]), None if found[2] == "*" else int(found[2])) if found else (-1, None)
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isdecimal() else None


def _reason(fault: Exception | None) -> str:
    """The innermost cause of a network fault, in a few words."""
    if fault is None:
        return "the server sends nothing new"
    text = str(fault)
    if found := re.search(r"Failed to resolve '([^']*)'", text):
        return f"the name {found[1]} is unknown"
    if found := re.search(r"(?<=CERTIFICATE_VERIFY_FAILED. )[^(\"]*|\[Errno -?\d+\] [^'\")]*", text):
        return found[0].strip()
    return text.split("(Caused by", 1)[0].rstrip(" .:")


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _check(cancelled: Cancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise DownloadCancelled("The download was cancelled; nothing of it is left.")


def _pause(seconds: float, cancelled: Cancelled | None) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        _check(cancelled)
        time.sleep(min(0.1, left))
