"""What Schemathesis does beside its own work: counts the answers to each operation, and looks
whether what is wrong has a code that the description names for it."""

import atexit
import json
import os
from collections import defaultdict
from pathlib import Path

import schemathesis

# What stays as it is: ids by the address of their list.
_kept: dict[str, list[str]] = json.loads(os.environ.get("CONFORMANCE_KEPT", "{}"))
NOBODY = "999999999"
_answers: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))


@schemathesis.hook
def before_call(context, case, **_) -> None:
    kept = _kept.get(case.operation.path.removesuffix("{id}/"), [])
    if case.method in ("PATCH", "DELETE") and (case.path_parameters or {}).get("id") in kept:
        case.path_parameters["id"] = NOBODY


@schemathesis.hook
def after_call(context, case, response) -> None:
    _answers[case.operation.label][response.status_code] += 1


@schemathesis.check
def problem_code_is_declared(context, response, case) -> None:
    kinds = response.headers.get("content-type", [])
    if not any("application/problem+json" in kind for kind in kinds):
        return
    answer = case.operation.definition.raw["responses"].get(str(response.status_code))
    # Whether the status may be at all is another check's.
    if answer is None:
        return
    code = response.json()["code"]
    if code not in answer["x-codes"]:
        raise AssertionError(
            f"{case.operation.label}: {response.status_code} with the code {code}, which is not"
            " described")


@atexit.register
def keep() -> None:
    if counts := os.environ.get("CONFORMANCE_COUNTS"):
        Path(counts).write_text(json.dumps(_answers), "utf-8")
