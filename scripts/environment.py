"""The private environment `.venv`, made from the lock files on first use. Standard library only.

A stamp written last says what the environment was made from. Without it, or with another Python, place or lock, the
environment is made anew, so that an interrupted run never leaves half an environment in use.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import os
import shlex
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "made-from.json"
RUNTIME_LOCK = "requirements.txt"
TEST_LOCK = "requirements-test.txt"
OFFICE_LOCK = "requirements-office.txt"
_SITE = (
    *("check", "build", "offline", "serve", "release", "verify", "sample", "schema", "lighthouse", "bench"),
    *("status", "init", "new", "save", "fmt", "dossier", "approve", "introduce", "finish", "resurvey", "withdraw"),
    *("accept", "decline", "audit", "-h", "--help", ""),
)
"""Commands the small set of libraries is enough for. The office's others (reports, erasing, receiving gifts) need more,
which is installed on top when one of them is first used."""


class NoEnvironment(Exception):
    """The environment cannot be made; the text says why and what to do, in Vietnamese and English."""


def is_active() -> bool:
    """Whether this Python has what the commands need: it is `.venv` itself, or the project is installed in it."""
    if Path(sys.prefix).resolve() == FOLDER.resolve():
        return os.environ.get("NHANDAO_ENTERED") == str(FOLDER)
    try:
        importlib.metadata.distribution("nhandao")
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def enter(arguments: list[str]) -> int:
    """Make `.venv` ready and run the command line inside it. Returns its exit code."""
    command_name = arguments[0] if arguments else ""
    lock = RUNTIME_LOCK if command_name in _SITE else TEST_LOCK if command_name == "test" else OFFICE_LOCK
    try:
        prepare(lock)
    except NoEnvironment as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("portal: đã dừng / stopped", file=sys.stderr)
        return 130
    # -P keeps the folder people stand in off the import path.
    command = [str(_python()), "-P", "-m", "scripts.portal", *arguments]
    environment = os.environ | {"NHANDAO_ENTERED": str(FOLDER)}
    if os.name == "posix":
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def prepare(lock: str) -> None:
    """Bring `.venv` to what a lock file asks for; does nothing when it already is.

    Raises NoEnvironment.
    """
    if _fits(_stamp(), lock):
        return
    with _alone():
        stamp = _stamp()
        if _fits(stamp, lock):  # another run made it while this one waited
            return
        # A lock that only adds to what is there is installed on top; after any other change everything is made anew.
        on_top = _fits(stamp, RUNTIME_LOCK) and lock not in stamp
        _tell(
            "đang chuẩn bị môi trường riêng trong .venv (chỉ lần đầu hoặc khi thư viện thay đổi)…",
            "making the private environment .venv (first time, or the libraries changed)…",
        )
        STAMP.unlink(missing_ok=True)
        if not on_top:
            _make()
        _install(lock)
        _make_importable()
        made_from = stamp if on_top else _here()
        made_from |= {name: _digest(name) for name in {RUNTIME_LOCK, lock}}
        STAMP.write_text(json.dumps(made_from, indent=1), encoding="utf-8")


def _stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _fits(stamp: dict[str, str], lock: str) -> bool:
    return (
        stamp.get(lock) == _digest(lock)
        and stamp.get(RUNTIME_LOCK) == _digest(RUNTIME_LOCK)
        and all(stamp.get(key) == value for key, value in _here().items())
    )


def _here() -> dict[str, str]:
    """What an environment is tied to besides its libraries: it can neither be moved nor change its Python."""
    return {"place": str(FOLDER), "python": ".".join(map(str, sys.version_info[:2]))}


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _python() -> Path:
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _make() -> None:
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(FOLDER)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoEnvironment(
            "portal: không tạo được môi trường .venv: Python thiếu phần venv hoặc pip, hay thư mục không ghi được.\n"
            "        Trên Debian, Ubuntu: apt-get install python3-venv\n"
            "portal: the environment .venv cannot be made: Python lacks venv or pip, or the folder is not writable.\n"
            f"        On Debian, Ubuntu: apt-get install python3-venv\n        ({error})"
        ) from error


def _install(lock: str) -> None:
    command = [str(_python()), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    command += ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / lock)]
    outcome = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if outcome.returncode == 0:
        return
    lines = [line for line in outcome.stdout.splitlines() if line.startswith("ERROR")] or outcome.stdout.splitlines()
    told = "\n".join(f"        {line}" for line in lines[-4:])
    raise NoEnvironment(
        f"portal: không cài được các thư viện của {lock}. Hãy kiểm tra kết nối mạng rồi chạy lại đúng lệnh này.\n"
        f"portal: the libraries of {lock} cannot be installed. Check the network and run this command again.\n{told}"
    )


def _make_importable() -> None:
    """Let the environment see `nhandao` and `scripts` where they stand, and give it the command `portal`."""
    packages = FOLDER / "Lib/site-packages" if os.name == "nt" else next(FOLDER.glob("lib/python3*/site-packages"))
    (packages / "nhandao.pth").write_text(f"{ROOT}\n{ROOT / 'plugins'}\n", encoding="utf-8")
    program = ROOT / "scripts" / "portal.py"
    if os.name == "nt":
        (FOLDER / "Scripts/portal.cmd").write_text(f'@"{_python()}" "{program}" %*\n', encoding="utf-8")
    else:
        launcher = FOLDER / "bin/portal"
        launcher.write_text(f'#!/bin/sh\nexec {shlex.quote(str(_python()))} {shlex.quote(str(program))} "$@"\n')
        launcher.chmod(0o755)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold others off who start at the same time. Windows has no fcntl; there nobody runs two first starts at once."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        lock = (ROOT / ".venv.lock").open("w")
    except OSError as error:
        raise NoEnvironment(
            f"portal: không ghi được vào thư mục {ROOT} ({error.strerror}).\n"
            f"portal: the folder {ROOT} is not writable ({error.strerror})."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _tell(vietnamese: str, english: str) -> None:
    print(f"portal: {vietnamese}\nportal: {english}", file=sys.stderr, flush=True)
