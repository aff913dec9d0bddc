"""What goes over the line: questions of a visitor without a browser, and the bytes that a browser receives."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from playwright.sync_api import Page
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


@contextmanager
def visitor(url: str) -> Iterator[ClientConnection]:
    """A new visitor of an app, by web socket."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as connection:  # type: ignore[list-item]
        yield connection


def rerun(visitor: ClientConnection, path: str, query: str) -> float:
    """Ask for one run of a page and return the seconds until its end.

    Raises:
        RuntimeError: the script of the page failed.
    """
    start = perf_counter()
    _answers(visitor, _question(path, query))
    return perf_counter() - start


def see_map(visitor: ClientConnection, path: str, query: str) -> None:
    """Open a page with the map and tell, as a browser does, that it is drawn: from then on the page is whole."""
    drawn = _answers(visitor, _question(path, query))
    maps = [answer.delta.new_element.bidi_component.id for answer in drawn]
    question = _question(path, query)
    told = question.rerun_script.widget_states.widgets.add()
    told.id = _make_trigger_id(next(filter(None, maps)), "events")
    told.json_trigger_value = json.dumps([{"event": "drawn", "value": True}])
    _answers(visitor, question)


def _question(path: str, query: str) -> BackMsg:
    question = BackMsg()
    question.rerun_script.query_string = query
    question.rerun_script.page_name = path
    return question


def _answers(visitor: ClientConnection, question: BackMsg) -> list[ForwardMsg]:
    """All that a page answers to a question.

    Raises:
        RuntimeError: the script of the page failed.
    """
    visitor.send(question.SerializeToString())
    found = []
    while True:
        found.append(answer := ForwardMsg.FromString(visitor.recv(timeout=60, decode=False)))
        if answer.delta.new_element.HasField("exception"):
            raise RuntimeError(f"{question.rerun_script}: {answer.delta.new_element.exception}")
        if answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and answer.HasField("script_finished"):
            return found


@contextmanager
def received(page: Page) -> Iterator[list[int]]:
    """Note the bytes of whatever the page receives meanwhile: HTTP as it comes over the line, and the web socket."""
    sizes: list[int] = []
    devtools = page.context.new_cdp_session(page)
    devtools.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    devtools.on("Network.webSocketFrameReceived", lambda event: sizes.append(_frame_size(event["response"])))
    devtools.send("Network.enable")
    yield sizes
    devtools.detach()


def _frame_size(frame: dict) -> int:
    is_binary = frame["opcode"] == 2
    return len(base64.b64decode(frame["payloadData"])) if is_binary else len(frame["payloadData"].encode())
