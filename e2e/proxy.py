"""The real nginx with our own deploy/nginx.conf before a server, on ports and paths of a test."""

import datetime
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from attacker import Site
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from installation import free_port

CONFIGURATION = Path(__file__).parent.parent / "deploy/nginx.conf"
PROGRAM = shutil.which("nginx") or "/usr/sbin/nginx"
NAME = "books.example.com"
AROUND = """
pid {folder}/nginx.pid;
error_log {folder}/error.txt;
daemon off;
worker_processes 1;
events {{ worker_connections 1024; }}
http {{
    access_log {folder}/around.txt;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/countinghouse.conf;
}}
"""


class Proxy:
    """Runs until it is closed; only this process is ended."""

    def __init__(self, upstream: int) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="countinghouse-nginx-")
        self.plain_port, self.port = free_port(), free_port()
        folder = Path(self.folder.name)
        os.chmod(folder, 0o755)
        certify(folder)
        (folder / "countinghouse.conf").write_text(self.configured(upstream))
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
        self.process = subprocess.Popen(
            [PROGRAM, "-p", str(folder), "-c", str(folder / "nginx.conf")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.site = Site("127.0.0.1", self.port, name=NAME, trusted=str(folder / "fullchain.pem"))
        self.plain_site = Site("127.0.0.1", self.plain_port, name=NAME)
        self.wait()

    def configured(self, upstream: int) -> str:
        """Our file, with nothing in it changed but where things are."""
        text = CONFIGURATION.read_text()
        for pattern, place in (
            (r"\b127\.0\.0\.1:8080\b", f"127.0.0.1:{upstream}"),
            (r"\blisten 80\b", f"listen 127.0.0.1:{self.plain_port}"),
            (r"\blisten 443\b", f"listen 127.0.0.1:{self.port}"),
            (r"/etc/ssl/countinghouse/", f"{self.folder.name}/"),
            (r"/var/log/nginx/", f"{self.folder.name}/"),
        ):
            text, count = re.subn(pattern, place, text)
            if not count:
                raise AssertionError(f"{pattern} is not in {CONFIGURATION.name} any more.")
        return text

    def wait(self) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end and self.process.poll() is None:
            try:
                self.site.connect().close()
                return
            except OSError:
                time.sleep(0.05)
        errors = (Path(self.folder.name) / "error.txt").read_text()
        self.close()
        raise AssertionError(f"nginx did not start: {errors}")

    @property
    def log_text(self) -> str:
        """All that nginx has written, wherever."""
        names = ("access.log", "error.log", "around.txt", "error.txt")
        logs = [Path(self.folder.name) / name for name in names]
        return "".join(log.read_text(errors="replace") for log in logs if log.exists())

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()


def certify(folder: Path) -> None:
    """A certificate that only this test believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(
            [x509.DNSName(NAME), x509.DNSName(f"*.{NAME}")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256()))
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()))
