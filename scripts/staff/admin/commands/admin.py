"""`portal admin`: the forms on this machine until they are stopped, a trial of them, and who may log in."""

from __future__ import annotations

import argparse
import logging
import shutil
import tempfile
from pathlib import Path

from scripts import arguments
from scripts.callback.logs import log_to
from scripts.folders import DATA
from scripts.messages import Stop, text
from scripts.programs import form_editor
from scripts.staff.admin import demo
from scripts.staff.admin.accounts import Accounts
from scripts.staff.admin.running import LOCKS, Running
from scripts.staff.admin.settings import AdminFile, load


def run(options: argparse.Namespace) -> int:
    if options.demo:
        return _demo(options)
    settings = load(Path(options.config))
    if options.add_user is not None or options.remove_user is not None:
        return _change_users(options, settings)
    log_to()
    return _serve(settings, options.lang)


def _change_users(options: argparse.Namespace, settings: AdminFile) -> int:
    accounts = Accounts(settings.accounts, settings.state / LOCKS)
    if options.remove_user is not None:
        accounts.remove(options.remove_user)
        print(text("admin-removed", options.lang, user=options.remove_user))
        return 0
    for name in ("name", "role"):
        if not getattr(options, name):
            raise Stop(1, "admin-account", field=f"--{name}", found="")
    password = accounts.add(
        options.add_user, options.name, options.role, tuple(options.unit), options.mail, options.lang
    )
    role = text(f"admin-role-{options.role}", options.lang)
    print(text("admin-added", options.lang, user=options.add_user, role=role, password=password))
    return 0


def _serve(settings: AdminFile, lang: str) -> int:
    made = Running(settings, form_editor(lang))
    print(text("admin-ready", lang, url=made.url), flush=True)
    try:
        made.serve()
    finally:
        made.stop()
    return 0


def _demo(options: argparse.Namespace) -> int:
    port = 8720 if options.port is None else arguments.number(options.port, "--port", 1, 65535)
    log_to(level=logging.ERROR)
    lang = options.lang
    print(text("admin-demo-making", lang), flush=True)
    folder = Path(tempfile.mkdtemp(prefix="nhandao-admin-"))
    try:
        settings, passwords = demo.make(folder, DATA, port)
        for one in demo.USERS:
            role = text(f"admin-role-{one.role}", lang)
            told = text("admin-demo-user", lang, user=one.user, password=passwords[one.user], name=one.name, role=role)
            print(told)
        print(text("admin-demo-where", lang, remote=settings.repository.remote), flush=True)
        return _serve(settings, lang)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
