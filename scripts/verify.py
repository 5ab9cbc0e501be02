"""`portal verify`: the verifier that goes with every release, run as a stranger runs it."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from nhandao.public import verify
from scripts import arguments


def run(options: argparse.Namespace) -> int:
    folder = arguments.folder(options.folder)
    # Our own copy of the program, alone: the one in the folder may have been changed with the figures.
    command = [sys.executable, "-I", str(Path(verify.__file__)), str(folder.resolve()), "--lang", options.lang]
    command += ["--all"] * options.all + ["--skip-hashes"] * options.skip_hashes
    if options.certificate is not None:
        command += [f"--certificate={options.certificate}"]
    return subprocess.run(command).returncode
