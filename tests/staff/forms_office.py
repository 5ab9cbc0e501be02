"""The form editor as a real server over real git, and people who use it as their browsers do."""

from __future__ import annotations

import base64
import contextlib
import json
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from PIL import Image

from scripts.staff.admin import demo
from scripts.staff.admin.demo import User
from scripts.staff.admin.running import Running, running
from tests import tree
from tests.callback.office import git

USERS = (
    *demo.USERS,
    User("xa-hai", "Cô Hai (xã)", "commune", ("2023/25216",)),
    User("xa-khac", "Cô Ba (xã khác)", "commune", ("2023/25217",)),
    User("xa-khoa", "Cô Năm (xã)", "commune", ("2023/25216",)),
    User("tinh-hai", "Chị Tư (tỉnh)", "province", ()),
)
CHEAP = PasswordHasher.from_parameters(CHEAPEST)
"""Passwords of tests need no protection."""
SLUG = "dc23a0002g"
PATH = f"addresses/{SLUG}.json"


class Person:
    """Somebody at a browser. Cookies are kept, and requests say that they come from our own page."""

    def __init__(self, url: str) -> None:
        self.origin = url.removesuffix("/admin/")
        self.cookie = ""

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(self.origin)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        sent = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"} if method == "POST" else {}
        sent |= {"Cookie": self.cookie} if self.cookie else {}
        try:
            connection.request(method, path, body, sent | (headers or {}))
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            content = answer.read()
        finally:
            connection.close()
        if "set-cookie" in told:
            self.cookie = told["set-cookie"].partition(";")[0]
        return answer.status, told, content

    def log_in(self, user: str, password: str) -> int:
        body = urlencode({"user": user, "password": password}).encode()
        return self.ask("POST", "/admin/login", body, {"Content-Type": "application/x-www-form-urlencoded"})[0]

    def api(self, action: str, **params: Any) -> tuple[int, Any]:
        body = json.dumps({"branch": "main", "action": action, "params": {"branch": "main"} | params}).encode()
        status, _, content = self.ask(
            "POST", "/admin/api/v1", body, {"Content-Type": "application/json; charset=utf-8"}
        )
        return status, json.loads(content)

    def opened(self, slug: str = SLUG, collection: str = "addresses") -> dict[str, Any]:
        """The form of an entry as the editor fills it: from its draft, or from what is published."""
        status, _ = self.api("unpublishedEntry", collection=collection, slug=slug)
        path = f"{collection}/{slug}.json"
        if status == 200:
            _, told = self.api("unpublishedEntryDataFile", collection=collection, slug=slug, path=path, id="x")
        else:
            _, told = self.api("getEntry", path=path)
        values: dict[str, Any] = json.loads(told["data"])
        return values

    def save(
        self,
        values: dict[str, Any],
        slug: str = SLUG,
        collection: str = "addresses",
        assets: Any = (),
        new: bool = False,
    ) -> tuple[int, Any]:
        file = {"path": f"{collection}/{slug}.json", "slug": slug, "raw": json.dumps(values)}
        options = {"commitMessage": "x", "collectionName": collection, "useWorkflow": True, "status": "draft"}
        return self.api("persistEntry", dataFiles=[file], assets=list(assets), options=options | {"newEntry": new})

    def change(self, slug: str = SLUG, **fields: Any) -> tuple[int, Any]:
        return self.save(self.opened(slug) | fields, slug)

    def step(self, to: str, slug: str = SLUG) -> tuple[int, Any]:
        return self.api("updateUnpublishedEntryStatus", collection="addresses", slug=slug, newStatus=to)

    def publish(self, slug: str = SLUG) -> tuple[int, Any]:
        return self.api("publishUnpublishedEntry", collection="addresses", slug=slug)


class Office:
    """A running form editor with its remote, and everybody logged in."""

    def __init__(self, made: Running, folder: Path, passwords: dict[str, str]) -> None:
        self.made = made
        self.folder = folder
        self.remote = folder / "data.git"
        self.staff = folder / "data"
        self.passwords = passwords
        self._start = git(self.remote, "rev-parse", "main").strip()
        self._cookies: dict[str, str] = {}

    def person(self, user: str) -> Person:
        person = Person(self.made.url)
        person.cookie = self._cookies.get(user, "")
        if not person.cookie:
            assert person.log_in(user, self.passwords[user]) == 303
            self._cookies[user] = person.cookie
        return person

    def reset(self) -> None:
        """Everything as it was at the start: no drafts, nothing published since."""
        for ref in self.clone("for-each-ref", "--format=%(refname)", "refs/heads/cms/", "refs/staff/").split():
            self.clone("update-ref", "-d", ref)
        git(self.remote, "update-ref", "refs/heads/main", self._start)
        git(self.staff, "reset", "--quiet", "--hard", self._start)
        self.made.desk.refresh()

    def anybody(self) -> Person:
        return Person(self.made.url)

    def published(self, path: str = tree.ADDRESS) -> str:
        return git(self.remote, "show", f"main:{path}")

    def commits(self) -> int:
        return int(git(self.remote, "rev-list", "--count", "main"))

    def push(self, message: str = "work of staff") -> None:
        """What staff changed in their own work tree comes to the remote."""
        git(self.staff, "add", "-A")
        git(self.staff, "commit", "--quiet", "-m", message)
        git(self.staff, "push", "--quiet", str(self.remote), "HEAD:main")

    def clone(self, *line: str) -> str:
        return git(self.made.desk._repository.folder, *line)


def editor_files(folder: Path) -> Path:
    """Stands for the form editor where no browser opens it."""
    dist = folder / "decap-cms/dist"
    dist.mkdir(parents=True, exist_ok=True)
    (dist / "decap-cms.js").write_text("// the editor")
    (dist.parent / "package.json").write_text('{"version": "0.0.0"}')
    return dist


@contextlib.contextmanager
def office(folder: Path, documents: str = "", editor: Path | None = None) -> Iterator[Office]:
    folder.mkdir(exist_ok=True)
    data = tree.write(folder / "written", documents)
    settings, passwords = demo.make(folder, data, 0, USERS, CHEAP)
    with running(settings, editor or editor_files(folder)) as made:
        yield Office(made, folder, passwords)


@contextlib.contextmanager
def memory(made: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that needs no disk, where there is one."""
    shared = Path("/dev/shm")
    if not shared.is_dir():
        yield made.mktemp("office") / "office"
        return
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        yield Path(folder) / "office"


def picture(size: tuple[int, int] = (60, 40), kind: str = "JPEG", **more: Any) -> bytes:
    kept = BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(kept, kind, **more)
    return kept.getvalue()


def asset(path: str, content: bytes) -> dict[str, str]:
    return {"path": path, "content": base64.b64encode(content).decode(), "encoding": "base64"}
