"""Chromium without a window, driven over a pipe with its own protocol: nothing but the standard library.

Every message of the console, every exception and every request that a page makes is kept, so that tests can say
that there was none.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOUND = next((p for n in ("chromium", "chromium-browser", "google-chrome", "chrome") if (p := shutil.which(n))), None)
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip
_PATIENCE = 60.0


class PageFault(AssertionError):
    """What a page threw, or the protocol refused."""


class Page:
    """One page of the browser: open a file, run script in it, and see what it complained about and asked for."""

    def __init__(self, send: Callable[[str, dict[str, Any]], dict[str, Any]], events: list[dict[str, Any]]) -> None:
        """Keep the means to talk to the page."""
        self._send, self._events = send, events

    def open(self, file: Path) -> None:
        """Show a file and wait until it and its scripts are done."""
        self._events.clear()
        self._send("Page.navigate", {"url": file.as_uri()})
        self.wait('document.readyState === "complete" && location.protocol === "file:"')

    def run(self, script: str) -> Any:
        """Give the value of an expression; a promise is awaited."""
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True, "userGesture": True}
        answer = self._send("Runtime.evaluate", asked)
        if "exceptionDetails" in answer:
            raise PageFault(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def wait(self, condition: str) -> None:
        """Wait until an expression is true."""
        limit = time.monotonic() + _PATIENCE
        while time.monotonic() < limit:
            try:
                if self.run(condition):
                    return
            except PageFault as fault:  # between two pages there is none
                if "context" not in str(fault).lower():
                    raise
            self.run("new Promise((done) => setTimeout(done, 15))")
        raise PageFault(f"never true: {condition}")

    def press(self, key: str, code: int) -> None:
        """Press a key, as a person does."""
        named = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        text = {"text": "\r"} if key == "Enter" else {}
        self._send("Input.dispatchKeyEvent", {"type": "keyDown", **named, **text})
        self._send("Input.dispatchKeyEvent", {"type": "keyUp", **named})

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call any method of the protocol."""
        return self._send(method, parameters)

    def complaints(self) -> list[str]:
        """Give every exception and every warning or error of the console since the page was opened."""
        kinds = {"Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded", "Audits.issueAdded"}
        return [json.dumps(event["params"])[:1000] for event in self._events if event["method"] in kinds]

    def requests(self) -> list[str]:
        """Give every address that was asked for since the page was opened."""
        return [e["params"]["request"]["url"] for e in self._events if e["method"] == "Network.requestWillBeSent"]


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """Start a browser whose downloads go into `folder`, give its page, and end it."""
    assert FOUND is not None
    to_read, to_write = os.pipe(), os.pipe()
    profile = folder / "browser"

    def wire() -> None:
        os.dup2(to_read[0], 3)
        os.dup2(to_write[1], 4)

    process = subprocess.Popen(
        [FOUND, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
        preexec_fn=wire,  # noqa: PLW1509 - the protocol speaks over the descriptors 3 and 4
        pass_fds=(3, 4),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read[0])
    os.close(to_write[1])
    try:
        yield _page(to_read[1], to_write[0], folder)
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # the browser and the processes that it started
        process.wait()
        os.close(to_read[1])
        os.close(to_write[0])


def _page(out: int, back: int, folder: Path) -> Page:
    events: list[dict[str, Any]] = []
    talk = _Talk(out, back, events)
    target = next(t for t in talk.ask("Target.getTargets", {})["targetInfos"] if t["type"] == "page")
    session = talk.ask("Target.attachToTarget", {"targetId": target["targetId"], "flatten": True})["sessionId"]
    talk.session = session
    for domain in ("Page", "Runtime", "Network", "Log", "Audits"):
        talk.ask(f"{domain}.enable", {})
    talk.ask("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    return Page(talk.ask, events)


class _Talk:
    def __init__(self, out: int, back: int, events: list[dict[str, Any]]) -> None:
        self.out, self.back, self.events = out, back, events
        self.number, self.rest, self.session = 0, b"", ""

    def ask(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self.number += 1
        message: dict[str, Any] = {"id": self.number, "method": method, "params": parameters}
        if self.session and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self.session
        raw = json.dumps(message).encode() + b"\0"
        while raw:
            raw = raw[os.write(self.out, raw) :]
        while True:
            answer = self._next()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise PageFault(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result
            if "method" in answer:
                self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            more = os.read(self.back, 1 << 16)
            if not more:
                raise PageFault("the browser has gone")
            self.rest += more
        one, _, self.rest = self.rest.partition(b"\0")
        value: dict[str, Any] = json.loads(one)
        return value
