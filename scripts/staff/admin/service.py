"""The form editor over HTTP: login, the editor's page and protocol, previews, and the choice between two versions.

A WSGI application; `portal admin` serves it with waitress. Whatever changes something is taken only from a page of ours
(Origin and Sec-Fetch-Site), of somebody who is logged in (a cookie no other site can send), in their role and units.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from nhandao.records.record import Record
from nhandao.site.theme import Theme
from scripts.callback.git import GitFailed
from scripts.callback.repository import Overtaken
from scripts.folders import THEME
from scripts.messages import number_text
from scripts.staff.admin import forms, guard, kinds
from scripts.staff.admin.accounts import Accounts, Refused
from scripts.staff.admin.actions import Actions, NotFound
from scripts.staff.admin.checker import CheckerFell
from scripts.staff.admin.config import configuration
from scripts.staff.admin.desk import Desk, Refusal
from scripts.staff.admin.drafts import Draft, Kept
from scripts.staff.admin.preview import Preview
from scripts.staff.admin.roles import Editor, publishing_refusal, refusal
from scripts.staff.admin.sessions import Session, Sessions
from scripts.staff.admin.texts import TEXTS
from scripts.web import content_type, is_compressible

_LOG = logging.getLogger("nhandao.admin")
BASE = "/admin"
MAX_BODY = 40 * 1024 * 1024
"""Bytes of one save with its new photos."""
_VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
_TOLD = 8
"""Problems told at once: more are mended no sooner."""
_PREVIEWS = 12
_EDITOR_FILE = re.compile(r"decap-cms\.js|\d+\.decap-cms\.js|[0-9a-f]{20}\.wasm", re.ASCII)
_OWN = Path(__file__).parent
_WRITING = ("persistEntry", "updateUnpublishedEntryStatus", "publishUnpublishedEntry", "deleteUnpublishedEntry")


class Service:
    """The application of one desk.

    Args:
        url: origin the editors open, see `settings.AdminFile.url`.
        editor_files: folder of the form editor's static files, and their version.
    """

    def __init__(
        self,
        desk: Desk,
        accounts: Accounts,
        url: str,
        editor_files: Path,
        clock: Callable[[], datetime],
        proxies: int = 0,
    ) -> None:
        self._desk = desk
        self._accounts = accounts
        self._clock = clock
        self._editor_files = editor_files
        self._version = json.loads((editor_files.parent / "package.json").read_text(encoding="utf-8"))["version"]
        self.origins = {url}
        self._secure = url.startswith("https:")
        self._sessions = Sessions(time.monotonic)
        self._logins, self._writes = guard.limits(time.monotonic, clock)
        self._previews: OrderedDict[tuple[str, str], Preview] = OrderedDict()
        self._lock = Lock()
        self._packed: dict[str, bytes] = {}
        desk.people = accounts.editor
        self.app = Flask("nhandao.admin", static_folder=None, template_folder=str(_OWN / "pages"))
        self.app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
        self.app.config["MAX_FORM_MEMORY_SIZE"] = 100_000
        self.app.jinja_env.trim_blocks = self.app.jinja_env.lstrip_blocks = True
        if proxies:
            self.app.wsgi_app = ProxyFix(self.app.wsgi_app, x_for=proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
        self._routes()

    def answer_as(self, *origins: str) -> None:
        """Take requests of these origins alone: the port of a server is known only once it listens."""
        self.origins = set(origins)

    # --- routes ---------------------------------------------------------------------------------------------------

    def _routes(self) -> None:
        app = self.app
        app.before_request(self._first)
        app.after_request(guard.finished)
        app.add_url_rule("/", view_func=lambda: redirect(f"{BASE}/"), endpoint="root")
        app.add_url_rule(BASE, view_func=lambda: redirect(f"{BASE}/"), endpoint="short")
        app.add_url_rule(f"{BASE}/", view_func=self._editor_page, endpoint="editor")
        app.add_url_rule(f"{BASE}/config.yml", view_func=self._config, endpoint="config")
        app.add_url_rule(f"{BASE}/api/v1", view_func=self._api, methods=["POST"], endpoint="api")
        app.add_url_rule(f"{BASE}/login", view_func=self._login, methods=["GET", "POST"], endpoint="login")
        app.add_url_rule(f"{BASE}/logout", view_func=self._logout, methods=["POST"], endpoint="logout")
        app.add_url_rule(f"{BASE}/work/", view_func=self._work, endpoint="work")
        app.add_url_rule(
            f"{BASE}/conflict/<identity>", view_func=self._conflict, methods=["GET", "POST"], endpoint="conflict"
        )
        app.add_url_rule(
            f"{BASE}/preview/<collection>/<slug>/", view_func=self._preview, defaults={"path": ""}, endpoint="preview"
        )
        app.add_url_rule(f"{BASE}/preview/<collection>/<slug>/<path:path>", view_func=self._preview, endpoint="preview")
        app.add_url_rule(f"{BASE}/editor/<version>/<name>", view_func=self._editor_file, endpoint="editor-file")
        app.add_url_rule(f"{BASE}/files/<name>", view_func=self._own_file, endpoint="own-file")
        app.add_url_rule(f"{BASE}/theme/<path:name>", view_func=self._theme_file, endpoint="theme-file")
        app.register_error_handler(Exception, self._failed)

    def _first(self) -> Response | None:
        """What comes before anything else: our own name, and nothing sent by another site."""
        if f"//{request.host}" not in {f"//{urlsplit(origin).netloc}" for origin in self.origins}:
            return self._told("admin-host", 421, "vi")
        if request.method not in ("GET", "HEAD") and not guard.is_ours(request, self.origins):
            return self._told("admin-elsewhere-sent", 403, self._lang())
        return None

    def _who(self) -> tuple[Editor, Session] | None:
        token = request.cookies.get(guard.COOKIE, "")
        session = self._sessions.of(token) if token else None
        editor = self._accounts.editor(session.user) if session is not None else None
        return (editor, session) if editor is not None and session is not None else None

    def _lang(self) -> str:
        who = self._who()
        if who is not None:
            return who[0].lang
        return "en" if request.args.get("lang") == "en" else "vi"

    # --- logging in -----------------------------------------------------------------------------------------------

    def _login(self) -> Any:
        lang = self._lang()
        if request.method == "GET":
            return self._page("login.html", lang, say(lang, "admin-log-in"), user="", problem="")
        user = request.form.get("user", "").strip().lower()[:31]
        wait = self._logins.take(user, request.remote_addr or "")
        if wait is not None:
            problem, status = say(lang, "admin-slow-down", seconds=wait.seconds), 429
        else:
            found = self._accounts.log_in(user, request.form.get("password", ""), self._clock())
            if isinstance(found, Editor):
                self._sessions.end(request.cookies.get(guard.COOKIE, ""))
                response = redirect(f"{BASE}/", 303)
                guard.set_cookie(response, self._sessions.begin(user), BASE, self._secure)  # type: ignore[arg-type]
                return response
            problem, status = self._refused(found, lang), 403
        return self._page("login.html", lang, say(lang, "admin-log-in"), status, user=user, problem=problem)

    def _refused(self, found: Refused, lang: str) -> str:
        if found.until is None:
            return say(lang, "admin-wrong")
        return say(lang, "admin-locked", until=f"{found.until.astimezone(_VIETNAM):%H:%M}")

    def _logout(self) -> Any:
        self._sessions.end(request.cookies.get(guard.COOKIE, ""))
        response = redirect(f"{BASE}/login", 303)
        guard.drop_cookie(response, BASE, self._secure)  # type: ignore[arg-type]
        # The editor keeps what is being written in the browser: not for the next person at the same machine.
        response.headers["Clear-Site-Data"] = '"storage"'
        return response

    # --- the editor -----------------------------------------------------------------------------------------------

    def _editor_page(self) -> Any:
        who = self._who()
        if who is None:
            return redirect(f"{BASE}/login")
        editor, _ = who
        page = self._page(
            "editor.html", editor.lang, "", editor=editor, version=self._version, kept=len(self._desk.kept(editor))
        )
        page.headers["Content-Security-Policy"] = guard.EDITOR
        return page

    def _config(self) -> Any:
        who = self._who()
        if who is None:
            return _json({"error": say("vi", "admin-logged-out")}, 401)
        editor, _ = who
        with self._desk.turn:
            book = self._desk.shelf().book
        if book is None:
            return _json({"error": say(editor.lang, "admin-no-campaign")}, 503)
        return _json(configuration(editor, book, BASE, self._desk.next_code(kinds.ADDRESSES)), 200)

    def _api(self) -> Any:
        who = self._who()
        if who is None:
            return _json({"error": say("vi", "admin-logged-out")}, 401)
        editor, session = who
        if request.mimetype != "application/json":
            return _json({"error": say(editor.lang, "admin-question")}, 415)
        try:
            question = request.get_json(silent=True)
        except RecursionError:
            question = None
        if isinstance(question, dict) and question.get("action") in _WRITING:
            wait = self._writes.take(editor.user, request.remote_addr or "")
            if wait is not None:
                return _json({"error": say(editor.lang, "admin-slow-down", seconds=wait.seconds)}, 429)
        try:
            return _json(Actions(self._desk, editor, session, BASE).answer(question), 200)
        except NotFound:
            return _json({"error": say(editor.lang, "admin-no-draft")}, 404)
        except Refusal as refused:
            return _json(self._told_refusal(refused, editor.lang), refused.status)

    def _told_refusal(self, refused: Refusal, lang: str) -> dict[str, Any]:
        values = dict(refused.values) | {"count": number_text(len(refused.problems), lang)}
        if refused.code == "admin-changed-since":
            values["who"] = f" ({values['by']})" if values.get("by") else ""
        told: dict[str, Any] = {"error": say(lang, refused.code, **values)}
        lines = problem_lines(refused, lang)
        if lines:
            told |= {"summary": told["error"], "problems": lines}
            told["error"] += " " + " • ".join(lines)  # the editor's own notice is one line
        if "identity" in refused.values:
            told["link"] = f"{BASE}/conflict/{refused.values['identity']}"
            told["link_text"] = say(lang, "admin-choose")
        return told

    # --- our own pages --------------------------------------------------------------------------------------------

    def _work(self) -> Any:
        who = self._who()
        if who is None:
            return redirect(f"{BASE}/login")
        editor, _ = who
        drafts = [self._draft_row(draft, editor) for draft in self._desk.drafts(editor)]
        kept = [
            {"identity": one.identity, "name": one.kind.identity(one.slug), "at": _time(one.at)}
            for one in self._desk.kept(editor)
        ]
        note = say(editor.lang, "admin-chosen") if request.args.get("chosen") else ""
        title = say(editor.lang, "admin-work")
        return self._page("work.html", editor.lang, title, editor=editor, drafts=drafts, kept=kept, note=note)

    def _draft_row(self, draft: Draft, editor: Editor) -> dict[str, object]:
        with self._desk.turn:
            record = self._desk.record_of(draft)
        title = getattr(record, "title", None) or getattr(record, "name", draft.slug)
        waits = (
            draft.status == "pending_review" and not refusal(editor, draft.status, "pending_publish", draft.authors)
        ) or not publishing_refusal(editor, draft.status, draft.authors, draft.reviewer)
        return {
            "collection": draft.kind.collection,
            "slug": draft.slug,
            "code": draft.kind.identity(draft.slug),
            "title": title,
            "status": draft.status,
            "by": draft.by,
            "at": _time(draft.updated),
            "waits": waits,
            "preview": draft.kind.collection == "addresses",
        }

    def _conflict(self, identity: str) -> Any:
        who = self._who()
        if who is None:
            return redirect(f"{BASE}/login")
        editor, _ = who
        kept = self._desk.kept_one(editor, identity)
        problem, status = "", 200
        if request.method == "POST":
            choice = request.form.get("choice", "")
            if choice not in ("mine", "theirs", "both"):
                raise Refusal("admin-question", 400)
            try:
                self._desk.choose(kept, choice, editor, request.form.get("theirs", ""))
                return redirect(f"{BASE}/work/?chosen=1", 303)
            except Refusal as refused:
                problem, status = str(self._told_refusal(refused, editor.lang)["error"]), refused.status
        return self._conflict_page(kept, editor, problem, status)

    def _conflict_page(self, kept: Kept, editor: Editor, problem: str, status: int) -> Any:
        base, mine, theirs = self._desk.sides(kept)
        joined = forms.merged(kept.kind, base, mine, theirs) if mine is not None and theirs is not None else None
        return self._page(
            "conflict.html",
            editor.lang,
            say(editor.lang, "admin-choose"),
            status,
            editor=editor,
            name=kept.kind.identity(kept.slug),
            parts=_parts(kept, mine, theirs, editor.lang),
            joinable=joined is not None,
            problem=problem,
            theirs_id=self._desk.side_id(theirs),
        )

    def _preview(self, collection: str, slug: str, path: str) -> Any:
        who = self._who()
        if who is None:
            return redirect(f"{BASE}/login")
        editor, _ = who
        kind = kinds.kind_of(collection)
        if kind is None or kind.collection != "addresses" or kind.identity(slug) is None:
            raise Refusal("admin-not-found", 404)
        origin = next(origin for origin in self.origins if urlsplit(origin).netloc == request.host)
        base = f"{origin}{BASE}/preview/{collection}/{slug}"
        key = editor.user, f"{collection}/{slug}"
        made = self._previews.get(key) if path else None
        if made is None:
            made = self._desk.preview(kind, slug, editor, base)
            with self._lock:
                self._previews[key] = made
                self._previews.move_to_end(key)
                while len(self._previews) > _PREVIEWS:
                    self._previews.popitem(last=False)
        page = f"dia-chi/{kind.identity(slug)}/index.html"
        if not made.files:
            return self._no_preview(made, editor)
        if not path:
            return redirect(f"{BASE}/preview/{collection}/{slug}/{page.removesuffix('index.html')}")
        file = path + "index.html" if path.endswith("/") else path
        content = made.files.get(file)
        if content is None:
            raise Refusal("admin-not-found", 404)
        if file == page:
            content = self._marked(content, made, editor.lang)
        response = _file(content, content_type(Path(file)))
        response.headers["Content-Security-Policy"] = guard.preview_policy()
        return response

    def _no_preview(self, made: Preview, editor: Editor) -> Any:
        code = "admin-preview-errors" if made.problems else "admin-preview-none"
        lines = [problem.render(editor.lang) for problem in made.problems]
        title = say(editor.lang, "admin-preview")
        return self._page(
            "note.html", editor.lang, title, 200, editor=editor, note=say(editor.lang, code), lines=lines
        )  # fmt: skip

    def _marked(self, page: bytes, made: Preview, lang: str) -> bytes:
        """The page with a line on top that says what it is."""
        words = say(lang, "admin-preview-note")
        if made.supposed:
            steps = ", ".join(forms.place_text(kinds.ADDRESSES, (step,), lang) for step in made.supposed)
            words += " " + say(lang, "admin-preview-supposed", steps=steps)
        note = f'<p role="note" class="plate">{words}</p>'.encode()
        return re.sub(rb"<body[^>]*>", lambda body: body[0] + note, page, count=1)

    # --- files ----------------------------------------------------------------------------------------------------

    def _editor_file(self, version: str, name: str) -> Any:
        if version != self._version or not _EDITOR_FILE.fullmatch(name):
            raise Refusal("admin-not-found", 404)
        if name not in self._packed:
            try:
                content = (self._editor_files / name).read_bytes()
            except FileNotFoundError:
                raise Refusal("admin-not-found", 404) from None
            self._packed[name] = gzip.compress(content, 6, mtime=0)
        type = "application/wasm" if name.endswith(".wasm") else content_type(Path(name))
        return _kept_file(self._packed[name], type, packed=True)

    def _own_file(self, name: str) -> Any:
        if name not in ("admin.css", "editor.js", "words.js"):
            raise Refusal("admin-not-found", 404)
        return _file((_OWN / "files" / name).read_bytes(), content_type(Path(name)))

    @cached_property
    def _theme(self) -> Theme:
        return Theme(THEME)

    def _theme_file(self, name: str) -> Any:
        content = self._theme.files.get(name)
        if content is None:
            raise Refusal("admin-not-found", 404)
        type = content_type(Path(name))
        packed = is_compressible(type)
        return _kept_file(gzip.compress(content, 6, mtime=0) if packed else content, type, packed)

    # --- answers --------------------------------------------------------------------------------------------------

    def _page(self, template: str, lang: str, title: str, status: int = 200, **values: Any) -> Response:
        def words(code: str, **more: object) -> str:
            return say(lang, code, **more)

        values = {"editor": None} | values
        html = render_template(template, lang=lang, title=title, base=BASE, say=words, **values)
        return Response(html, status=status, content_type="text/html; charset=utf-8")

    def _told(self, code: str, status: int, lang: str, **values: object) -> Response:
        """A message, for a program or for a person."""
        if request.path == f"{BASE}/api/v1":
            return _json({"error": say(lang, code, **values)}, status)
        title = say(lang, "admin-title")
        return self._page("note.html", lang, title, status, note=say(lang, code, **values), lines=())

    def _failed(self, error: Exception) -> Response:
        lang = self._lang()
        if isinstance(error, RequestEntityTooLarge):
            return self._told("admin-too-large", 413, lang, limit=MAX_BODY // 1024 // 1024)
        if isinstance(error, Refusal):
            return self._told(error.code, error.status, lang, **error.values)
        if isinstance(error, HTTPException):
            return self._told("admin-not-found", error.code or 500, lang)
        if isinstance(error, Overtaken):
            return self._told("admin-busy", 409, lang)
        if isinstance(error, GitFailed | OSError | CheckerFell):
            _LOG.error("%s: %s", type(error).__name__, error)
            return self._told("admin-broken", 503, lang)
        _LOG.error("request failed", exc_info=error)
        return self._told("admin-broken", 500, lang)


def say(lang: str, code: str, **values: object) -> str:
    return TEXTS[code][0 if lang == "vi" else 1].format_map(values)


def problem_lines(refused: Refusal, lang: str) -> list[str]:
    """What is wrong, in the words of the form."""
    lines = []
    for problem in refused.problems[:_TOLD]:
        where = forms.place_text(refused.kind, problem.field, lang) if refused.kind is not None else problem.field_text
        if refused.kind is not None and not problem.path.startswith(f"{refused.kind.collection}/"):
            where = say(lang, "admin-elsewhere", path=problem.path)
        lines.append(f"{where}: {problem.message(lang)}" if where else problem.message(lang))
    if len(refused.problems) > _TOLD:
        lines.append(say(lang, "admin-more", count=number_text(len(refused.problems) - _TOLD, lang)))
    return lines


def _parts(kept: Kept, mine: Record | None, theirs: Record | None, lang: str) -> list[dict[str, str]]:
    """The fields in which two versions differ, each as text."""
    parts = []
    for name in kept.kind.model.model_fields:
        sides = tuple(
            forms.shown_value(getattr(side, name), kept.kind.model.__name__, name, lang) if side is not None else ""
            for side in (mine, theirs)
        )
        if sides[0] != sides[1]:
            label = forms.place_text(kept.kind, (name,), lang)
            parts.append({"label": label, "mine": sides[0], "theirs": sides[1]})
    return parts


def _time(at: datetime) -> str:
    return f"{at.astimezone(_VIETNAM):%H:%M %d/%m/%Y}"


def _json(value: Any, status: int) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), status=status, content_type="application/json")


def _file(content: bytes, type: str) -> Response:
    return Response(content, content_type=type)


def _kept_file(content: bytes, type: str, packed: bool) -> Response:
    """A file whose name changes with its content. Every browser that can run the editor unpacks gzip."""
    response = Response(content, content_type=type)
    response.headers["Cache-Control"] = "private, max-age=86400"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response
