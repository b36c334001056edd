#!/usr/bin/env python3
"""pomerium-okta self-test: every package runs it, so what it is to notice is broken here on purpose."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = pathlib.Path(os.environ["BUILD_DIR"]) / "src/pomerium-okta"


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


QT_PLUGINS = pathlib.Path(output("qmake6", "-query", "QT_INSTALL_PLUGINS"))


class SelfTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        # A copy that takes its plugins from a folder in which some can be missing.
        self.program = shutil.copy(PROGRAM, self.folder)
        self.plugins = self.folder / "plugins"
        for plugin in ("platforms/libqxcb.so", "platforms/libqoffscreen.so", "tls/libqopensslbackend.so",
                       "tls/libqcertonlybackend.so"):
            target = self.plugins / plugin
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(QT_PLUGINS / plugin, target)
        (self.folder / "qt.conf").write_text(f"[Paths]\nPlugins = {self.plugins}\n")

    def checks(self, *before):
        """What it says of each check, and its exit status."""
        environment = {"HOME": str(self.folder), "LC_ALL": "C.UTF-8"} # no session: the keychain only warns
        shown = subprocess.run([*before, self.program, "self-test", "--json"], capture_output=True, text=True,
                               env=environment, timeout=60)
        said = {check["id"]: check["code"] if check["status"] == "failed" else check["status"]
                for check in json.loads(shown.stdout)["checks"]}
        return said, shown.returncode

    def test_of_a_whole_installation_passes(self):
        said, status = self.checks()
        for check in ("tls", "certificates", "plugins", "pages", "translations"):
            self.assertEqual(said[check], "passed", check)
        self.assertEqual(status, 0)

    def test_fails_without_the_tls_plugin(self):
        (self.plugins / "tls/libqopensslbackend.so").unlink()
        said, status = self.checks()
        self.assertEqual((said["tls"], said["plugins"], status), ("SELF-TLS", "SELF-PLUGINS", 1))

    def test_fails_without_the_window_plugin(self):
        (self.plugins / "platforms/libqxcb.so").unlink()
        said, status = self.checks()
        self.assertEqual((said["plugins"], said["tls"], status), ("SELF-PLUGINS", "passed", 1))

    def test_fails_when_a_plugin_is_damaged(self):
        (self.plugins / "platforms/libqxcb.so").write_bytes(b"not a library")
        said, status = self.checks()
        self.assertEqual((said["plugins"], status), ("SELF-PLUGINS", 1))

    def test_fails_without_the_programs_words(self):
        self.lose("okta-setup_en.qm")
        said, status = self.checks()
        self.assertEqual((said["translations"], status), ("SELF-TRANSLATIONS", 1))

    def test_fails_without_the_pages_for_the_browser(self):
        self.lose("signed-in.html")
        said, status = self.checks()
        self.assertEqual((said["pages"], status), ("SELF-PAGES", 1))

    def lose(self, name):
        """Makes the program's own file unfindable: a build without it would be the same."""
        program = pathlib.Path(self.program)
        content = program.read_bytes()
        # As rcc lists it: length, hash, name in big-endian UTF-16.
        listed = re.compile(re.escape(len(name).to_bytes(2, "big")) + b"(.{4})" + re.escape(name.encode("utf-16-be")), re.S)
        changed, count = listed.subn(lambda match: match[0][:-2] + b"\0?", content)
        self.assertEqual(count, 1, name)
        program.write_bytes(changed)

    def test_fails_without_the_systems_authorities(self):
        alone = ["unshare", "--map-root-user", "--mount"]
        if subprocess.run([*alone, "true"], capture_output=True).returncode != 0:
            self.skipTest("no mount namespaces here")
        (self.folder / "empty").mkdir()
        said, status = self.checks(*alone, "sh", "-c", 'mount --bind "$1" /etc/ssl && shift && exec "$@"', "sh",
                                   self.folder / "empty")
        self.assertEqual((said["certificates"], said["tls"], status), ("SELF-CERTIFICATES", "passed", 1))


if __name__ == "__main__":
    unittest.main()
