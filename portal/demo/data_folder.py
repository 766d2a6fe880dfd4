"""The demonstration's data folder, and the settings that name what is in it."""

from portal.demo.key_files import key_folder
from portal.demo.layout import DemoLayout
from portal.demo.material import write_marker_file
from portal.demo.new_keys import write_secret
from portal.settings import Settings


def prepare(layout: DemoLayout) -> None:
    """Make what is missing. What is there stays. Raises OSError."""
    for folder in (layout.data, key_folder(layout.data)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_marker_file(layout.data)
    write_secret(layout.data / "secret")
    for row, site in layout.sites():
        site.folder.mkdir(exist_ok=True, mode=0o700)
        row.prepare(site)


def demo_settings(layout: DemoLayout) -> Settings:
    """Each stand-in adds its own."""
    data = layout.data
    settings = Settings(
        data=data,
        database_url=f"sqlite+aiosqlite:///{data / 'kezek.db'}",
        files_url=str(data / "files"),
        secret_file=data / "secret",
        address=layout.portal,
        demo=True,
    )
    for row, site in layout.sites():
        settings = row.settings(settings, site)
    return settings
