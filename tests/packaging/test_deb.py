#!/usr/bin/env python3
"""The Debian package: made twice, compared, judged by lintian, and looked into."""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["BUILD_DIR"])
VERSION = os.environ["PRODUCT_VERSION"]
NAME = "okta-setup-for-pomerium"
ID = "io.github.okta_setup_for_pomerium"
DOCUMENTS = f"usr/share/doc/{NAME}"
FILES = {
    "usr/bin/pomerium-okta", "usr/bin/pomerium-okta-wizard",
    f"usr/share/applications/{ID}.desktop", f"usr/share/metainfo/{ID}.metainfo.xml",
    *(f"usr/share/icons/hicolor/{size}x{size}/apps/{ID}.png" for size in (16, 24, 32, 48, 64, 128, 256, 512)),
    f"usr/share/icons/hicolor/scalable/apps/{ID}.svg",
    "usr/share/man/man1/pomerium-okta.1.gz", "usr/share/man/man1/pomerium-okta-wizard.1.gz",
    "usr/share/bash-completion/completions/pomerium-okta", "usr/share/bash-completion/completions/pomerium-okta-wizard",
    "usr/share/fish/vendor_completions.d/pomerium-okta.fish", "usr/share/zsh/site-functions/_pomerium-okta",
    *(f"{DOCUMENTS}/{name}" for name in ("copyright", "changelog.Debian.gz", "sbom.spdx.json", "THIRD-PARTY-NOTICES.txt")),
}


def run(*command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=200, **more)


def checked(*command, **more):
    result = run(*command, **more)
    assert result.returncode == 0, f"{command}: {result.stdout}{result.stderr}"
    return result.stdout


class DebianPackage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.work)
        cls.packages = [cls.make("one"), cls.make("another one")]
        cls.tree = cls.work / "tree"
        checked("dpkg-deb", "--extract", cls.packages[0], cls.tree)

    @classmethod
    def make(cls, folder):
        # In folders and at times of their own, both of which must not show.
        where = cls.work / folder
        checked("cpack", "--config", BUILD / "CPackConfig.cmake", "-G", "DEB", "-B", where, cwd=cls.work,
                env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"})
        found = list(where.glob("*.deb"))
        assert len(found) == 1, found
        return found[0]

    def field(self, name):
        return checked("dpkg-deb", "--field", self.packages[0], name).strip()

    def test_is_the_same_when_it_is_made_again(self):
        one, other = (hashlib.sha256(package.read_bytes()).hexdigest() for package in self.packages)
        self.assertEqual(one, other)

    def test_is_named_as_debian_names_packages(self):
        architecture = checked("dpkg", "--print-architecture").strip()
        self.assertEqual(self.packages[0].name, f"{NAME}_{self.field('Version')}_{architecture}.deb")

    def test_gives_way_to_a_distributions_own_package(self):
        checked("dpkg", "--compare-versions", self.field("Version"), "lt", f"{VERSION}-1")
        checked("dpkg", "--compare-versions", self.field("Version"), "gt", VERSION)

    def test_lintian_has_nothing_to_say(self):
        result = run("lintian", "--pedantic", "--no-cfg", "--allow-root", "--fail-on", "error,warning", self.packages[0])
        self.assertEqual((result.returncode, result.stdout), (0, ""), result.stderr)

    def test_has_every_file_and_no_other(self):
        files = {str(path.relative_to(self.tree)) for path in self.tree.rglob("*") if not path.is_dir()}
        self.assertEqual(files, FILES)

    def test_belongs_to_root_and_is_written_by_nobody_else(self):
        for line in checked("dpkg-deb", "--contents", self.packages[0]).splitlines():
            program = re.search(r" \./usr/bin/.", line)
            expected = r"^drwxr-xr-x root/root" if line[0] == "d" else \
                r"^-rwxr-xr-x root/root" if program else r"^-rw-r--r-- root/root"
            self.assertRegex(line, expected)

    def test_runs_nothing_when_it_is_installed(self):
        control = self.work / "control"
        checked("dpkg-deb", "--control", self.packages[0], control)
        self.assertEqual({path.name for path in control.iterdir()}, {"control", "md5sums"})

    def test_depends_on_what_is_linked_and_on_what_is_loaded_later(self):
        depends = {dependency.split()[0] for dependency in self.field("Depends").split(",")}
        for package in ("libqt6core6", "libqt6gui6", "libqt6network6", "libqt6widgets6", "libqt6dbus6",
                        "libqt6keychain1", "libssl3", "libc6", "libstdc++6", "libsecret-1-0", "ca-certificates"):
            self.assertTrue({package, package + "t64"} & depends, f"{package} is not in {depends}")
        self.assertIn("gnome-keyring |", self.field("Recommends"))

    def test_programs_are_stripped_and_find_no_library_of_the_build(self):
        for program in (self.tree / "usr/bin").iterdir():
            self.assertNotRegex(checked("readelf", "-SW", program), r"\.(debug_info|symtab|comment)\b")
            self.assertNotRegex(checked("readelf", "-dW", program), r"\((RPATH|RUNPATH)\)")

    def test_tells_one_version_everywhere(self):
        for program in ("pomerium-okta", "pomerium-okta-wizard"):
            self.assertIn(f" {VERSION}\n", checked(self.tree / "usr/bin" / program, "--version"))
            self.assertIn(f" {VERSION}\"", checked("zcat", self.tree / f"usr/share/man/man1/{program}.1.gz"))
        self.assertIn(f'<release version="{VERSION}"', (self.tree / f"usr/share/metainfo/{ID}.metainfo.xml").read_text())
        self.assertTrue(checked("zcat", self.tree / DOCUMENTS / "changelog.Debian.gz").startswith(
            f"{NAME} ({self.field('Version')})"))
        self.assertTrue(self.field("Version").startswith(VERSION + "-"))

    def check_bill(self):
        return run(SOURCE / "installer/make-sbom", "--check", "--tree", self.tree / "usr",
                   "--documents", f"share/doc/{NAME}")

    def test_bill_of_materials_has_every_file_with_its_hash(self):
        result = self.check_bill()
        self.assertEqual((result.returncode, result.stdout), (0, f"{len(FILES) - 2} files, each as listed\n"), result.stderr)

    def test_bill_of_materials_is_not_fooled(self):
        icon = self.tree / f"usr/share/icons/hicolor/16x16/apps/{ID}.png"
        stranger = self.tree / "usr/bin/stranger"
        content = icon.read_bytes()
        page = self.tree / "usr/share/man/man1/pomerium-okta.1.gz"
        try:
            icon.write_bytes(content + b" ")
            stranger.write_text("")
            page.rename(self.work / "page")
            result = self.check_bill()
        finally:
            icon.write_bytes(content)
            stranger.unlink()
            (self.work / "page").rename(page)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout.splitlines(), [
            "missing: share/man/man1/pomerium-okta.1.gz", "not as listed: " + str(icon.relative_to(self.tree / "usr")),
            "not listed: bin/stranger"])

    def test_notices_have_the_licence_of_every_library(self):
        notices = (self.tree / DOCUMENTS / "THIRD-PARTY-NOTICES.txt").read_text()
        for package in ("libqt6core6", "libqt6keychain1", "libssl3", "nlohmann-json3-dev", "libsecret-1-0"):
            self.assertRegex(notices, rf"(?m)^  {package} \S+$")
        self.assertIn("GNU Lesser General Public License, version 3", notices)

    def test_bill_of_materials_leaves_out_what_was_there_before(self):
        prefix = self.work / "prefix"
        (prefix / "bin").mkdir(parents=True)
        (prefix / "bin/stranger").write_text("")
        checked("cmake", "--install", BUILD, "--prefix", prefix)
        bill = (prefix / f"share/doc/{NAME}/sbom.spdx.json").read_text()
        self.assertIn('"./bin/pomerium-okta"', bill)
        self.assertNotIn("stranger", bill)


if __name__ == "__main__":
    unittest.main()
