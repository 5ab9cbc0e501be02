"""`portal sample`: a folder of fictional data."""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts import arguments
from scripts.folders import CODE, CONTENT, THEME, writable
from scripts.messages import text
from scripts.sample import generate

MARK = "campaign.yaml"


def run(options: argparse.Namespace) -> int:
    addresses = arguments.number(options.addresses, "--addresses", 1, 200_000)
    seed = arguments.number(options.seed, "--seed", 0, 999_999_999)
    out = writable(options.out, MARK, (CONTENT, THEME, *CODE))
    generate(out, seed=seed, addresses=addresses)
    print(text("sample-made", options.lang, out=arguments.shown(Path(out))))
    return 0
