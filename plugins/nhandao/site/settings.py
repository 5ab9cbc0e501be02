"""How Pelican reads ``content/``: the settings every build shares, whether Pelican or the command line starts it.

Pelican reads Markdown and resolves the links between its files. It looks up no template and writes no file: that is the
engine's, which knows what has changed. Everything Pelican would make on its own is therefore switched off.
"""

from __future__ import annotations

from typing import Any

CONTENT_SETTINGS: dict[str, Any] = {
    "SITENAME": "Nhân Đạo",
    "TIMEZONE": "Asia/Ho_Chi_Minh",
    "DEFAULT_LANG": "vi",
    # Days are written by our own filters; a locale of the machine must not change a byte.
    "LOCALE": ["C.UTF-8", "C"],
    "ARTICLE_PATHS": ["stories", "news"],
    "PAGE_PATHS": ["pages", "press"],
    "STATIC_PATHS": ["images"],
    "FORMATTED_FIELDS": [],  # a summary is plain text
    "READERS": {"rst": None, "html": None},  # people write Markdown only
    "USE_FOLDER_AS_CATEGORY": False,
    "ARTICLE_URL": "{category}/{slug}/",
    "ARTICLE_SAVE_AS": "{category}/{slug}/index.html",
    "PAGE_URL": "chien-dich/{slug}/",
    "PAGE_SAVE_AS": "chien-dich/{slug}/index.html",
    # The engine puts a translation below the name of its language.
    "PAGE_LANG_URL": "chien-dich/{slug}/",
    "PAGE_LANG_SAVE_AS": "{lang}/chien-dich/{slug}/index.html",
    "SLUGIFY_SOURCE": "basename",
    # Pelican would ask the clock; the engine leaves out what is dated after the day the site is built for.
    "WITH_FUTURE_DATES": True,
    "DELETE_OUTPUT_DIRECTORY": False,
    "LOAD_CONTENT_CACHE": False,
    "CACHE_CONTENT": False,
    "DIRECT_TEMPLATES": [],
    "THEME_STATIC_PATHS": [],
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "AUTHOR_SAVE_AS": "",
    "DEFAULT_PAGINATION": False,
    "MARKDOWN": {
        "extensions": [
            "markdown.extensions.tables",
            "markdown.extensions.toc",
            "markdown.extensions.def_list",
            "markdown.extensions.attr_list",
            "markdown.extensions.meta",
        ],
        "output_format": "html5",
    },
}
