"""Messages posted to an address, and the call that a monitor waits for."""

from __future__ import annotations

import http.client
import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from email.message import Message as Headers
from pathlib import Path
from typing import IO, Any

from dataroom import __version__
from dataroom.notify.delivery import NotDelivered
from dataroom.notify.settings import is_loopback

_PATIENCE = 30.0
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """A redirected POST becomes a GET without its content, and may lead anywhere: it counts as a failure."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the library's own
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Headers, newurl: str
    ) -> None:
        """Follow nothing."""
        del req, fp, code, msg, headers, newurl


def post(url: str, values: Mapping[str, Any], authority: Path | None = None) -> None:
    """Post values as JSON; raises NotDelivered, whose words hold nothing of the address."""
    body = json.dumps(values, ensure_ascii=True).encode("ascii")
    _open(url, body, {"Content-Type": "application/json"}, authority)


def call(url: str, authority: Path | None = None) -> None:
    """Call an address; raises NotDelivered."""
    _open(url, None, {}, authority)


def _open(url: str, body: bytes | None, headers: Mapping[str, str], authority: Path | None) -> None:
    asked = urllib.request.Request(url, body, {"User-Agent": f"dataroom/{__version__}", **headers})  # noqa: S310 - https, or this machine: checked with the settings
    try:
        with _opener(url, authority).open(asked, timeout=_PATIENCE) as answer:
            if not 200 <= answer.status < 300:
                raise NotDelivered(f"HTTP {answer.status}", lasting=True)
    except urllib.error.HTTPError as error:
        error.close()
        raise NotDelivered(f"HTTP {error.code}", lasting=error.code not in _AGAIN) from None
    except urllib.error.URLError as error:
        reason = error.reason
        if isinstance(reason, ssl.SSLCertVerificationError):
            said = f"the server’s certificate is not trusted: {reason.verify_message}"
            raise NotDelivered(said, lasting=True) from None
        raise NotDelivered(getattr(reason, "strerror", None) or type(reason).__name__) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotDelivered(type(error).__name__) from None


def _opener(url: str, authority: Path | None) -> urllib.request.OpenerDirector:
    context = ssl.create_default_context(cafile=None if authority is None else str(authority))
    handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPSHandler(context=context), _NoDetour()]
    if is_loopback(urllib.parse.urlsplit(url).hostname or ""):
        handlers.append(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener(*handlers)
