"""The system's Chromium, as every test here drives it."""

from border_wars_book.build.system import find_browser


def launch(kind, **options):
    """A Chromium of this kind of browser, as every test here drives it."""
    return kind.launch(
        executable_path=find_browser(),
        args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        **options,
    )
