"""The system's Chromium, as every test here drives it."""

from border_wars_book.build.system import find_browser


def launch(kind, **options):
    """A Chromium of this kind of browser, as every test here drives it."""
    return kind.launch(
        executable_path=find_browser(),
        args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        **options,
    )


def swipe(finger, x: float, y: float) -> None:
    """A finger set down at a place of the window and moved up by 200 pixels."""
    for at in range(11):
        point = {"x": x, "y": y - 20 * at}
        kind = "touchMove" if at else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
