"""The fictional sample: settings, organisations, addresses, drawings and a ledger that balances."""

from __future__ import annotations

from pathlib import Path

from scripts.sample.tree import generate as _generate


def generate(folder: Path, *, seed: int = 2023, addresses: int = 300, schema: bool = True) -> None:
    """Write the sample into a data folder; see `scripts.sample.tree`."""
    _generate(folder, seed=seed, addresses_count=addresses, schema=schema)
