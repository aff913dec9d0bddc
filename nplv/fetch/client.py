"""One polite HTTP client: a connection pool, time-outs, and retries that wait as the service asks."""

import email.utils
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import requests
import tenacity

from nplv.fetch.addresses import to_ask
from nplv.sources import SourceError

_AGENT = "zicht-op-focuswijken/1 (open dashboard; python-requests)"
_TRY_AGAIN = {429, 502, 503, 504}
_LONGEST_PAUSE = 60.0
_LONGEST_REQUESTED_PAUSE = 600.0
_LARGEST_ANSWER = 1_000_000_000
_CHUNK = 1 << 20


class Unreachable(SourceError):
    """A service gave no answer after all tries; what it answered before stays good."""


class _Passing(Exception):
    """A fault that may be over at the next try; `pause` is what the service asks for, in seconds."""

    def __init__(self, what: str, pause: float | None = None) -> None:
        super().__init__(what)
        self.pause = pause


@dataclass(frozen=True)
class Answer:
    """What a service sent: status 200 with content, or 304 (unchanged) without."""

    status: int
    content: bytes
    etag: str | None
    last_modified: str | None


@dataclass
class Client:
    """Asks for addresses, patiently.

    Attributes:
        tries: How often an address is asked for at most.
        pause: Seconds that the first pause between two tries lasts at most; each next one may last twice as long.
            Within that chance decides, so that clients that failed together do not return together.
        timeout: Seconds to wait for a connection, and for each next part of an answer.
        sleep: Waits; a test may put something quicker in its place.
    """

    tries: int = 5
    pause: float = 1.0
    timeout: tuple[float, float] = (15.0, 120.0)
    sleep: Callable[[float], None] = time.sleep
    _session: requests.Session = field(default_factory=requests.Session, repr=False)

    def get(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """Asks for an official address.

        Args:
            address: Official address; the settings say where it is really asked.
            etag: Of the answer that is already there: where nothing changed since, the service may say just that.
            last_modified: Likewise.

        Raises:
            Unreachable: No answer after all tries.
            SourceError: An answer other than 200 or 304, or one that is too large.
        """
        asked = to_ask(address)
        headers = {"User-Agent": _AGENT}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        patient = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Passing),
            stop=tenacity.stop_after_attempt(self.tries),
            wait=self._wait,
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return patient(self._ask, asked, address, headers)
        except _Passing as error:
            raise Unreachable(f"geen antwoord na {self.tries} pogingen ({error}); verwacht status 200") from error

    def _ask(self, asked: str, address: str, headers: dict[str, str]) -> Answer:
        try:
            with self._session.get(asked, headers=headers, timeout=self.timeout, stream=True) as answer:
                if answer.status_code in _TRY_AGAIN:
                    raise _Passing(f"status {answer.status_code}", _requested_pause(answer.headers.get("Retry-After")))
                if answer.status_code not in (200, 304):
                    raise SourceError(f"status {answer.status_code}; verwacht status 200")
                content = bytearray()
                for part in answer.iter_content(_CHUNK):
                    content += part
                    if len(content) > _LARGEST_ANSWER:
                        raise SourceError(f"meer dan {_LARGEST_ANSWER // 10**6} MB; verwacht een kleiner antwoord")
                return Answer(
                    answer.status_code,
                    bytes(content),
                    answer.headers.get("ETag"),
                    answer.headers.get("Last-Modified"),
                )
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            raise _Passing(f"verbinding verbroken: {type(error).__name__}") from error
        except requests.RequestException as error:
            raise SourceError(f"{error}; verwacht een antwoord van {address}") from error

    def _wait(self, state: tenacity.RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome else None
        if isinstance(fault, _Passing) and fault.pause is not None:
            return fault.pause
        return tenacity.wait_random_exponential(multiplier=self.pause, max=_LONGEST_PAUSE)(state)


def _requested_pause(header: str | None) -> float | None:
    """Seconds that a service asks to wait, given as a number or as a moment.

    Raises:
        Unreachable: It asks for so long that a person should look, or try again another day.
    """
    if not header:
        return None
    if header.strip().isdigit():
        seconds = float(header)
    else:
        try:
            moment = email.utils.parsedate_to_datetime(header)
        except ValueError:
            return None
        seconds = max(0.0, moment.timestamp() - time.time())
    if seconds > _LONGEST_REQUESTED_PAUSE:
        raise Unreachable(
            f"de dienst vraagt {seconds:.0f} seconden te wachten; verwacht hoogstens {_LONGEST_REQUESTED_PAUSE:.0f}"
        )
    return seconds
