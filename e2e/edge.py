"""A certificate made for a test, and the real nginx with the configuration that is shipped."""

import datetime
import os
import subprocess
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from installation import free_port

HOST = "books.example.com"
CONFIGURATION = Path(__file__).resolve().parent.parent / "deploy" / "nginx.conf"
START_SECONDS = 10


def certificate(folder: Path) -> tuple[Path, Path]:
    """A chain and its key for HOST and the names below it, valid for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    names = [x509.DNSName(HOST), x509.DNSName(f"*.{HOST}"), x509.DNSName("localhost")]
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain, secret = folder / "fullchain.pem", folder / "privkey.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return chain, secret


class Nginx:
    """In the foreground, on free ports of this machine, before a server's port."""

    def __init__(self, server_port: int) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="countinghouse-nginx-")
        folder = Path(self.folder.name)
        # The workers give up root's rights.
        os.chmod(folder, 0o755)
        certificate(folder)
        self.http_port, self.port = free_port(), free_port()
        shipped = CONFIGURATION.read_text(encoding="utf-8")
        for old, new in (
            ("127.0.0.1:8080", f"127.0.0.1:{server_port}"),
            ("listen 80", f"listen 127.0.0.1:{self.http_port}"),
            ("listen 443", f"listen 127.0.0.1:{self.port}"),
            ("/etc/ssl/countinghouse", str(folder)),
            ("/var/log/nginx", str(folder)),
        ):
            if old not in shipped:
                raise AssertionError(f"deploy/nginx.conf has no {old!r} any more.")
            shipped = shipped.replace(old, new)
        (folder / "site.conf").write_text(shipped, encoding="utf-8")
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
            "events { worker_connections 2048; }\n"
            f"http {{\naccess_log {folder}/around.log;\n{temporary}include {folder}/site.conf;\n}}\n",
            encoding="utf-8",
        )
        self.process = subprocess.Popen(
            ["/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")],
            stderr=subprocess.PIPE,
            text=True,
        )
        self._wait()

    def _wait(self) -> None:
        """Until it listens: it writes its number when it does."""
        pid = Path(self.folder.name) / "pid"
        deadline = datetime.datetime.now() + datetime.timedelta(seconds=START_SECONDS)
        while not (pid.exists() and pid.read_text().strip()):
            if self.process.poll() is not None or datetime.datetime.now() > deadline:
                problem = self.process.stderr.read() if self.process.poll() is not None else ""
                self.close()
                raise AssertionError(f"nginx did not start: {problem}")

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(START_SECONDS)
        self.process.stderr.close()
        self.folder.cleanup()
