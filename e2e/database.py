"""The built-in database of the server under test, for what no page can do, such as letting time pass."""

import glob
import os
import subprocess
from pathlib import Path

import session


def execute(statement: str) -> None:
    """Runs one statement as the owner of the tables."""
    directory = session.setting("COUNTINGHOUSE_DATA_DIR", "the data directory of the server")
    pid_file = Path(directory) / "postgres" / "postmaster.pid"
    socket = pid_file.read_text(encoding="utf-8").splitlines()[4]
    subprocess.run(
        [_psql(), "-h", socket, "-U", "ch_owner", "-v", "ON_ERROR_STOP=1", "-qc", statement,
         "countinghouse"],
        check=True, capture_output=True, timeout=60,
    )


def age_proofs(email: str, minutes: int = 11) -> None:
    """Makes somebody's proofs of who they are older."""
    if not all(character.isalnum() or character in "@.-" for character in email):
        raise ValueError(email)
    execute(
        f"UPDATE sessions SET proved_at = proved_at - interval '{minutes} minutes'"
        f" WHERE user_id = (SELECT id FROM users WHERE email = '{email}')"
    )


def _psql() -> str:
    folder = os.environ.get("COUNTINGHOUSE_POSTGRES_BIN")
    if folder:
        return str(Path(folder) / "psql")
    return max(glob.glob("/usr/lib/postgresql/*/bin/psql"), default="psql")
