"""A commit in the checkout that staff work in: all or nothing, and of nothing but the files named.

Unlike the committer of payments, which has a clone of its own, this runs the git people use: their name, their hooks,
their signing. It asks the remote nothing; behind or not is said as of the last fetch.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from filelock import FileLock, Timeout

from scripts.callback import durable
from scripts.messages import Stop

Role = Literal["commune", "district", "province", "office"]
ROLES: tuple[Role, ...] = get_args(Role)
ROLE_SETTING = "nhandao.role"
"""Setting of git that says at which level the person at this checkout works. Without it no commit names a role."""

_UNDERWAY = {
    "MERGE_HEAD": "git merge --abort",
    "CHERRY_PICK_HEAD": "git cherry-pick --abort",
    "REVERT_HEAD": "git revert --abort",
    "rebase-merge": "git rebase --abort",
    "rebase-apply": "git rebase --abort",
}
_BUSY_SECONDS = 10
_SHOWN = 600


class Checkout:
    """The work tree a folder of records lies in. Paths of files are below that folder, as problems name them."""

    def __init__(self, folder: Path) -> None:
        """Raises Stop when the folder is in no work tree, or there is no git."""
        self.folder = folder
        found = self.ask("rev-parse", "--show-toplevel", "--absolute-git-dir")
        if found.returncode:
            raise Stop(1, "git-no-repository", folder=folder, problem=_told(found))
        top, self._git_dir = (Path(line) for line in found.stdout.splitlines())
        self.top = top

    # --- asking ---------------------------------------------------------------------------------------------------

    def ask(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run git in the folder; a non-zero exit is an answer. Raises Stop when there is no git."""
        done = self._run(arguments, None if stdin is None else stdin.encode())
        told, wrong = (part.decode("utf-8", "replace") for part in (done.stdout, done.stderr))
        return subprocess.CompletedProcess(done.args, done.returncode, told, wrong)

    def committed(self, path: str) -> bytes | None:
        """What a file held at the last commit; ``None`` when it was not there."""
        done = self._run(("cat-file", "blob", f"HEAD:./{path}"), None)
        return done.stdout if done.returncode == 0 else None

    def _run(self, arguments: Sequence[str], stdin: bytes | None) -> subprocess.CompletedProcess[bytes]:
        line = ["git", "-c", "core.quotePath=false", *arguments]
        try:
            process = subprocess.Popen(
                line,
                cwd=self.folder,
                stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment() | {"GIT_LITERAL_PATHSPECS": "1"},
            )
        except FileNotFoundError:
            raise Stop(2, "git-missing") from None
        with process:
            try:
                told, wrong = process.communicate(stdin)
            except BaseException:
                # Asked to end, git takes its locks away; killed, it leaves them.
                process.terminate()
                raise
        return subprocess.CompletedProcess(line, process.returncode, told, wrong)

    def _head(self) -> str:
        """Name of the last commit; "" when there is none."""
        return self.ask("rev-parse", "--verify", "--quiet", "HEAD").stdout.strip()

    @property
    def author_mail(self) -> str:
        """Mail of whoever commits here. Raises Stop when git does not know."""
        return self.identity().rpartition("<")[2].partition(">")[0].casefold()

    @property
    def role(self) -> Role | None:
        """Level of the person at this checkout, where it is set. Raises Stop for one that does not exist."""
        found = self.ask("config", "--get", ROLE_SETTING).stdout.strip()
        if not found:
            return None
        for role in ROLES:
            if found == role:
                return role
        raise Stop(1, "bad-role", found=found, roles=", ".join(ROLES), setting=ROLE_SETTING)

    def changed_files(self) -> list[str]:
        """Files below the folder that differ from the last commit, new ones among them. Raises Stop."""
        asked = self.ask("status", "--porcelain", "--untracked-files=all", "--no-renames", "-z", "--", ".")
        if asked.returncode:
            raise Stop(2, "git-refused", problem=_told(asked))
        prefix = self.ask("rev-parse", "--show-prefix").stdout.strip()
        return sorted(entry[3:].removeprefix(prefix) for entry in asked.stdout.split("\0") if entry)

    def can_commit(self, paths: Sequence[str], edited: bool = False) -> None:
        """Raises Stop, with what to do, when a commit of these files could not be made or would mix with other work.

        With `edited` they are changed by hand already, and that is what is to be committed.
        """
        lock = self._git_dir / "index.lock"
        if lock.exists():
            raise Stop(1, "git-locked", path=lock)
        for name, way_out in _UNDERWAY.items():
            if (self._git_dir / name).exists():
                raise Stop(1, "git-underway", name=name, way_out=way_out)
        if self.ask("symbolic-ref", "--quiet", "HEAD").returncode:
            raise Stop(1, "git-detached")
        self.identity()
        if not edited:
            changed = self.ask("status", "--porcelain", "--untracked-files=all", "--", *paths)
            if changed.returncode:
                raise Stop(2, "git-refused", problem=_told(changed))
            if changed.stdout:
                raise Stop(1, "git-changed", files=changed.stdout.rstrip())
        self.not_behind()

    def identity(self) -> str:
        """``Name <mail> seconds zone`` of whoever commits here. Raises Stop when git does not know."""
        found = ""
        for who in ("GIT_COMMITTER_IDENT", "GIT_AUTHOR_IDENT"):
            asked = self.ask("-c", "user.useConfigOnly=true", "var", who)
            if asked.returncode:
                raise Stop(1, "git-nobody")
            found = asked.stdout.strip()
        return found

    def not_behind(self) -> None:
        """Raises Stop when the remote, as of the last fetch, has commits that are not here."""
        counted = self.ask("rev-list", "--left-right", "--count", "HEAD...@{upstream}")
        if counted.returncode:
            return  # no remote is followed, or nothing is committed yet
        ahead, behind = map(int, counted.stdout.split())
        if behind:
            raise Stop(1, "git-diverged" if ahead else "git-behind", behind=behind, ahead=ahead)

    # --- writing --------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """One command at a time in this checkout, so that none takes what another is just giving. Raises Stop."""
        try:
            with FileLock(self._git_dir / "nhandao.lock", timeout=_BUSY_SECONDS):
                yield
        except Timeout:
            raise Stop(1, "git-busy", seconds=_BUSY_SECONDS) from None

    def commit(self, files: Mapping[str, bytes | None], message: str, edited: bool = False) -> str:
        """Write files (``None`` removes one), commit just them, and return the short name of the commit.

        When anything fails or is interrupted the files and the index are as before. Raises Stop, `OSError`.
        """
        paths = sorted(files)
        self.can_commit(paths, edited)
        before = {path: content_of(self.folder / path) for path in paths}
        head = self._head()
        made: list[Path] = []
        try:
            for path in paths:
                _put(self.folder / path, files[path], made)
            for line in (["add", "--all", "--", *paths], ["commit", "--quiet", "--file=-", "--only", "--", *paths]):
                done = self.ask(*line, stdin=message if line[0] == "commit" else None)
                if done.returncode:
                    raise Stop(2, "git-refused", problem=_told(done))
        except BaseException:
            if self._head() != head:
                raise  # interrupted after it was made: the commit stands, and the files are what it says
            for path, content in before.items():
                with contextlib.suppress(FileNotFoundError):
                    _put(self.folder / path, content, made)
            if head:
                self.ask("reset", "--quiet", "--", *paths)
            else:
                self.ask("rm", "--cached", "--quiet", "--ignore-unmatch", "--", *paths)
            for folder in reversed(made):
                with contextlib.suppress(OSError):
                    folder.rmdir()
            raise
        return self.ask("rev-parse", "--short", "HEAD").stdout.strip()

    def commit_all(self, message: str) -> None:
        """The first commit of a new repository: everything in it. Raises Stop."""
        self.identity()
        for line in (["add", "--all"], ["commit", "--quiet", "--file=-"]):
            done = self.ask(*line, stdin=message if line[0] == "commit" else None)
            if done.returncode:
                raise Stop(2, "git-refused", problem=_told(done))


_LEAD_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")
"""Variables that would make git look at another repository, as those of a hook do that called us."""


def environment() -> dict[str, str]:
    """What of our environment git is to see: all, but for what leads elsewhere; messages in plain English."""
    kept = {name: value for name, value in os.environ.items() if name not in _LEAD_ELSEWHERE}
    return kept | {"LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0"}


def message_of(subject: str, body: str = "", role: Role | None = None) -> str:
    """A commit message: what was done, further words, and at which level of the society (for the audit pages)."""
    parts = [subject, body, f"Role: {role}" if role is not None else ""]
    return "\n\n".join(part for part in parts if part) + "\n"


def replace_file(target: Path, content: bytes) -> None:
    """Give a file new content that is on disk before it takes the name. Raises `OSError`."""
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as writing:
            writing.write(content)
            writing.flush()
            os.fsync(writing.fileno())
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    if os.name == "posix":
        durable.sync_folder(target.parent)


def put_file(target: Path, content: bytes) -> None:
    """Write a new file, with its folder. Raises `OSError`."""
    _put(target, content, [])


def _put(target: Path, content: bytes | None, made: list[Path]) -> None:
    """`made` takes the folders that had to be made."""
    if content is None:
        target.unlink(missing_ok=True)
        return
    missing = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    made += reversed(missing)
    replace_file(target, content)


def content_of(path: Path) -> bytes | None:
    """The bytes of a file; ``None`` when there is none. Raises `OSError`."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _told(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stderr or done.stdout).strip()[-_SHOWN:]
