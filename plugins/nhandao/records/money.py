"""Amounts of money: whole đồng, never a fraction, never a float."""

from __future__ import annotations

from typing import NewType

Dong = NewType("Dong", int)
"""A count of Vietnamese đồng. The đồng has no minor unit, so an integer is exact."""


def dong_text(amount: int) -> str:
    """Write an amount the Vietnamese way: ``1250000`` becomes ``1.250.000``."""
    return f"{amount:,}".replace(",", ".")
