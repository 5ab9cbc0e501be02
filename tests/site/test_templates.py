from __future__ import annotations

import re
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from nhandao.public.labels import CATEGORIES
from nhandao.site.compiled import CompiledEnvironment
from nhandao.site.contexts import Site
from nhandao.site.frame import Frame
from nhandao.site.language import English, Language
from nhandao.site.templates import environment, percent
from nhandao.site.theme import Theme
from tests.site.building import THEME, Bench
from tests.site.made_up import public_site

FRAME = Frame(Site(public_site([]).society, date(2023, 10, 31), "", "", "vi", "vi_VN", (), ()))
VI, EN = Language(), English()


def test_numbers_and_days_are_written_as_each_language_does() -> None:
    assert (VI.vnd(1_250_000), EN.vnd(1_250_000)) == ("1.250.000\u00a0đ", "1,250,000\u00a0đ")
    assert (VI.num(1_000), EN.num(1_000)) == ("1.000", "1,000")
    assert (VI.day(date(2023, 4, 5)), EN.day(date(2023, 4, 5))) == ("05/04/2023", "5 Apr 2023")
    assert (VI.month("2023-04"), EN.month("2023-04")) == ("tháng 4/2023", "April 2023")


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Huyện Bù Đăng", "Bù Đăng District"),
        ("Thành phố Đồng Xoài", "Đồng Xoài City"),
        ("Thị xã Phước Long", "Phước Long Town"),
        ("Phường 1", "Ward 1"),
        ("Xã Đoàn Kết", "Đoàn Kết Commune"),
        ("Thị trấn Đức Phong", "Đức Phong Township"),
        ("Xã Minh Hưng (Huyện Bù Đăng)", "Minh Hưng Commune (Bù Đăng District)"),
        ("Tỉnh Bình Phước", "Tỉnh Bình Phước"),
        ("", ""),
    ],
)
def test_a_unit_has_an_english_name(name: str, english: str) -> None:
    assert VI.place(name) == name
    assert EN.place(name) == english


def test_what_is_added_or_taken_away_shows_its_sign_and_nothing_has_none() -> None:
    assert [VI.signed(amount) for amount in (1_250_000, -7, 0)] == ["+ 1.250.000\u00a0đ", "− 7\u00a0đ", "0\u00a0đ"]


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(0, 10, 0), (1, 3, 33), (999, 1000, 99), (10, 10, 100), (11, 10, 100), (5, 0, 0), (-1, 10, 0)],
)
def test_a_share_is_whole_only_when_nothing_is_missing(part: int, whole: int, share: int) -> None:
    assert percent(part, whole) == share


SOURCES = {
    "page.html": """{% extends "base.html" %}{% from "part.html" import part, words %}
{% block main %}{{ _('Một & hai <b>') }} {{ text }} {{ html }} {{ number }} {{ none }} {{ words.ten }}
{{ part(text) }}{% trans name=text, n=number %}Xin chào {{ name }}, 100% {{ n }} & <i>bạn</i>{% endtrans %}
{{ _('Đến %(day)s', day=text) }} {{ part(_('Có %(n)s', n=text)) }} {{ 'a' ~ html ~ text }} {{ text|upper }}
{% for item in items %}{{ loop.index }}{{ item }}{% endfor %}{{ _('x') if number else _("y'") }}{% endblock %}""",
    "base.html": "<title>{% block title %}{{ _('Tựa') }}{% endblock %}</title>{% block main %}{% endblock %}",
    "part.html": "{% set words = {'ten': _('Tên <i>')} %}{% macro part(x) %}<p>{{ x }} {{ words.ten }}</p>{% endmacro %}",
}
VALUES = {
    "text": "<script>\"&'", "html": Markup("<b>đậm</b>"), "number": 5, "none": None, "items": ["<", 1, Markup("&amp;"), 2.5, True],
}  # fmt: skip


def rendered(cls: type[Environment]) -> str:
    env = cls(loader=DictLoader(SOURCES), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    env.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    return env.get_template("page.html").render(VALUES)


def test_compiled_templates_print_what_plain_ones_print() -> None:
    assert rendered(CompiledEnvironment) == rendered(Environment)


def test_a_translation_is_put_in_place_of_the_words() -> None:
    env = CompiledEnvironment(autoescape=True, extensions=["jinja2.ext.i18n"])
    env.translate = {"Tên": "Name", "Chào %(who)s!": "Hello %(who)s!"}.__getitem__
    env.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    template = env.from_string("{{ _('Tên') }}: {% trans who=name %}Chào {{ who }}!{% endtrans %}")
    assert template.render(name="<An>") == "Name: Hello &lt;An&gt;!"


def test_a_name_a_template_does_not_know_is_an_error() -> None:
    env = environment(Theme(THEME), frame=FRAME, card=str)
    with pytest.raises(UndefinedError):
        env.from_string("{{ nobody }}").render()


def test_a_static_file_the_theme_does_not_have_is_an_error() -> None:
    env = environment(Theme(THEME), frame=FRAME, card=str)
    with pytest.raises(LookupError, match=r"theme/static: js/none\.js"):
        env.from_string("{{ static('js/none.js') }}").render()


def test_the_stylesheet_is_its_layers_in_their_order(tmp_path: Path) -> None:
    css = tmp_path / "static/css"
    (css / "components").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    for name in ("print", "tokens", "layout", "base", "components/b", "components/a"):
        (css / f"{name}.css").write_text(f"/*{name}*/")
    theme = Theme(tmp_path)
    assert list(theme.files) == ["css/site.css"]
    assert theme.files["css/site.css"].decode().split() == [
        "/*tokens*/", "/*base*/", "/*layout*/", "/*components/a*/", "/*components/b*/", "/*print*/",
    ]  # fmt: skip


def test_a_changed_static_file_gets_another_address(tmp_path: Path) -> None:
    (tmp_path / "static/js").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    script = tmp_path / "static/js/a.js"
    script.write_text("1")
    before = Theme(tmp_path)
    script.write_text("2")
    after = Theme(tmp_path)
    assert before.url("js/a.js") != after.url("js/a.js")
    assert before.version != after.version


def test_real_templates_need_nothing_the_contract_does_not_name(bench: Bench) -> None:
    env = environment(Theme(THEME), frame=FRAME, card=str)
    for name in env.list_templates(extensions=["html"]):
        env.get_template(name)


def test_the_style_sheet_names_its_fonts_with_their_version() -> None:
    theme = Theme(THEME)
    css = theme.files["css/site.css"].decode()
    named = re.findall(r'url\("\.\./([^"]+)"\)', css)
    assert sorted(named) == sorted(
        theme.url(f"fonts/be-vietnam-pro-{weight}.woff2").removeprefix("/theme/") for weight in (400, 700)
    )


def test_every_category_has_its_drawing() -> None:
    assert {f"images/category/{code}.svg" for code in CATEGORIES} <= Theme(THEME).files.keys()
