"""Who may ask: no page of another site may read the graph, or have its visitors' browsers run queries.

The server is on this machine and asks for no password, so a browser must not lend it to strangers. A name that a
stranger points at this machine (DNS rebinding) shows in Host; a request that a stranger's page sends shows in Origin
or Sec-Fetch-Site.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from werkzeug.wrappers import Request

from kg.serve.pool import RequestError


class Access:
    """`hosts` are names of this server beside `localhost`, `origins` sites (`https://example.org`) that may read it."""

    def __init__(self, hosts: Collection[str] = (), origins: Collection[str] = ()) -> None:
        self._hosts = {"localhost", *(host.lower() for host in hosts)}
        self._origins = {origin.rstrip("/").lower() for origin in origins}

    def check(self, request: Request) -> str | None:
        """The site to which the answer may be shown, if a page of another site asks and may. Raises RequestError."""
        host = request.headers.get("Host", "")
        if not self._is_ours(host):
            raise RequestError(403, f"{host[:100]!r} is no name of this server; allow it with --allow-host")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            if origin.lower() not in self._origins:
                raise RequestError(403, f"{origin[:100]!r} may not read this server; allow it with --allow-origin")
            return origin
        fetch, mode = (request.headers.get(f"Sec-Fetch-{key}") for key in ("Site", "Mode"))
        if fetch in ("cross-site", "same-site") and mode != "navigate":
            raise RequestError(403, "a page of another site may not read this server")
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a Host is ours. An address can't be pointed elsewhere, so any address is."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in self._hosts
        return True
