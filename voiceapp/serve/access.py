"""Who may call: anybody from this machine, and others with the token."""

from __future__ import annotations

import hmac
import ipaddress
import uuid

from voiceapp.errors import UsageFault


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens on ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def needed(host: str, token: str | None) -> None:
    """Raise ``UsageFault`` when a server on ``host`` would be open to everybody."""
    if not is_loopback(host) and not token:
        raise UsageFault(
            f"{host} can be reached from other machines; give a --token for callers to present, or listen on 127.0.0.1"
        )
    if token is not None and len(token) < 16:
        raise UsageFault("a token has at least 16 characters")


def allowed(token: str | None, presented: str | None) -> bool:
    """Whether who presents ``presented`` may call."""
    return token is None or (presented is not None and hmac.compare_digest(token.encode(), presented.encode()))


def as_uuid(token: str) -> uuid.UUID:
    """The token as the UUID an exchange presents. Raises ``UsageFault`` when it is none."""
    try:
        return uuid.UUID(token)
    except ValueError:
        raise UsageFault("an exchange presents the token as the call's UUID, so --token has to be one") from None
