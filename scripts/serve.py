"""`portal serve`: the site on this machine, built again on each edit."""

from __future__ import annotations

import argparse
import multiprocessing
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path

from watchfiles import Change, watch

from scripts import arguments
from scripts.builder import Order, Outcome, work
from scripts.folders import CACHE, CODE, CONTENT, THEME
from scripts.messages import Stop, number_text, text
from scripts.web import open_server

_FIRST_PORT, _LAST_PORT = 8000, 8099


def run(options: argparse.Namespace) -> int:
    data = arguments.folder(options.data)
    as_of = arguments.day(options.as_of, "--as-of")
    port = None if options.port is None else arguments.number(options.port, "--port", 1, 65535)
    site = _Site()
    server = _listen(port, site)
    number = server.server_address[1]
    address = f"http://127.0.0.1:{number}/"
    # Two servers never have the same port, so they never build into the same folder.
    order = Order(CACHE / "serve" / str(number), data, as_of, address.rstrip("/"), options.lang)
    builder = Builder(order)
    threading.Thread(target=server.serve_forever, name="web", daemon=True).start()
    try:
        _tell(text("building", options.lang))
        outcome = builder.build()
        if _report(outcome, "", site, order):
            _tell(text("serving", options.lang, url=address))
        for changes in watch(*_watched(data), raise_interrupt=True):
            waiting = site.folder is None
            _react(changes, builder, site, order)
            if waiting and site.folder is not None:
                _tell(text("serving", options.lang, url=address))
    except KeyboardInterrupt:
        _tell(text("stopped", options.lang))
    finally:
        server.shutdown()
        server.server_close()
        builder.end()
    return 0


class _Site:
    """Where the last good build is; nowhere before the first."""

    folder: Path | None = None

    def __call__(self) -> Path | None:
        return self.folder


class Builder:
    """The building process and the pipe to it."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would carry the server's threads along
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=work, args=(other, self._order), name="builder")
        self._process.start()
        other.close()

    def build(self) -> Outcome | None:
        """Outcome of one build; ``None`` when the process fell over, which has then told why."""
        if not self._process.is_alive():
            self.restart()
        try:
            self._pipe.send("build")
            outcome: Outcome = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            return None
        return outcome

    def restart(self) -> None:
        self.end()
        self._start()

    def end(self) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def _listen(port: int | None, site: _Site) -> ThreadingHTTPServer:
    for candidate in range(_FIRST_PORT, _LAST_PORT + 1) if port is None else (port,):
        try:
            return open_server(candidate, site)
        except OSError as error:
            if port is not None:
                code = "not-allowed" if isinstance(error, PermissionError) else "port-taken"
                raise Stop(2, code, port=port, path=f"127.0.0.1:{port}", reason=error.strerror) from None
    raise Stop(2, "no-free-port", first=_FIRST_PORT, last=_LAST_PORT)


def _watched(data: Path) -> list[Path]:
    return [folder for folder in (data.resolve(), CONTENT, THEME, *CODE) if folder.is_dir()]


def _react(changes: set[tuple[Change, str]], builder: Builder, site: _Site, order: Order) -> None:
    paths = sorted({path for _, path in changes})
    named = _named(paths)
    if any(Path(path).is_relative_to(folder) for path in paths for folder in CODE):
        _tell(text("code-changed", order.lang, time=_time(), changed=named))
        builder.restart()
    _report(builder.build(), named, site, order)


def _named(paths: list[str]) -> str:
    """The changed files in a few words."""
    first = arguments.shown(Path(paths[0]))
    return first if len(paths) == 1 else f"{first} (+{len(paths) - 1})"


def _report(outcome: Outcome | None, changed: str, site: _Site, order: Order) -> bool:
    """Tell what came of a build. True when there is a new good site."""
    if outcome is None:
        _tell(text("builder-fell", order.lang, time=_time()))
        return False
    for line in outcome.lines:
        _tell(line)
    if outcome.fell:
        _tell(text("builder-fell", order.lang, time=_time()))
        return False
    if outcome.errors:
        code = "not-yet" if site.folder is None else "kept"
        _tell(text(code, order.lang, time=_time(), errors=number_text(outcome.errors, order.lang)))
        return False
    site.folder = order.out
    if changed:
        _tell(outcome.summary(order.lang, time=_time(), changed=changed))
    return True


def _time() -> str:
    return time.strftime("%H:%M:%S")


def _tell(line: str) -> None:
    print(line, flush=True)
