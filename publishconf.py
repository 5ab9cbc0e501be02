"""Settings of the published site: as pelicanconf.py, with the site's own address, which must be known."""

import os

from pelicanconf import *  # noqa: F403  # every setting, by Pelican's convention

SITEURL = os.environ["SITEURL"]
