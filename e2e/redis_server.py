"""A Redis of a test's own, on a socket that only it knows."""

import subprocess
import tempfile
import time
from pathlib import Path

START_SECONDS = 10


class RedisServer:
    """Ends with `close`; `kill` and `start` as often as wanted. It keeps nothing on disk."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="countinghouse-redis-")
        self.socket = Path(self.folder.name) / "redis.sock"
        self.process: subprocess.Popen | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> None:
        self.socket.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", self.socket, "--save", "",
             "--appendonly", "no", "--dir", self.folder.name],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + START_SECONDS
        while self.ask("PING") != "PONG":
            if time.monotonic() > end:
                raise AssertionError("Redis does not answer.")
            time.sleep(0.05)

    def ask(self, *words: str) -> str:
        answer = subprocess.run(
            ["redis-cli", "-s", self.socket, *words], capture_output=True, text=True, check=False,
            timeout=START_SECONDS)
        return answer.stdout.strip()

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def close(self) -> None:
        self.kill()
        self.folder.cleanup()
