"""The demonstration company on a server of its own."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

import session
from installation import STOP_SECONDS


class Demo:
    """Made for one process of tests, which finds it by the environment as any other server."""

    def __init__(self, log: Path) -> None:
        binary = session.setting("COUNTINGHOUSE_BINARY", "the program")
        self.folder = tempfile.TemporaryDirectory(prefix="countinghouse-e2e-")
        # The database server gives up root's rights and must still reach its data.
        os.chmod(self.folder.name, 0o755)
        os.environ["COUNTINGHOUSE_DATA_DIR"] = f"{self.folder.name}/data"
        self.log = open(log, "w", encoding="utf-8")
        self.server = subprocess.Popen(
            [binary, "serve", "--demo", "--port", "0"],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        greeting = ""
        while "/login/link/" not in greeting:
            line = self.server.stdout.readline()
            if not line:
                self.close()
                raise RuntimeError(f"The server did not start: {log.read_text('utf-8')[-2000:]}")
            greeting += line
        link = re.search(r"(http://[^/\s]+)/login/link/\S+", greeting)
        os.environ["COUNTINGHOUSE_LOGIN_LINK"], os.environ["COUNTINGHOUSE_URL"] = link[0], link[1]

    def close(self) -> int:
        """The status with which the server ended."""
        self.server.terminate()
        try:
            status = self.server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.server.kill()
            status = self.server.wait()
        self.server.stdout.close()
        self.log.close()
        self.folder.cleanup()
        return status
