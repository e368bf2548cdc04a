"""Has Schemathesis send requests of its own making, as the API's description would have them and as
it would not, and compares every answer with the description."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from api_server import TENANT, ServedAPI

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance", "response_headers_conformance", "negative_data_rejection",
    "unsupported_method", "ignored_auth", "problem_code_is_declared",
)
HOOKS = "conformance_hooks"
# Where no hint is, most of what is made up names somebody who is not there.
OFTEN, SELDOM = 0.8, 0.3
SEED = "20260930"


@dataclass(frozen=True)
class Outcome:
    """What a run found, and how often each operation was answered with which status."""

    status: int
    text: str
    answers: dict[str, Counter]

    @property
    def findings(self) -> str:
        """The failures with the line to repeat each, without the summary of everything else."""
        found = re.search(r"^=+ (?:FAILURES|ERRORS) =+$.*?(?=^=+ (?:WARNINGS|SUMMARY) =+$)",
                          self.text, re.M | re.S)
        return found[0] if found else self.text

    def answered(self, operation: str, kind: int) -> int:
        """How many answers to an operation were of a kind, such as 2 for 200 to 299."""
        return sum(
            count for status, count in self.answers.get(operation, {}).items()
            if status // 100 == kind)


def run(api: ServedAPI, caller: str, seconds: int, folder: Path, is_long: bool) -> Outcome:
    """Calls every operation as somebody; the time is spent whatever there is to find."""
    settings, counts = folder / f"{caller}.toml", folder / f"{caller}.json"
    settings.write_text(configuration(api, caller), "utf-8")
    here = Path(__file__).parent
    environment = {
        **os.environ, "SCHEMATHESIS_HOOKS": HOOKS, "CONFORMANCE_COUNTS": str(counts),
        "CONFORMANCE_KEPT": json.dumps({path: sorted(ids) for path, ids in api.kept.items()}),
        "PYTHONPATH": str(here), "PYTHONDONTWRITEBYTECODE": "1",
    }
    result = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "run",
         f"{api.url}/api/schema/", "--continue-on-failure", "--generation-database", "none",
         "--checks", ",".join(CHECKS), "--max-time", str(seconds), "--warnings", "off",
         *([] if is_long else ["--seed", SEED])],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
        timeout=seconds * 4 + 300,
    )
    answers = json.loads(counts.read_text("utf-8")) if counts.exists() else {}
    return Outcome(
        result.returncode, result.stdout + result.stderr,
        {operation: Counter({int(status): count for status, count in found.items()})
         for operation, found in answers.items()})


def configuration(api: ServedAPI, caller: str) -> str:
    """Who calls, and ids and names that there are, so that requests get beyond "not found"."""
    owner = api.token("owner")
    lists = {path: api.ids(path, owner) for path in listed(api.description)}
    contacts = (api.ids(f"/api/v1/customers/{one}/contacts/", owner)
                for one in lists["/api/v1/customers/"])
    lists["/api/v1/contacts/"] = [one for found in contacts for one in found]
    lists["tenant"], lists["currency"] = [TENANT], ["USD"]
    names = {path: f"list-{index}" for index, path in enumerate(lists)}

    def use(path: str, probability: float) -> str:
        return f"{{dictionary = {quoted(names[path])}, probability = {probability}}}"

    lines = ["color = false", "[cache]", "enabled = false",
             "[output.sanitization]", "enabled = false"]
    if token := api.token(caller):
        lines += ["[auth.openapi.token]", f"bearer = {quoted(token)}"]
    lines += ["[dictionaries]"]
    lines += [f"{names[path]} = {{values = {quoted(ids)}}}" for path, ids in lists.items() if ids]
    lines += ["[parameters]", f'"header.X-Tenant" = {use("tenant", OFTEN)}']
    for place in ("amount", "items[*].amount"):
        lines.append(f'"body.{place}.currency" = {use("currency", OFTEN)}')
    if customers := next((path for path in lists if path.endswith("/customers/")), None):
        lines += [f'"{place}customer_id" = {use(customers, share)}' for place, share in (
            ("query.", SELDOM), ("body.", OFTEN), ("body.items[*].", OFTEN))]
    for path in api.description["paths"]:
        before, parameter = holder(path)
        if parameter == "customer" and customers:
            before = customers
        if lists.get(before):
            lines += ["[[operations]]", f"include-path = {quoted(path)}",
                      f'parameters = {{"path.{parameter}" = {use(before, OFTEN)}}}']
    return "\n".join(lines) + "\n"


def quoted(value) -> str:
    return json.dumps(value, ensure_ascii=False)


def holder(path: str) -> tuple[str, str]:
    """The address before the first parameter of another, and that parameter's name."""
    before, _, rest = path.partition("{")
    return before, rest.partition("}")[0]


def listed(description: dict) -> list[str]:
    """The lists whose members have addresses of their own, and that of customers."""
    paths = description["paths"]
    holders = {holder(path)[0] for path in paths if "{" in path}
    holders |= {path for path in paths if path.endswith("/customers/")}
    return sorted(path for path in holders if "get" in paths.get(path, {}))
