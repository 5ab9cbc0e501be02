"""The small server answers as a real host does: compressed for those who can read it, once, and cached by its tag."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest

from scripts.web import open_server

PAGE = "<!doctype html><title>Nhân Đạo</title>" + "<p>Mỗi địa chỉ là một hoàn cảnh có thật.</p>" * 40


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("site")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "short.txt").write_text("ngắn", encoding="utf-8")
    (folder / "font.woff2").write_bytes(bytes(2_000))
    server = open_server(0, lambda: folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "GZIP", "*", "deflate,gzip"])
def test_a_page_is_compressed_for_those_who_accept_it(port: int, accepted: str) -> None:
    answer, body = ask(port, "/", Accept_Encoding=accepted)
    assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert int(answer.headers["Content-Length"]) == len(body) < len(PAGE)
    assert gzip.decompress(body).decode() == PAGE


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "gzip; q=0.0", "*;q=0", "gzip;q=0, *"])
def test_a_page_is_plain_for_others(port: int, accepted: str) -> None:
    answer, body = ask(port, "/", Accept_Encoding=accepted)
    assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == (None, "Accept-Encoding")
    assert body.decode() == PAGE


@pytest.mark.parametrize("path", ["/short.txt", "/font.woff2"])
def test_what_is_short_or_packed_already_is_sent_as_it_is(port: int, path: str) -> None:
    assert ask(port, path, Accept_Encoding="gzip")[0].headers["Content-Encoding"] is None


def test_the_two_forms_of_a_page_have_tags_of_their_own(port: int) -> None:
    packed, plain = (ask(port, "/", Accept_Encoding=accepted)[0].headers["ETag"] for accepted in ("gzip", ""))
    assert packed != plain
    for accepted, tag, status in (("gzip", packed, 304), ("", plain, 304), ("", packed, 200), ("gzip", plain, 200)):
        assert ask(port, "/", Accept_Encoding=accepted, If_None_Match=tag)[0].status == status


def test_a_head_request_tells_the_size_of_what_a_get_would_send(port: int) -> None:
    told, body = ask(port, "/", "HEAD", Accept_Encoding="gzip")
    assert (int(told.headers["Content-Length"]), body) == (len(ask(port, "/", Accept_Encoding="gzip")[1]), b"")
