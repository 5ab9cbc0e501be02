"""A list of commands being put together: what each is called, what it takes, and which module runs it."""

from __future__ import annotations

import argparse
import os
from typing import Any

from scripts.folders import DATA


class Commands:
    """Commands of one command line. `modules` maps each name to a module with `run(options) -> exit code`."""

    def __init__(self, subparsers: Any, common: argparse.ArgumentParser) -> None:
        self._subparsers = subparsers
        self._common = common
        self.modules: dict[str, str] = {}

    def add(self, name: str, module: str, vietnamese: str, english: str) -> argparse.ArgumentParser:
        """A command with its help in both languages; its own options are added to what this returns."""
        self.modules[name] = module
        made: argparse.ArgumentParser = self._subparsers.add_parser(
            name,
            help=f"{vietnamese} / {english}",
            description=f"{vietnamese}. / {english[:1].upper()}{english[1:]}.",
            parents=[self._common],
            add_help=False,
            allow_abbrev=False,
        )
        return made


def add_data(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data",
        default=data_here(),
        metavar="THƯ_MỤC",
        help="thư mục dữ liệu, mặc định nơi đang đứng hoặc data/ ở đó nếu có campaign.yaml, không thì dữ liệu mẫu / "
        "the data folder; else the one stood in, else the sample",
    )


def data_here() -> str:
    """The data folder stood in, or in whose repository one stands; the sample of this checkout elsewhere."""
    return next((place for place in (".", "data") if os.path.isfile(f"{place}/campaign.yaml")), str(DATA))


def add_as_of(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as-of",
        metavar="NGÀY",
        help="theo dữ liệu đến ngày này (năm-tháng-ngày), mặc định campaign.yaml hoặc hôm nay / as of this day",
    )


def add_site_url(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--site-url",
        default="",
        metavar="URL",
        help="địa chỉ của trang trên mạng, cần cho liên kết đầy đủ / address of the published site",
    )


def add_dry_run(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi / look only, write nothing")
