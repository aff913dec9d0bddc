"""What the tests of pages share: a page opened without a browser, and its text as a reader sees it."""

import base64
import gzip
import re
import struct
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from nplv.ui.link import parse

ROOT = Path(__file__).parents[1]


def opened(page: str, **query: str) -> AppTest:
    """One run of a page, such as "kaart", with the given selection in its address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state["kaart_getekend"] = True  # as a browser says once the map is there
    for key, value in query.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{page}.py").run()


def alone(app: Callable[..., object], *args: object) -> AppTest:
    """A function that draws a part of a page, with the default selection; not run yet."""
    test = AppTest.from_function(app, default_timeout=60, args=args)
    test.session_state["frame_started"] = True  # as app.py does
    test.session_state["selection"] = parse({})[0]
    return test


def readable(text: str) -> str:
    """The text without the backslashes and joiners that keep Markdown from reading signs and addresses in it.

    Spaces at which a line may not break are ordinary ones.
    """
    return re.sub(r"\\(.)", r"\1", text).replace("\N{WORD JOINER}", "").replace("\N{NO-BREAK SPACE}", " ")


def unpacked(text: str) -> list[int]:
    """The values that a map is sent, unpacked as nplv/ui/browser/shapes.js does."""
    content = gzip.decompress(base64.b64decode(text))
    count = len(content) // 4
    whole = bytes(content[plane * count + place] for place in range(count) for plane in range(4))
    return list(struct.unpack(f"<{count}i", whole))
