"""Numbered migrations."""

from alembic.config import Config

from eventmgr.paths import MIGRATIONS


def configuration() -> Config:
    """Return what the migration tool needs; the database is the running application's."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config
