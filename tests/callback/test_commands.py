"""The commands around the callback: what they say, what they write, and what they refuse."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.callback.settings import load
from scripts.folders import ROOT
from scripts.messages import Stop
from tests import tree
from tests.callback.office import git


def portal(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-P", "-m", "scripts.portal", *arguments]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "plugins")))
    return subprocess.run(
        line, capture_output=True, text=True, timeout=60, cwd=cwd, env=os.environ | {"PYTHONPATH": paths} | environment
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("state = ", "không đọc được"),
        ('state = "x"', "site_url"),
        ('state = "x"\nsite_url = "nhandao"\n[repository]\nremote = "r"', "site_url"),
        ('state = "x"\nsite_url = "https://a.vn"\nnothing = 1\n[repository]\nremote = "r"', "nothing"),
        ('state = "x"\nsite_url = "https://a.vn"\n[repository]\nremote = "r"\n[server]\nport = 99999', "server.port"),
        ('state = "x"\nsite_url = "https://a.vn"\n[repository]\nremote = "r"\n[stripe.rates.USD]\nrate = "24,5"\nsource = "ngân hàng"', "stripe.rates.USD.rate"),
    ],
)  # fmt: skip
def test_wrong_settings_are_named_by_file_and_field(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "callback.toml"
    path.write_text(text, encoding="utf-8")
    for name in ("status", "doctor", "callback", "match", "replay"):
        done = portal(name, "--config", str(path))
        assert done.returncode == 1
        assert says in done.stderr, (name, done.stderr)
        assert str(path) in done.stderr
        assert "Traceback" not in done.stderr


def test_secrets_come_from_files_or_the_environment_and_are_never_shown(tmp_path: Path) -> None:
    path = tmp_path / "callback.toml"
    path.write_text('state = "x"\nsite_url = "https://a.vn"\nsecrets = "s"\n[repository]\nremote = "r"\n')
    (tmp_path / "s").mkdir()
    (tmp_path / "s/sepay-api-keys").write_text("the-old-key-123456789\nthe-new-key-123456789\n")
    settings = load(path, {"NHANDAO_STRIPE_KEY": "sk_test_1234567890abcdef"})
    assert settings.secrets.all("sepay-api-keys") == ("the-old-key-123456789", "the-new-key-123456789")
    assert settings.secrets.one("stripe-key") == "sk_test_1234567890abcdef"
    assert "123456789" not in repr(settings)
    (tmp_path / "s/sepay-api-keys").write_bytes(b"\xff\xfe")
    with pytest.raises(Stop):
        load(path, {})


def test_the_doctor_finds_open_secrets_a_missing_remote_and_a_key_without_its_signing_secret(tmp_path: Path) -> None:
    path = tmp_path / "callback.toml"
    path.write_text(
        'state = "x"\nsite_url = "http://127.0.0.1:1"\nsecrets = "s"\n[repository]\nremote = "./no-such-remote"\n'
    )
    (tmp_path / "s").mkdir()
    (tmp_path / "s/stripe-key").write_text("sk_test_1234567890abcdef")
    (tmp_path / "s/stripe-key").chmod(0o644)
    done = portal("doctor", "--config", str(path), "--lang", "en")
    assert done.returncode == 1
    bad = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert any("chmod 600" in line for line in bad)
    assert any("cannot be reached" in line for line in bad)
    assert any("no stripe-signing-secrets" in line for line in bad)
    assert "sk_test" not in done.stdout + done.stderr


def test_keys_seal_what_only_the_secret_key_opens(tmp_path: Path) -> None:
    private, secret = tmp_path / "private", tmp_path / "secret.json"
    assert portal("keys", "--private", str(private), "--secret", str(secret), "--year", "2023").returncode == 0
    assert oct(secret.stat().st_mode)[-3:] == "600"
    again = portal("keys", "--private", str(private), "--secret", str(secret), "--year", "2023")
    assert again.returncode == 1
    assert "không ghi đè" in again.stderr
    assert portal("contact", "--private", str(private)).stdout == ""
    missing = portal("contact", "CK23B00019", "--private", str(private), "--key", str(secret))
    assert missing.returncode == 1
    assert "không có liên hệ" in missing.stderr
    inside = portal("keys", "--private", str(ROOT / "data/private"), "--secret", str(tmp_path / "other.json"))
    assert inside.returncode == 1
    assert not (ROOT / "data/private").exists()


ENDED = """
# pledges/2023/04/CK23A00014.yaml
reference: CK23A00014
made_on: 2023-04-02
account: DC23A0002G
supporter: {}
kind: cash
value_vnd: 500000
accepted: {on: 2023-04-03}
expires_on: 2023-05-02
"""


def test_an_ended_promise_is_written_down_once_and_nothing_else_is_committed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    tree.write(data, ENDED)
    git(data, "init", "--quiet", "--initial-branch=main")
    git(data, "add", "-A")
    git(data, "commit", "--quiet", "-m", "start")
    draft = data / "organisations/chapter/hoi-phuoc-long.yaml"
    draft.write_text(draft.read_text() + "# staff are at it\n")
    who = {f"GIT_{role}_{what}": "office@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    looked = portal("expire", "--data", str(data), "--as-of", "2023-10-31", "--dry-run", **who)
    assert "1 lời hứa hết hạn (chỉ xem" in looked.stdout, looked.stdout + looked.stderr
    done = portal("expire", "--data", str(data), "--as-of", "2023-10-31", **who)
    assert done.returncode == 0, done.stderr
    assert "cancelled:" in (data / "pledges/2023/04/CK23A00014.yaml").read_text()
    assert git(data, "show", "--name-only", "--format=%s", "HEAD").split("\n")[0].startswith("pledges: 1 ended")
    assert git(data, "status", "--short").strip() == "M organisations/chapter/hoi-phuoc-long.yaml"
    again = portal("expire", "--data", str(data), "--as-of", "2023-10-31", **who)
    assert again.stdout.startswith("0 lời hứa")
    assert portal("check", "--data", str(data)).returncode == 0


def test_nothing_is_written_into_data_with_errors(tmp_path: Path) -> None:
    data = tmp_path / "data"
    tree.write(data, ENDED.replace("500000", "-5"))
    done = portal("expire", "--data", str(data), "--as-of", "2023-10-31")
    assert done.returncode == 1
    assert "CK23A00014.yaml" in done.stdout
    assert "cancelled" not in (data / "pledges/2023/04/CK23A00014.yaml").read_text()
