"""A server of its own to be attacked, with all that it writes into its log and sends by mail at hand."""

import csv
import io
import tempfile
from pathlib import Path

from attacker import Site
from mails import MailingInstallation

PASSWORD = "correct horse battery staple"
# The attacks come faster than anybody works.
UNLIMITED = {
    f"COUNTINGHOUSE_REQUESTS_PER_{name}": "0" for name in ("ADDRESS", "CLIENT", "TENANT")}


class Attacked(MailingInstallation):
    """The server and its data directory, which end with it."""

    def __init__(self, **settings: str) -> None:
        super().__init__(**{"LOG_LEVEL": "debug", **UNLIMITED, **settings})
        self.site = Site("127.0.0.1", self.port)

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
