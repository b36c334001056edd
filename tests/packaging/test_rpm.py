#!/usr/bin/env python3
"""The RPM: made twice, compared, judged by rpmlint, and asked what it needs. None of the systems it is for is here."""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
BUILD = pathlib.Path(os.environ["BUILD_DIR"])
VERSION = os.environ["PRODUCT_VERSION"]
NAME = "okta-setup-for-pomerium"


def run(*command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=200, **more)


class RpmPackage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.work)
        cls.packages = [cls.make("one"), cls.make("another_one")]

    @classmethod
    def make(cls, folder):
        where = cls.work / folder
        made = run("cpack", "--config", BUILD / "CPackConfig.cmake", "-G", "RPM", "-B", where, cwd=cls.work,
                   env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"})
        assert made.returncode == 0, made.stdout + made.stderr
        found = list(where.glob("*.rpm"))
        assert len(found) == 1, found
        return found[0]

    def ask(self, *question):
        answer = run("rpm", "-qp", "--nosignature", *question, self.packages[0])
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return answer.stdout

    def test_is_the_same_when_it_is_made_again(self):
        one, other = (hashlib.sha256(package.read_bytes()).hexdigest() for package in self.packages)
        self.assertEqual(one, other)

    def test_rpmlint_has_nothing_to_say(self):
        result = run("rpmlint", "--config", HERE / "rpmlint.toml", self.packages[0])
        self.assertIn(" 0 errors, 0 warnings", result.stdout)
        self.assertEqual(result.returncode, 0)

    def test_says_what_it_is(self):
        told = self.ask("--queryformat", "%{NAME} %{VERSION} %{LICENSE} %{BUILDHOST} %{BUILDTIME}\n%{DESCRIPTION}")
        self.assertEqual(told.splitlines()[0], f"{NAME} {VERSION} Apache-2.0 reproducible 1700000000")
        self.assertNotIn("CPack", told)

    def test_needs_qt_6_4_and_a_glibc_of_2021(self):
        needs = self.ask("--requires")
        for library in ("libQt6Widgets.so.6()(64bit)", "libQt6Core.so.6(Qt_6.4)(64bit)", "libqt6keychain.so.1()(64bit)",
                        "libcrypto.so.3(OPENSSL_3.0.0)(64bit)", "libsecret-1.so.0()(64bit)", "ca-certificates"):
            self.assertIn(library, needs.splitlines())
        self.assertNotIn("PRIVATE_API", needs) # with it, only the very same Qt would do
        newest = max(tuple(map(int, found)) for found in re.findall(r"GLIBC_(\d+)\.(\d+)", needs))
        self.assertLessEqual(newest, (2, 34)) # RHEL 9

    def test_recommends_a_keyring(self):
        self.assertIn("gnome-keyring or", self.ask("--recommends"))

    def test_runs_nothing_when_it_is_installed(self):
        self.assertEqual(self.ask("--scripts"), "")

    def test_owns_its_files_and_no_folder_of_the_system(self):
        files = self.ask("--list").split()
        self.assertIn("/usr/bin/pomerium-okta-wizard", files)
        folders = [line.split()[-1] for line in self.ask("--list", "--verbose").splitlines() if line.startswith("d")]
        self.assertEqual(folders, [f"/usr/share/doc/{NAME}"])


if __name__ == "__main__":
    unittest.main()
