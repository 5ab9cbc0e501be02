"""Signing the list of hashes of a release, with the programs offices have: ssh-keygen, or minisign."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from nhandao.public.release import SUMS
from scripts.messages import Stop

NAMESPACE = "nhandao-release"
"""What an SSH signature is for, so that no other signature of the same key can stand for it."""


class Signer(NamedTuple):
    program: str
    package: str
    file: str  # the signature, beside the list of hashes


_SSH = Signer("ssh-keygen", "openssh-client", f"{SUMS}.sig")
_MINISIGN = Signer("minisign", "minisign", f"{SUMS}.minisig")


def signer_for(key: Path) -> Signer:
    """The program for a key file. Stops when it is no secret key, or the program is not there."""
    try:
        head = key.read_bytes()[:200]
    except OSError:
        raise Stop(1, "no-key", path=key) from None
    if b"PRIVATE KEY-----" in head:
        signer = _SSH
    elif b"minisign" in head and b"secret key" in head:
        signer = _MINISIGN
    else:
        raise Stop(1, "not-a-key", path=key)
    if shutil.which(signer.program) is None:
        raise Stop(2, "no-signer", program=signer.program, package=signer.package)
    return signer


def sign(signer: Signer, key: Path, folder: Path) -> None:
    """Write the signature of the list of hashes in ``folder``. A key with a passphrase asks for it at the terminal.

    Stops when the program refuses.
    """
    if signer is _SSH:
        command = [signer.program, "-q", "-Y", "sign", "-f", str(key.resolve()), "-n", NAMESPACE, SUMS]
    else:
        command = [signer.program, "-S", "-s", str(key.resolve()), "-m", SUMS, "-x", signer.file]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode or not (folder / signer.file).is_file():
        why = done.stdout.strip().splitlines()
        raise Stop(1, "sign-failed", program=signer.program, why=why[-1] if why else done.returncode)
