"""Facts a command needs: from its options, else asked for one by one where somebody sits at the terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date

from scripts import arguments
from scripts.messages import Stop, text


def is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def fact(options: argparse.Namespace, name: str, allowed: Sequence[str] = ()) -> str:
    """The text of an option, of a list of `allowed` ones if there is such a list; asked for when left out.

    Raises Stop when it is neither given nor can be asked for.
    """
    given = getattr(options, name)
    if given is not None and given.strip():
        return str(given).strip()
    question = text(f"ask-{name.replace('_', '-')}", options.lang)
    if not is_terminal():
        raise Stop(1, "fact-missing", option=_option(name), question=question)
    choice = f" ({', '.join(allowed)})" if allowed else ""
    return asked(f"{question}{choice}: ", lambda answer: not allowed or answer in allowed)


def asked(prompt: str, fits: Callable[[str], bool]) -> str:
    """Ask until the answer fits. Questions go to the terminal, not into what a command prints."""
    while True:
        print(prompt, end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer:
            raise KeyboardInterrupt  # the end of input is a wish to stop
        if answer.strip() and fits(answer.strip()):
            return answer.strip()


def day_of(options: argparse.Namespace, name: str = "on") -> date:
    """The day of an option, today when left out; never one that is yet to come, which is most often a slip.

    Raises Stop.
    """
    today = arguments.today()
    found = arguments.day(getattr(options, name), _option(name)) or today
    if found > today:
        raise Stop(1, "future-day", option=_option(name), found=found, today=today)
    return found


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
