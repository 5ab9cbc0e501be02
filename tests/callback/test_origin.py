"""Forms from our own pages, and from anywhere else."""

from __future__ import annotations

import pytest

from scripts.callback.origin import from_our_site

OURS = ("https://nhandao.example", "http://127.0.0.1:8000")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://nhandao.example", "Sec-Fetch-Site": "same-origin", "Referer": "https://nhandao.example/a/"},
        {"origin": "https://nhandao.example"},
        {"ORIGIN": "https://NHANDAO.example:443"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Referer": "https://nhandao.example/dia-chi/DC23A0002G/"},
    ],
)
def test_a_form_of_ours_passes(headers: dict[str, str]) -> None:
    assert from_our_site(headers, OURS)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "http://nhandao.example"},
        {"Origin": "https://nhandao.example:8443"},
        {"Origin": "https://nhandao.example.evil.example"},
        {"Origin": "https://nhandao.example@evil.example"},
        {"Origin": "https://evil.example#https://nhandao.example"},
        {"Origin": "https://nhandao.example/"},
        {"Origin": "https://nhandao.example, https://evil.example"},
        {"Origin": "https://[::1"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://nhandao.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://nhandao.example"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        {"Referer": "https://evil.example/?https://nhandao.example/"},
        {"Origin": "null", "Referer": "https://nhandao.example/"},
        {"Referer": "file:///nhandao.example"},
    ],
)
def test_a_form_from_elsewhere_does_not(headers: dict[str, str]) -> None:
    assert not from_our_site(headers, OURS)
