"""What Schemathesis does beside its own work: counts the answers to each operation."""

import atexit
import json
import os
from collections import defaultdict
from pathlib import Path

import schemathesis

_answers: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))


@schemathesis.hook
def after_call(context, case, response) -> None:
    _answers[case.operation.label][response.status_code] += 1


@atexit.register
def keep() -> None:
    Path(os.environ["CONFORMANCE_COUNTS"]).write_text(json.dumps(_answers), "utf-8")
