#!/usr/bin/env python3
"""The one command of the project: `python3 scripts/portal.py serve`.

This file is what a fresh machine runs, so it is written for any Python 3 and imports nothing but the standard library
until it knows that the Python is recent enough.
"""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def main():  # type: ignore[no-untyped-def]  # an annotation could keep an old Python from reading this file
    if sys.version_info < (3, 11):  # noqa: UP036  # the very check that refuses older ones
        found = "%d.%d" % sys.version_info[:2]
        sys.stderr.write("portal: Python %s quá cũ, cần Python 3.11 trở lên.\n" % found)
        sys.stderr.write("portal: Python %s is too old, Python 3.11 or later is needed.\n" % found)
        return 2
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    from scripts import environment

    arguments = sys.argv[1:]
    if not environment.is_active():
        return environment.enter(arguments)
    from scripts import command_line

    return command_line.run(arguments)


if __name__ == "__main__":
    if not getattr(sys.flags, "safe_path", False):
        # Run as a file: Python puts scripts/ itself on the path, where our modules would be found under wrong names.
        sys.path[0] = ROOT
    status = main()  # type: ignore[no-untyped-call]
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking apart a hundred thousand records one by one takes seconds; the system does it at once.
    os._exit(status)
