"""Running git as a plumbing tool: no shell, no configuration but ours, nothing from outside read as an option."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_SETTINGS = (
    # Everything git writes is on disk before it says so; folders are ours to sync (git never does).
    "core.fsync=all",
    "core.fsyncMethod=fsync",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    # Never a process of its own in the background, and one file for each commit instead of ten.
    "gc.auto=0",
    "maintenance.auto=false",
    "fastimport.unpackLimit=1",
    "fetch.unpackLimit=1",
    "pack.threads=1",
)
_PASSED_ON = ("PATH", "HOME", "SSH_AUTH_SOCK", "GIT_SSH_COMMAND", "GIT_ASKPASS", "TMPDIR", "SSL_CERT_FILE")
"""What of our environment git may see: how to reach the remote, and nothing that changes what commands mean."""

LOCAL_SECONDS = 600
_CHUNK = 400
"""Names asked for before answers are read: they fit the system's pipe, so neither side waits for the other."""

_SHOWN = 300


class GitFailed(Exception):
    """A git command ended with an error, or not in time."""

    def __init__(self, command: str, status: int | None, told: str) -> None:
        self.command, self.status, self.output = command, status, told
        plain = re.sub(r"[^\x20-\x7e]+", " ", told)
        self.told = re.sub(r"://[^/@\s]*@", "://", plain)[-_SHOWN:].strip()  # a token may stand in the address
        super().__init__(f"git {command}: {'timed out' if status is None else status}: {self.told}")


class Git:
    """git on one bare repository."""

    def __init__(self, folder: Path, held_open: Sequence[int] = ()) -> None:
        """`held_open` are handles that local git processes inherit: whoever waits for our lock waits for them too."""
        self.folder = folder
        self._held_open = tuple(held_open)

    def run(self, command: str, *arguments: str, stdin: bytes = b"") -> bytes:
        """Output of a command that works in the repository only. Raises GitFailed."""
        return self._run(self._line(command, arguments), command, stdin)

    def run_in(self, folder: Path, command: str, *arguments: str) -> bytes:
        """Output of a command that looks at the work tree of the repository from a folder in it. Raises GitFailed."""
        line = ["git", "-C", str(folder), "-c", "safe.directory=*"]
        for setting in (*_SETTINGS, "core.fsmonitor=false"):
            line += ["-c", setting]
        return self._run([*line, command, *arguments], command, b"")

    def _run(self, line: list[str], command: str, stdin: bytes) -> bytes:
        try:
            done = subprocess.run(
                line,
                input=stdin,
                capture_output=True,
                env=_environment(),
                pass_fds=self._held_open,
                timeout=LOCAL_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise GitFailed(command, None, "") from error
        except OSError as error:
            raise GitFailed(command, -1, str(error)) from error
        if done.returncode != 0:
            raise GitFailed(command, done.returncode, done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def reach(self, command: str, *arguments: str, seconds: float) -> str:
        """Output of a command that talks to the remote, ended with all its helpers when it takes too long.

        Raises GitFailed.
        """
        try:
            process = subprocess.Popen(
                self._line(command, arguments),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_environment(),
                start_new_session=True,
            )
        except OSError as error:
            raise GitFailed(command, -1, str(error)) from error
        with process:
            try:
                told, wrong = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired as error:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                raise GitFailed(command, None, "") from error
        if process.returncode != 0:
            raise GitFailed(command, process.returncode, (told + b"\n" + wrong).decode("utf-8", "replace"))
        return told.decode("utf-8", "replace")

    @contextlib.contextmanager
    def feed(self, command: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """A local command that is written to while it runs. Raises GitFailed when it ends with an error."""
        with subprocess.Popen(
            self._line(command, arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            pass_fds=self._held_open,
        ) as process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise
            told, wrong = process.communicate()
        if process.returncode != 0:
            raise GitFailed(command, process.returncode, (told + wrong).decode("utf-8", "replace"))

    def open_reader(self) -> subprocess.Popen[bytes]:
        """A process that answers names of objects with their content, until its input is closed."""
        return subprocess.Popen(
            self._line("cat-file", ("--batch",)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            pass_fds=self._held_open,
        )

    def _line(self, command: str, arguments: Sequence[str]) -> list[str]:
        line = ["git", f"--git-dir={self.folder}"]
        for setting in _SETTINGS:
            line += ["-c", setting]
        return [*line, command, *arguments]


class Reader:
    """One process that reads objects for as long as it lives."""

    def __init__(self, repository: Git) -> None:
        self._git = repository
        self._process: subprocess.Popen[bytes] | None = None

    def contents(self, blobs: Iterable[str]) -> Iterator[bytes]:
        """The bytes of files by the names of their blobs, in order. Raises GitFailed."""
        names = list(blobs)
        for start in range(0, len(names), _CHUNK):
            try:
                yield from self._chunk(names[start : start + _CHUNK])
            except (BrokenPipeError, ValueError) as error:
                self.close()
                raise GitFailed("cat-file", 128, str(error)) from error
            except OSError as error:
                self.close()
                raise GitFailed("cat-file", -1, str(error)) from error

    def _chunk(self, names: list[str]) -> list[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = self._git.open_reader()
        ask, answers = self._process.stdin, self._process.stdout
        assert ask is not None
        assert answers is not None
        ask.write("".join(f"{name}\n" for name in names).encode())
        ask.flush()
        found = []
        for name in names:
            head = answers.readline().split()
            if len(head) != 3:
                raise ValueError(f"{name}: {b' '.join(head).decode('ascii', 'replace')}")
            found.append(answers.read(int(head[2])))
            if len(found[-1]) != int(head[2]) or answers.read(1) != b"\n":
                raise ValueError(f"{name}: cut short")
        return found

    def close(self) -> None:
        if self._process is not None:
            with self._process as process, contextlib.suppress(OSError):
                process.kill()
            self._process = None


def repository_of(folder: Path) -> Git | None:
    """The repository whose work tree holds a folder; ``None`` when there is none. Raises GitFailed."""
    # Whose files these are is the business of the system's permissions: nothing of the repository is run.
    line = ["git", "-C", str(folder), "-c", "safe.directory=*", "rev-parse", "--absolute-git-dir"]
    try:
        done = subprocess.run(line, capture_output=True, env=_environment(), timeout=LOCAL_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitFailed("rev-parse", -1, str(error)) from error
    if done.returncode != 0:
        return None
    return Git(Path(os.fsdecode(done.stdout.removesuffix(b"\n"))))


def make(folder: Path, branch: str) -> None:
    """An empty bare repository, without the machine's template files. Raises GitFailed."""
    Git(folder).run("init", "--quiet", "--bare", "--template=", f"--initial-branch={branch}")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return kept | {
        "LC_ALL": "C",
        "TZ": "UTC",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        # Without it ssh asks whether a host is known and waits for an answer that nobody gives.
        "GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh -o BatchMode=yes"),
    }
