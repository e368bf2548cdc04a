"""A server that does everything wrong, on which each attack must succeed.

What finds nothing here would find nothing anywhere.
"""

import http.server
import sqlite3
import threading
import time
import urllib.parse
from pathlib import Path

from attacker import Site

PASSWD_FILE = "root:x:0:0"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.given = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        name = "show_" + path.strip("/").split("/")[0]
        getattr(self, name, self.show_static)()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.say("done", 200)

    def show_search(self) -> None:
        rows = sqlite3.connect(":memory:")
        rows.create_function("pg_sleep", 1, lambda seconds: time.sleep(seconds) or 0)
        try:
            text = self.given.get("q", "").replace("1;SELECT", "' || (SELECT").replace("--", ")--")
            found = rows.execute(f"SELECT '{text}'").fetchall()
            self.say(str(found))
        except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
            self.say(f"syntax error at or near: {error}", 500)

    def show_page(self) -> None:
        self.say(
            f"<title>{self.given['q']}</title><p title=\"{self.given['q']}\" class='"
            f"{self.given['q']}'><a href=\"{self.given['q']}\">{self.given['q']}</a>",
            kind="text/html; charset=utf-8")

    def show_go(self) -> None:
        self.send_response(302)
        self.send_header("Content-Length", "0")
        # Line breaks and all.
        self.send_header("Location", self.given.get("next", "").encode().decode("latin-1"))
        self.end_headers()

    def show_log(self) -> None:
        print(f"GET {self.given['q']}", file=self.server.log)
        self.say("")

    def show_static(self) -> None:
        path = urllib.parse.unquote(self.path.removeprefix("/static/"))
        try:
            self.say((Path("/usr/share/none") / path.replace("\\", "/")).resolve().read_text())
        except (OSError, ValueError):
            try:
                self.say(Path("/" + path.replace("../", "")).read_text())
            except (OSError, ValueError):
                self.say("none", 404)

    def say(self, text: str, status: int = 200, kind: str = "text/plain") -> None:
        body = text.encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


class Careless:
    """Runs as long as a `with` lasts."""

    def __enter__(self) -> "Careless":
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # An attacker who leaves in the middle is nothing to report.
        self.server.handle_error = lambda *_: None
        self.site = Site("127.0.0.1", self.server.server_address[1])
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()
