"""Photos as they enter: nothing of the camera goes along, and nothing that is no photo is kept."""

from __future__ import annotations

import struct
import subprocess
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from nhandao.book.photo_file import inspect
from scripts.staff.admin.photos import BadPhoto, clean
from tests.callback.office import git
from tests.staff.forms_office import SLUG, Office, asset, picture

PHOTO = {"alt": "Chiếc xe lăn cũ đã hỏng một bánh", "taken_on": "2023-03-01", "credit": "Hội phường", "shows": "thing"}


def exif(**tags: Any) -> bytes:
    made = Image.Exif()
    made[0x010F], made[0x0112] = "May anh Mau", 6  # camera, and to be turned by a quarter
    made.get_ifd(0x8825)[1] = "N"  # where it was taken
    made.update(tags)
    return made.tobytes()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as a field."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_kept_photo_is_upright_small_and_without_metadata(kind: str) -> None:
    wide = Image.linear_gradient("L").resize((3000, 1500)).convert("RGB")
    kept = BytesIO()
    wide.save(kept, kind, exif=exif(), comment=b"Nguyen Thi Mau")
    sent = kept.getvalue()
    photo = clean(sent)
    size, problems = inspect(photo.content, photo.name, frozenset({"nguyen"}))
    assert problems == []
    assert size == (1200, 2400)
    assert b"May anh" not in photo.content
    assert b"Nguyen" not in photo.content
    assert photo == clean(sent)  # the same photo has the same name and bytes


def test_a_transparent_drawing_stays_one() -> None:
    kept = BytesIO()
    Image.new("RGBA", (40, 30), (1, 2, 3, 0)).save(kept, "PNG")
    photo = clean(kept.getvalue())
    assert photo.name.endswith(".png")
    assert Image.open(BytesIO(photo.content)).mode == "RGBA"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "admin-photo-kind"),
        (b"GIF89a" + b"\0" * 50, "admin-photo-kind"),
        (b"%PDF-1.7", "admin-photo-kind"),
        (b"<svg onload='x'/>", "admin-photo-kind"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "admin-photo-kind"),
        (picture()[:-300], "admin-photo-broken"),
        (bomb(30_000, 30_000), "admin-photo-pixels"),
        (bomb(7_000, 7_000), "admin-photo-pixels"),
        (b"\xff\xd8\xff" + b"\0" * (21 * 1024 * 1024), "admin-photo-large"),
    ],
)
def test_what_is_no_photo_of_bearable_size_is_refused(sent: bytes, code: str) -> None:
    with pytest.raises(BadPhoto) as refused:
        clean(sent)
    assert refused.value.code == code


def test_git_never_sees_what_a_camera_wrote(desk: Office) -> None:
    writer = desk.person("xa")
    sent = picture((300, 200), exif=exif(), comment=b"Nguyen Thi Mau")
    form = writer.opened() | {"photos": [PHOTO | {"file": "img_20230501-1-.jpg"}]}
    assert writer.save(form, assets=[asset("photos/dc23a0002g/img_20230501-1-.jpg", sent)])[0] == 200
    name = writer.opened()["photos"][0]["file"]
    assert name.startswith("anh-")
    # The window that sent it goes on calling it by its own name, and sends nothing of it again.
    assert writer.save(form | {"surplus": "commune"})[0] == 200
    assert [photo["file"] for photo in writer.opened()["photos"]] == [name]
    # A draft that is opened anew sends its photos along as they are here.
    _, kept = writer.api(
        "unpublishedEntryMediaFile", collection="addresses", slug=SLUG, path=f"photos/{SLUG}/{name}", id="x"
    )
    again = writer.opened()
    assert (
        writer.save(
            again | {"surplus": "fund"},
            assets=[{"path": kept["path"], "content": kept["content"], "encoding": "base64"}],
        )[0]
        == 200
    )
    assert [photo["file"] for photo in writer.opened()["photos"]] == [name]
    objects = desk.clone("cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)", "--batch-all-objects")
    for line in objects.splitlines():
        blob, kind, _ = line.split()
        if kind == "blob":
            content = subprocess.run(
                ["git", f"--git-dir={desk.made.desk._repository.folder}", "cat-file", "blob", blob],
                capture_output=True,
                check=True,
            ).stdout
            assert b"May anh" not in content
            assert b"Nguyen" not in content
    # A photo that is taken out of the form is taken out of the draft.
    assert writer.change(photos=[])[0] == 200
    assert (
        git(desk.made.desk._repository.folder, "ls-tree", "-r", "--name-only", f"cms/addresses/{SLUG}").count("photos/")
        == 0
    )


@pytest.mark.parametrize("name", ["a\nb.jpg", "a\0.jpg", "a\u202egpj.jpg", "..\\a.jpg", "a/", "x" * 300 + ".jpg"])
def test_a_name_of_a_photo_that_hides_something_is_refused(desk: Office, name: str) -> None:
    writer = desk.person("xa")
    form = writer.opened() | {"photos": [PHOTO | {"file": name}]}
    status, told = writer.save(form, assets=[asset(f"photos/dc23a0002g/{name}", picture())])
    assert (status, "Tên tệp ảnh" in told["error"]) == (422, True)
    assert writer.api("unpublishedEntries") == (200, [])


def test_a_name_that_climbs_out_of_the_folder_is_only_a_name(desk: Office) -> None:
    writer = desk.person("xa")
    form = writer.opened() | {"photos": [PHOTO | {"file": "../../../etc/passwd.jpg"}]}
    assert writer.save(form, assets=[asset("../../../etc/passwd.jpg", picture())])[0] == 200
    changed = desk.clone("diff", "--name-only", "main", f"cms/addresses/{SLUG}").split()
    assert all(path.startswith(("addresses/2023/", "photos/DC23A0002G/anh-")) for path in changed)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (bomb(30_000, 30_000), "quá lớn để mở"),
        (b"GIF89a", "chỉ nhận ảnh JPEG hoặc PNG"),
        (picture()[:-300], "bị hỏng hoặc cụt"),
    ],
)
def test_a_bad_photo_is_refused_in_the_editor(desk: Office, sent: bytes, told: str) -> None:
    writer = desk.person("xa")
    form = writer.opened() | {"photos": [PHOTO | {"file": "x.jpg"}]}
    status, answer = writer.save(form, assets=[asset("photos/dc23a0002g/x.jpg", sent)])
    assert (status, told in answer["error"]) == (422, True)


def test_a_photo_outside_of_an_entry_is_refused(desk: Office) -> None:
    status, told = desk.person("xa").api(
        "persistMedia", asset=asset("photos/x.jpg", picture()), options={"commitMessage": "x"}
    )
    assert (status, "trong hồ sơ của địa chỉ" in told["error"]) == (422, True)
