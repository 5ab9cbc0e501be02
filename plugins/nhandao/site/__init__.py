"""The public website: everything that turns public views into pages, feeds and files.

Pelican is given this package as a module object in ``PLUGINS``. Nothing here imports Pelican before it asks for
``register``, so that a build whose ``content/`` has not changed never pays for loading it.
"""

from __future__ import annotations


def register() -> None:
    """Connect the site to Pelican's signals (called by Pelican)."""
    from nhandao.site.pelican_plugin import connect

    connect()
