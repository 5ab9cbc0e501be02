"""Settings of the site for Pelican: ``pelican`` builds ``output/`` from ``content/`` and ``data/``."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import nhandao.site
from nhandao.site.settings import CONTENT_SETTINGS

globals().update(CONTENT_SETTINGS)

# The module itself, not its name: a broken import must stop the build, not be logged.
PLUGINS = [nhandao.site]
PATH = "content"
THEME = "theme"
OUTPUT_PATH = "output"

SITEURL = os.environ.get("SITEURL", "")
NHANDAO_DATA = os.environ.get("NHANDAO_DATA", "data")
NHANDAO_CACHE = os.environ.get("NHANDAO_CACHE", ".cache")
NHANDAO_AS_OF = os.environ.get("NHANDAO_AS_OF", "")  # 2023-10-31; the day campaign.yaml sets, else today, if empty
NHANDAO_TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date().isoformat()
