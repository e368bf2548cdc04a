"""Whoever copies an example of the API's description gets what it promises.

Each is sent to a company of its own, with ids that there are in place of the example's.
"""

import unittest

import schemathesis
from api_server import REACHABLE, TENANT, ServedAPI
from conformance import holder
from schemathesis.checks import load_all_checks

load_all_checks()
# Examples of these cannot be sent: who the example logs in as is nobody here, companies are made by
# operators, and what deletes this one would end the test.
WITHOUT = (
    "POST /api/v1/auth/", "POST /api/v1/tenants/", "DELETE /api/v1/tenants/",
)


class ExamplesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.api = ServedAPI()
        cls.addClassCleanup(cls.api.close)
        cls.owner = cls.api.token("owner")
        cls.schema = schemathesis.openapi.from_dict(cls.api.description)
        cls.schema.config.update(base_url=cls.api.url)

    def operations(self):
        for found in self.schema.get_all_operations():
            operation = found.ok()
            kinds = operation.definition.raw.get("requestBody", {}).get("content", {})
            yield operation, kinds.get("application/json")

    def ids(self, path: str) -> dict[str, str]:
        """Something that there is for each parameter of an address."""
        before, name = holder(path)
        if not name:
            return {}
        if name == "name":
            return {name: TENANT}
        found = self.api.ids(before, self.owner)
        self.assertTrue(found, f"There is nothing at {before} for the example of {path}.")
        return {name: found[0]}

    def real(self, value, name: str = ""):
        """The example with the ids of what there is, a customer's in place of a customer's, and
        the address of somebody whom this machine's name server need not know."""
        if isinstance(value, dict):
            return {key: self.real(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.real(inner, name.removesuffix("s")) for inner in value]
        if name == "url":
            return REACHABLE
        path = f"/api/v1/{name.removesuffix('_id').replace('_', '-')}s/"
        if name.endswith("_id") and path in self.api.description["paths"]:
            return self.api.ids(path, self.owner)[0]
        return value

    def test_each_is_taken_and_answered_as_described(self) -> None:
        sent = 0
        for operation, body in self.operations():
            if not body or "example" not in body or operation.label.startswith(WITHOUT):
                continue
            with self.subTest(operation.label):
                case = operation.Case(
                    body=self.real(body["example"]), media_type="application/json",
                    path_parameters=self.ids(operation.path),
                    headers={"Authorization": f"Bearer {self.owner}"})
                answer = case.call()
                self.assertEqual(
                    answer.status_code // 100, 2, f"{answer.text}\n{case.as_curl_command()}")
                case.validate_response(answer)
                sent += 1
        self.assertGreaterEqual(sent, 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
