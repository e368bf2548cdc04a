"""An installation of its own: a data directory, the program on it, and what it prints."""

import os
import re
import socket
import subprocess
import tempfile
from pathlib import Path

import session

STOP_SECONDS = 40
COMMAND_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Installation:
    """Made for one class of tests; `close` ends its server and removes its data.

    Serve first, then run what is to be run: a command on its own starts and stops the database.
    """

    def __init__(self) -> None:
        self.binary = session.setting("COUNTINGHOUSE_BINARY", "the program")
        self.folder = tempfile.TemporaryDirectory(prefix="countinghouse-e2e-")
        # The database server gives up root's rights and must still reach its data.
        os.chmod(self.folder.name, 0o755)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.server: subprocess.Popen | None = None
        self.environment = {
            **os.environ,
            "COUNTINGHOUSE_DATA_DIR": f"{self.folder.name}/data",
            "COUNTINGHOUSE_PORT": str(self.port),
        }

    def run(
        self, *arguments: str, status: int = 0, seconds: float = COMMAND_SECONDS, given: str = ""
    ) -> str:
        """Runs a command, which must end with the status; returns what it prints."""
        result = subprocess.run(
            [self.binary, *arguments],
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        if result.returncode != status:
            raise AssertionError(
                f"{' '.join(arguments)} ended with {result.returncode}: {result.stderr}"
            )
        return result.stdout

    def serve(self, scheme: str = "http") -> None:
        """Starts the server and waits for the line with its address."""
        self.log = open(Path(self.folder.name) / "server.txt", "w", encoding="utf-8")
        self.server = subprocess.Popen(
            [self.binary, "serve"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        greeting = self.server.stdout.readline()
        if not re.search(rf"{scheme}://127\.0\.0\.1:{self.port}/", greeting):
            self.close()
            raise AssertionError(f"The server did not start: {greeting!r}")

    def close(self) -> None:
        if self.server is not None:
            self.server.terminate()
            try:
                self.server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.server.kill()
                raise
            finally:
                self.server.stdout.close()
                self.log.close()
        self.folder.cleanup()
