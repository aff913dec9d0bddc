"""What a page asks for and complains of while it is open, and what axe-core says of it."""

from dataclasses import asdict
from urllib.parse import urlsplit

from playwright.sync_api import Page

from nplv.registry.accessibility import limitations

# Every finding as "rule: selector: what is wrong", but those on elements that a limitation accepts.
_FINDINGS = """async (limitations) => {
    const accepted = (rule, target) => limitations.some(({axe_rule, axe_selector}) =>
        axe_rule === rule && document.querySelector(target).matches(axe_selector));
    const {violations} = await axe.run();
    return violations.flatMap(({id, nodes}) => nodes
        .filter(({target}) => !accepted(id, target[0]))
        .map(({target, failureSummary}) => `${id}: ${target}: ${failureSummary}`));
}"""


def requests_of(page: Page) -> list[str]:
    """The address of every request of a page from here on, web sockets included."""
    made: list[str] = []
    page.on("request", lambda request: made.append(request.url))
    page.on("websocket", lambda websocket: made.append(websocket.url))
    return made


def foreign(requests: list[str], app_url: str) -> list[str]:
    """The requests over the network to another host or port than the app's."""
    own = urlsplit(app_url).netloc
    parts = [(request, urlsplit(request)) for request in requests]
    return [request for request, part in parts if part.scheme not in ("data", "blob") and part.netloc != own]


def errors_of(page: Page) -> list[str]:
    """The errors in the browser's console from here on, uncaught exceptions included."""
    errors: list[str] = []

    def note(kind: str, text: str, address: str) -> None:
        # On a link to a page Streamlit first asks for these below that page's path, then at the root.
        if kind == "error" and "/_stcore/" not in address:
            errors.append(f"{text} ({address})")

    page.on("console", lambda message: note(message.type, message.text, message.location["url"]))
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def findings(page: Page, axe_source: str) -> list[str]:
    """What axe-core finds on a page, but what Streamlit itself causes and this project declares."""
    page.evaluate(axe_source)
    declared = [asdict(limitation) for limitation in limitations().values()]
    found: list[str] = page.evaluate(_FINDINGS, declared)
    return found
