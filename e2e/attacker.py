"""What the attacks share: requests as browsers and programs send them, and as nobody should.

    site = Site("127.0.0.1", 8080)
    visitor = Visitor(site, source="127.0.0.7")
    visitor.log_in("a@example.com", "…")
    answer = visitor.get("/ar/?as_of=x")
    answers = exchange(site, b"GET / HTTP/1.1\\r\\n…")

The whole of 127.0.0.0/8 is this machine: an attack that ends in a limit for its address comes
from one of its own.
"""

import http.client
import json
import re
import socket
import ssl
import time
import urllib.parse
from dataclasses import dataclass, field
from html.parser import HTMLParser

TIMEOUT_SECONDS = 60
PAGE = "text/html,application/xhtml+xml"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
SESSION = "countinghouse_session"


@dataclass(frozen=True)
class Site:
    """Where to send attacks: a server, or what stands before it."""

    host: str
    port: int
    # What it is called, where that is not its address.
    name: str = ""
    # The certificate to believe; without one nothing is encrypted.
    trusted: str = ""

    @property
    def authority(self) -> str:
        return self.name or f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"http{'s' if self.trusted else ''}://{self.authority}"

    def connect(self, source: str = "127.0.0.1", seconds: float = 10) -> socket.socket:
        link = socket.create_connection(
            (self.host, self.port), timeout=seconds, source_address=(source, 0))
        if not self.trusted:
            return link
        context = ssl.create_default_context(cafile=self.trusted)
        return context.wrap_socket(link, server_hostname=self.name)


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    seconds: float = 0

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def header(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def json(self):
        return json.loads(self.body)

    @property
    def is_html(self) -> bool:
        return self.header("content-type").startswith("text/html")


class Visitor:
    """Keeps a connection, cookies and the token of forms, as a browser does."""

    def __init__(self, site: Site, source: str = "127.0.0.1", bearer: str | None = None) -> None:
        self.site = site
        self.source = source
        self.cookies: dict[str, str] = {}
        self.bearer = bearer
        self.token = ""
        self._connection: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, body: bytes | str | None = None,
        headers: dict[str, str] | None = None, accept: str = PAGE, keeps_cookies: bool = True,
    ) -> Answer:
        sent = {"Host": self.site.authority, "Accept": accept, **self._own_headers()}
        sent |= headers or {}
        start = time.monotonic()
        try:
            got = self._send(method, path, body, sent)
        except (http.client.HTTPException, ConnectionError, BrokenPipeError):
            # A connection that the server ended meanwhile.
            self.close()
            got = self._send(method, path, body, sent)
        answer = Answer(
            got.status, got.getheaders(), got.read(), time.monotonic() - start)
        if keeps_cookies:
            self._keep(answer)
        return answer

    def get(self, path: str, **options) -> Answer:
        return self.ask("GET", path, **options)

    def post(
        self, path: str, fields: dict[str, str] | None = None, with_token: bool = True,
        headers: dict[str, str] | None = None, **options,
    ) -> Answer:
        """Sends a form as our own page does."""
        fields = dict(fields or {})
        if with_token and self.token:
            fields.setdefault("csrf_token", self.token)
        headers = {"Content-Type": FORM, **(headers or {})}
        return self.ask("POST", path, urllib.parse.urlencode(fields), headers, **options)

    def post_json(self, path: str, value, headers: dict | None = None, **options) -> Answer:
        headers = {"Content-Type": JSON, **(headers or {})}
        options.setdefault("accept", JSON)
        return self.ask("POST", path, json.dumps(value), headers, **options)

    def upload(self, name: str, content: bytes, token: str | None = None) -> Answer:
        """Sends a file to be imported; the name goes onto the line as it is."""
        body, kind = multipart(
            [("csrf_token", None, (self.token if token is None else token).encode()),
             ("file", name, content)])
        return self.ask("POST", "/import", body, {"Content-Type": kind})

    def log_in(self, email: str, password: str) -> Answer:
        answer = self.post("/login", {"email": email, "password": password}, with_token=False)
        if answer.status == 303:
            self.learn_token()
        return answer

    def learn_token(self) -> str:
        page = self.get("/account/").text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        self.token = found[1] if found else ""
        return self.token

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    __del__ = close

    def _own_headers(self) -> dict[str, str]:
        if self.bearer is not None:
            return {"Authorization": f"Bearer {self.bearer}"}
        if not self.cookies:
            return {}
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _send(self, method, path, body, headers) -> http.client.HTTPResponse:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.site.host, self.site.port)
            self._connection.auto_open = 0
            self._connection.sock = self.site.connect(self.source, TIMEOUT_SECONDS)
        self._connection.request(method, path, body, headers)
        return self._connection.getresponse()

    def _keep(self, answer: Answer) -> None:
        for line in answer.all("set-cookie"):
            name, _, value = line.split(";")[0].partition("=")
            if "max-age=0" in line.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value


def multipart(parts: list[tuple[str, str | None, bytes]]) -> tuple[bytes, str]:
    boundary = "part-of-the-form"
    body = b""
    for name, file_name, content in parts:
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if file_name is not None:
            body += b'; filename="' + file_name.encode() + b'"'
        body += b"\r\n\r\n" + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


@dataclass
class Exchange:
    """What came back for some bytes, and whether the other side ended the connection."""

    data: bytes = b""
    is_closed: bool = False
    answers: list[int] = field(default_factory=list)


def exchange(
    site: Site, data: bytes, wait: float = 2, source: str = "127.0.0.1", is_one: bool = False
) -> Exchange:
    """Sends bytes as they are and reads until the end or until nothing comes any more.

    `is_one`: until an answer has begun, for what is asked how it is answered and no more.
    """
    found = Exchange()
    with site.connect(source) as link:
        link.settimeout(wait)
        try:
            link.sendall(data)
            while True:
                part = link.recv(65_536)
                if not part:
                    found.is_closed = True
                    break
                found.data += part
                if is_one and b"\r\n\r\n" in found.data:
                    break
        except TimeoutError:
            pass
        except (ConnectionError, ssl.SSLError):
            found.is_closed = True
    found.answers = statuses(found.data)
    return found


def statuses(data: bytes) -> list[int]:
    """The status of each answer in what a connection brought."""
    found = []
    while True:
        match = re.match(rb"HTTP/1\.[01] (\d{3})[^\r\n]*\r\n", data)
        if not match:
            return found if not data else [*found, 0]
        found.append(int(match[1]))
        head, gap, rest = data.partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.I)
        if re.search(rb"\r\ntransfer-encoding: *chunked", head, re.I):
            end = rest.find(b"0\r\n\r\n")
            data = rest[end + 5:] if end >= 0 else b""
        else:
            data = rest[int(length[1]) if length else 0:] if gap else b""


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the texts of its forms' fields."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self._is_in_script = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self._is_in_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._is_in_script = False

    def handle_data(self, data: str) -> None:
        if self._is_in_script:
            self.scripts.append(data)

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]
