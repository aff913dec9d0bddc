"""Which faults apply to one request, and the answers that replace whole ones."""

import threading
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from tests.stand_in.model import WHOLE, Fault, Reply

_HTML = "<!DOCTYPE html><html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"
_REPORT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0">'
    '<ows:Exception exceptionCode="{}"><ows:ExceptionText>{}</ows:ExceptionText></ows:Exception>'
    "</ows:ExceptionReport>"
)
_PHRASES = {"429": "Too Many Requests", "500": "Internal Server Error", "503": "Service Unavailable"}


class Faults:
    """The faults that match one request; each is spent only where it changes something."""

    def __init__(self, faults: Sequence[Fault], request: str, lock: threading.Lock) -> None:
        self._faults = [fault for fault in faults if fault.match in request]
        self._lock = lock

    def take_all(self, kind: str, fits: Callable[[Fault], bool] = lambda _: True) -> list[Fault]:
        """Spends one time of every fault of this kind that fits."""
        return [fault for fault in self._faults if fault.kind == kind and fits(fault) and self._spend(fault)]

    def take(self, kind: str) -> bool:
        """Spends one time of the first fault of this kind; whether there was one."""
        return any(fault.kind == kind and self._spend(fault) for fault in self._faults)

    def whole(self) -> Reply | None:
        """The answer of the first fault that replaces a whole one."""
        for fault in self._faults:
            if fault.kind in WHOLE and self._spend(fault):
                return _whole(fault)
        return None

    def _spend(self, fault: Fault) -> bool:
        with self._lock:
            left = fault.times is None or fault.hits < fault.times
            fault.hits += left
        return left


def html(title: str, status: int = 200) -> Reply:
    """A page for people where data were asked for."""
    return Reply(status, _HTML.format(escape(title)).encode(), "text/html; charset=utf-8")


def exception_report(code: str, text: str) -> Reply:
    """An error as geographic services tell it: with status 200."""
    return Reply(200, _REPORT.format(code, escape(text)).encode(), "application/xml; charset=UTF-8")


def _whole(fault: Fault) -> Reply:
    if fault.kind == "refuse":
        return Reply(0)
    if fault.kind == "html":
        return html("Onderhoud")
    if fault.kind == "xml":
        return exception_report("NoApplicableCode", "Internal error")
    reply = html(_PHRASES[fault.kind], int(fault.kind))
    if fault.seconds is not None:
        reply.headers["Retry-After"] = str(fault.seconds)
    return reply
