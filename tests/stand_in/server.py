"""The server: one port, one prefix per service."""

import socket
import threading
from collections.abc import Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType, TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

import geopandas as gpd

from tests.stand_in import leefbaarometer, odata
from tests.stand_in.faults import Faults, html
from tests.stand_in.model import Fault, Reply, Request, Table
from tests.stand_in.spatial import Places

_PREFIXES = {
    "NPLV_CBS_ODATA": "cbs",
    "NPLV_DERDEN_ODATA": "derden",
    "NPLV_PDOK_API": "pdok-api",
    "NPLV_PDOK_SERVICE": "pdok-service",
    "NPLV_LEEFBAAROMETER": "leefbaarometer",
}


class StandIn:
    """The official services on one local port, from entering to leaving the context.

    Args:
        tables: What CBS and the third parties publish.
        boundaries: (level, year) -> columns code, name, municipality (of a wijk or buurt), perhaps water ("NEE"),
            and geometry in EPSG:28992. Levels: gemeente, wijk, buurt, provincie.
        archive: The zip of the Leefbaarometer.

    Attributes:
        tables: By id; may be changed while it runs.
        boundaries: May be changed while it runs.
        archive: May be changed while it runs.
        faults: What goes wrong; may be changed while it runs. Of the faults that replace a whole answer, the first
            in the list that still has times left is used.
        requests: In the order in which they were answered.
        environment: The settings that lead a client here; filled on entering.
    """

    def __init__(
        self,
        tables: Iterable[Table] = (),
        boundaries: Mapping[tuple[str, int], gpd.GeoDataFrame] = MappingProxyType({}),
        archive: bytes | None = None,
    ) -> None:
        self.tables = {table.id: table for table in tables}
        self.boundaries = dict(boundaries)
        self.archive = archive
        self.faults: list[Fault] = []
        self.requests: list[Request] = []
        self.environment: dict[str, str] = {}
        self._places = Places(self.boundaries)
        self._lock = threading.Lock()
        self._leaving = threading.Event()
        self._failures: list[Exception] = []
        self._server: _Server | None = None

    def __enter__(self) -> Self:
        self._leaving.clear()
        self._server = _Server(self)
        base = f"http://127.0.0.1:{self._server.server_port}"
        self.environment = {name: f"{base}/{prefix}" for name, prefix in _PREFIXES.items()}
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._leaving.set()
        if self._server is not None:
            self._server.close()
        if self._failures and error is None:
            raise RuntimeError("the stand-in itself failed") from self._failures[0]

    def answer(self, target: str, headers: Mapping[str, str]) -> tuple[Reply, Faults]:
        """Answers one request, and keeps it in the list of requests."""
        parts = urlsplit(target)
        path, query = unquote(parts.path), unquote_plus(parts.query)
        faults = Faults(tuple(self.faults), f"{path}?{query}", self._lock)
        for slow in faults.take_all("slow"):
            self._leaving.wait(slow.seconds)
        reply = faults.whole()
        if reply is None:
            try:
                options = dict(parse_qsl(parts.query, keep_blank_values=True))
                reply = self._route(path, options, headers, faults)
            except Exception as error:  # it would look like a fault of the service; leaving raises it
                self._failures.append(error)
                reply = html("The stand-in itself failed", 500)
        with self._lock:
            self.requests.append(Request(path, query, headers, reply.status))
        return reply, faults

    def _route(self, path: str, query: Mapping[str, str], headers: Mapping[str, str], faults: Faults) -> Reply:
        prefix, _, rest = path.removeprefix("/").partition("/")
        setting = next((name for name, known in _PREFIXES.items() if known == prefix), "")
        base, rest = self.environment.get(setting, ""), f"/{rest}"
        if prefix in ("cbs", "derden"):
            tables = {name: table for name, table in tuple(self.tables.items()) if table.host == prefix}
            return odata.answer(tables, base, rest, query, faults)
        if prefix == "pdok-api":
            return self._places.features(base, rest, query, headers, faults)
        if prefix == "pdok-service":
            return self._places.wfs(rest, query, faults)
        if prefix == "leefbaarometer":
            return leefbaarometer.answer(self.archive, rest, headers, faults)
        return html("Not Found", 404)


class _Server(ThreadingHTTPServer):
    """Ends every connection that is still open when it closes."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, stand_in: StandIn) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stand_in = stand_in
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: a client may hang up, and any other failure is raised on leaving."""

    def close(self) -> None:
        self.shutdown()
        self.server_close()
        for request in tuple(self._open):
            try:
                request.shutdown(socket.SHUT_RDWR)
            except OSError:  # it ended meanwhile
                continue


class _Handler(BaseHTTPRequestHandler):
    """Sends what the stand-in answers."""

    protocol_version = "HTTP/1.1"
    server_version = "stand-in"
    wbufsize = -1  # head and body in one piece
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._send(body=True)

    def do_HEAD(self) -> None:
        self._send(body=False)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing; the stand-in keeps its requests."""

    def _send(self, *, body: bool) -> None:
        headers = {name.title(): value for name, value in self.headers.items()}
        reply, faults = self.server.stand_in.answer(self.path, MappingProxyType(headers))
        if reply.status == 0:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status == 304:
            self.end_headers()
            return
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if not body:
            return
        if reply.status == 200 and reply.body and faults.take("drop"):
            self.close_connection = True
            self.wfile.write(reply.body[: len(reply.body) // 2])
        else:
            self.wfile.write(reply.body)
