"""Work on other cores: processes forked from this one, so that nothing has to be sent to them."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Result = TypeVar("Result")

CHUNK = 24
"""Most jobs taken at a time: small enough that no core waits long for the last one."""
_TOKEN = 4
_TOKENS = 15_000  # that a pipe holds for sure


def core_count() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(first: Sequence[int], others: Sequence[int], work: Callable[[int], Result], cores: int) -> list[Result]:
    """Results of ``work`` for every job number, in no particular order.

    Jobs in ``first`` share much of what they compute, so one process works through them while the rest begin with
    ``others``; whoever is done early helps with what is left. Raises what ``work`` raises, or ``RuntimeError`` for a
    process that died.
    """
    jobs = len(first) + len(others)
    if cores < 2 or jobs < 2 or not _may_fork():
        return [work(job) for job in (*first, *others)]
    size = max(1, min(CHUNK, jobs // (cores * 16)), jobs // _TOKENS)
    chunks = [part[at : at + size] for part in (first, others) for at in range(0, len(part), size)]
    split = -(-len(first) // size)
    queues = _queue(range(split)), _queue(range(split, len(chunks)))

    def serve(order: Sequence[int]) -> list[Result]:
        results: list[Result] = []
        for queue in order:
            while token := os.read(queue, _TOKEN):
                results.extend(work(job) for job in chunks[int.from_bytes(token)])
        return results

    children = [_fork(lambda: serve(queues[::-1])) for _ in range(cores - 1)]
    try:
        results = serve(queues)
    except BaseException:
        for child in children:
            child.abandon()
        raise
    finally:
        for queue in queues:
            os.close(queue)
    for child in children:
        results.extend(child.result())
    return results


class Later(Generic[Result]):
    """Work that goes on in another process; where that cannot be, it is done when its result is asked for."""

    def __init__(self, work: Callable[[], Result], cores: int | None = None) -> None:
        self._work = work
        many = (core_count() if cores is None else cores) > 1
        self._child = _fork(work) if many and _may_fork() else None

    def result(self) -> Result:
        """Wait for the result, once. Raises what the work raised, or ``RuntimeError`` for a process that died."""
        return self._child.result() if self._child is not None else self._work()

    def abandon(self) -> None:
        """Stop the work: nobody will ask for its result."""
        if self._child is not None:
            self._child.abandon()


def _may_fork() -> bool:
    # Forking a process with threads can copy a lock that nobody will ever release.
    return hasattr(os, "fork") and threading.active_count() == 1


def _queue(numbers: Sequence[int]) -> int:
    """A pipe that holds ``numbers``: whoever reads one has it, and an empty pipe says that all are taken."""
    reader, writer = os.pipe()
    content = b"".join(number.to_bytes(_TOKEN) for number in numbers)
    os.set_blocking(writer, False)
    if os.write(writer, content) != len(content):
        raise OSError(f"a pipe does not hold {len(numbers)} job numbers")
    os.close(writer)
    return reader


class _Child(Generic[Result]):
    def __init__(self, pid: int, reader: int) -> None:
        self._pid = pid
        self._reader = reader

    def result(self) -> Result:
        with open(self._reader, "rb") as pipe:
            content = pipe.read()
        _, status = os.waitpid(self._pid, 0)
        if status or not content:
            raise RuntimeError(f"a build process ended with status {os.waitstatus_to_exitcode(status)}")
        outcome = pickle.loads(content)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome  # type: ignore[no-any-return]

    def abandon(self) -> None:
        """Stop it at once; what it was writing is not yet in its place."""
        os.close(self._reader)
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def _fork(work: Callable[[], Result]) -> _Child[Result]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return _Child(pid, reader)
    # The child leaves through os._exit, so that nothing of the parent's (open files, exit handlers) is run twice.
    status = 1
    try:
        os.close(reader)
        try:
            content = pickle.dumps(work())
        except BaseException as error:
            content = _pickled(error)
        with open(writer, "wb") as pipe:
            pipe.write(content)
        status = 0
    finally:
        os._exit(status)


def _pickled(error: BaseException) -> bytes:
    try:
        pickle.loads(content := pickle.dumps(error))
        return content
    except Exception:  # an error that cannot be sent is told in words
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
