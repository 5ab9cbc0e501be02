"""A data repository as staff have it, with a remote, and commands run in it as typed."""

from __future__ import annotations

import io
import random
import subprocess
from pathlib import Path

from PIL import Image

from scripts import command_line
from tests import tree
from tests.callback.office import git

CODE = "DC23A0002G"
FILE = f"data/{tree.ADDRESS}"

SURVEYED = """
# addresses/2023/DC23A0003E.yaml
code: DC23A0003E
epoch: "2023"
unit: "25217"
kind: individual
display_name: Ông B.
people: [{age_band: 60_up, count: 1}]
title: Ông B. cần một chiếc xe lắc để đi lại
summary: Ông B. ở phường Long Thủy, cần một chiếc xe lắc để tự đi ra chợ mỗi ngày.
story: |
  Ông B. sửa xe đạp ở đầu ngõ đã ba mươi năm, khách quen gọi ông từ sáng sớm. Có xe lắc thì ông tự đi lấy
  phụ tùng, không phải nhờ ai.
categories: [disability]
needs:
  # giá hỏi ở chợ
  - {form: hand_tricycle, what: Xe lắc tay, quantity: 1, unit: chiếc, unit_price_vnd: 5000000}
survey: {on: 2023-05-01, by: Tổ khảo sát}  # có biên bản
"""

PROMISE = """
# pledges/2023/06/CK23B00019.yaml
reference: CK23B00019
made_on: 2023-06-01
account: DC23A0002G
supporter: {}
kind: cash
value_vnd: 500000
source: form
expires_on: 2099-01-01
"""


def jpeg(seed: int) -> bytes:
    """A small photo of noise, so that no two look alike anywhere in their bytes."""
    noise = random.Random(seed).randbytes(120 * 90 * 3)
    buffer = io.BytesIO()
    Image.frombytes("RGB", (120, 90), noise).save(buffer, "JPEG")
    return buffer.getvalue()


class Repository:
    """`place/remote.git`, and the checkout `place/office` with its data in `data/`."""

    def __init__(self, place: Path, documents: str = "") -> None:
        self.place = place
        self.remote, self.top = place / "remote.git", place / "office"
        self.data = self.top / "data"
        git(place, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        git(place, "init", "--quiet", "--initial-branch=main", str(self.top))
        self.git("config", "user.name", "Cán bộ A")
        self.git("config", "user.email", "a@example.org")
        tree.write(self.data, documents)
        self.git("add", "-A")
        self.git("commit", "--quiet", "-m", "start")
        self.git("remote", "add", "origin", str(self.remote))
        self.git("push", "--quiet", "--set-upstream", "origin", "main")

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.top, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def portal(self, *arguments: object) -> int:
        """Run a command as typed in the checkout; output is for capsys."""
        return command_line.run([*map(str, arguments), "--data", str(self.data)])

    def message(self) -> str:
        return self.git("log", "-1", "--format=%B").strip()

    def state(self) -> tuple[str, str, str]:
        """The last commit, the index and work tree, and every file's bytes: the same when nothing was changed."""
        files = {
            path.name: path.read_bytes()
            for path in sorted(self.top.rglob("*"))
            if path.is_file() and ".git" not in path.parts
        }
        return self.git("rev-parse", "HEAD"), self.git("status", "--porcelain", "--untracked-files=all"), repr(files)

    def text(self, path: str = tree.ADDRESS) -> str:
        return (self.data / path).read_text(encoding="utf-8")
