"""A server of its own to be attacked, with all that it writes into its log and sends by mail at hand."""

import csv
import io
import tempfile
from pathlib import Path

from aiosmtpd.controller import Controller
from attacker import Site
from installation import Installation, free_port

PASSWORD = "correct horse battery staple"
# The attacks come faster than anybody works.
UNLIMITED = {
    f"COUNTINGHOUSE_REQUESTS_PER_{name}": "0" for name in ("ADDRESS", "CLIENT", "TENANT")}


class Mails:
    """A mail server that keeps what it is sent."""

    def __init__(self) -> None:
        self.kept: list = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    async def handle_DATA(self, server, session, envelope) -> str:
        self.kept.append(envelope)
        return "250 OK"


class Attacked(Installation):
    """The server and its data directory, which end with it."""

    def __init__(self, **settings: str) -> None:
        super().__init__()
        self.mails = Mails()
        self.environment.update({
            "LOG_LEVEL": "debug", "COUNTINGHOUSE_SMTP_URL": f"smtp://127.0.0.1:{self.mails.port}",
            "COUNTINGHOUSE_SMTP_TLS": "none", "COUNTINGHOUSE_MAIL_FROM": "Books <books@example.com>",
            **UNLIMITED, **settings})
        self.site = Site("127.0.0.1", self.port)

    def close(self) -> None:
        super().close()
        self.mails.controller.stop()

    @property
    def log_text(self) -> str:
        return (Path(self.folder.name) / "server.txt").read_text("utf-8", "surrogateescape")

    def person(self, email: str, tenant: str, role: str = "owner") -> None:
        self.run(
            "user", "create", email, "--tenant", tenant, "--role", role, "--password-stdin",
            given=f"{PASSWORD}\n")

    def take_in(self, tenant: str, rows: list[list[str]], *options: str) -> None:
        """Imports a list through the command line."""
        with tempfile.NamedTemporaryFile("w", suffix=".csv", dir=self.folder.name) as file:
            file.write(written(rows))
            file.flush()
            self.run("import", file.name, "--tenant", tenant, *options)


def written(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
