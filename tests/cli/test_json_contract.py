"""What the program prints and writes as JSON, held against the schemas beside the code that makes it.

test_json_contract.py PROGRAM SOURCES
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema

PROGRAM = sys.argv[1]
SOURCES = pathlib.Path(sys.argv[2])
RESULT = json.loads((SOURCES / "src/cli/result.schema.json").read_text("utf-8"))
REPORT = json.loads((SOURCES / "src/advice/report.schema.json").read_text("utf-8"))
# The report's checks are the result's: put in, so that nothing is fetched.
REPORT["properties"]["sections"]["items"]["properties"]["checks"]["items"] = RESULT["$defs"]["check"]


class JsonContract(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = subprocess.Popen([PROGRAM, "demo-org"], stdout=subprocess.PIPE, text=True)
        cls.org = json.loads(cls.demo.stdout.readline())

    @classmethod
    def tearDownClass(cls):
        cls.demo.terminate()
        cls.demo.wait(timeout=30)
        cls.demo.stdout.close()

    def judge(self, subcommand, *arguments, text=""):
        """Exit status and result; both kinds of JSON are valid when this returns."""
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder) / "report.json"
            takes_report = subcommand != "self-test"
            command = [PROGRAM, subcommand, *arguments, "--json"]
            if takes_report:
                command += ["--report", str(report)]
            run = subprocess.run(command, input=text, capture_output=True, text=True, timeout=120, check=False)
            result = json.loads(run.stdout)
            jsonschema.Draft202012Validator(RESULT).validate(result)
            if takes_report:
                jsonschema.Draft202012Validator(REPORT).validate(json.loads(report.read_text("utf-8")))
        self.assertEqual(run.returncode, {"passed": 0, "failed": 1, "cancelled": 3}[result["result"]])
        return result["result"]

    def env_file(self, folder, **changes):
        settings = {
            "IDP_PROVIDER": "okta",
            "IDP_PROVIDER_URL": self.org["issuer"],
            "IDP_CLIENT_ID": self.org["client_id"],
            "IDP_CLIENT_SECRET": self.org["client_secret"],
            "AUTHENTICATE_SERVICE_URL": "https://authenticate.example.com",
            **changes,
        }
        path = pathlib.Path(folder) / "pomerium.env"
        path.write_text("".join(f"{key}={value}\n" for key, value in settings.items()), "utf-8")
        return str(path)

    def test_the_schemas_are_schemas(self):
        for schema in (RESULT, REPORT):
            jsonschema.Draft202012Validator.check_schema(schema)

    def test_a_schema_refuses_what_is_not_the_contract(self):
        for wrong in (
            {},
            {"result": "ok", "checks": []},
            {"result": "failed", "checks": [{"id": "x", "status": "failed", "code": "", "headline": "h", "cause": "c",
                                             "remedy": "r", "detail": ""}]},
        ):
            with self.assertRaises(jsonschema.ValidationError):
                jsonschema.Draft202012Validator(RESULT).validate(wrong)

    def test_a_token_that_is_good(self):
        self.assertEqual(
            self.judge("verify-token", "--org", self.org["org_url"], "--token-file", "-", text=self.org["api_token"]),
            "passed",
        )

    def test_tokens_and_orgs_that_are_not(self):
        for org, token in ((self.org["org_url"], "00wrong"), ("ftp://x", "00x"), ("http://127.0.0.1:9", "00x")):
            self.assertEqual(self.judge("verify-token", "--org", org, "--token-file", "-", text=token), "failed")

    def test_files_good_and_bad(self):
        with tempfile.TemporaryDirectory() as folder:
            self.judge("check", "--file", self.env_file(folder))
            self.assertEqual(self.judge("check", "--file", self.env_file(folder, IDP_CLIENT_SECRET="wrong")), "failed")
            self.assertEqual(
                self.judge("check", "--file", self.env_file(folder, IDP_PROVIDER_URL=self.org["issuer"] + "/")),
                "failed",
            )
            self.assertEqual(self.judge("check", "--file", folder), "failed")

    def test_a_sign_in_that_cannot_begin_and_one_that_nobody_ends(self):
        arguments = ["--client-id", self.org["client_id"], "--client-secret-file", "-", "--redirect-port", "0",
                     "--browser", "true", "--timeout", "1"]
        secret = self.org["client_secret"]
        self.assertEqual(self.judge("verify-login", "--issuer", "ftp://x", *arguments, text=secret), "failed")
        self.judge("verify-login", "--issuer", self.org["issuer"], *arguments, text=secret)

    def test_this_installation(self):
        self.judge("self-test")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
