#!/usr/bin/env python3
"""What can be said about the macOS bundle without macOS: that its Info.plist is one."""
import os
import pathlib
import plistlib
import re
import unittest

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
VERSION = os.environ["PRODUCT_VERSION"]


class InfoPlist(unittest.TestCase):
    def setUp(self):
        text = (SOURCE / "installer/macos/Info.plist.in").read_text()
        text = text.replace("@PROJECT_VERSION@", VERSION).replace("@CMAKE_OSX_DEPLOYMENT_TARGET@", "11.0")
        self.assertNotIn("@", text)
        self.plist = plistlib.loads(text.encode())

    def test_has_what_finder_and_notarisation_want(self):
        for key, value in {"CFBundlePackageType": "APPL", "CFBundleInfoDictionaryVersion": "6.0",
                           "CFBundleShortVersionString": VERSION, "CFBundleVersion": VERSION,
                           "LSMinimumSystemVersion": "11.0", "NSHighResolutionCapable": True,
                           "NSPrincipalClass": "NSApplication"}.items():
            self.assertEqual(self.plist[key], value, key)

    def test_identifier_has_only_the_characters_that_apple_allows(self):
        self.assertRegex(self.plist["CFBundleIdentifier"], r"^[A-Za-z0-9.-]+$")

    def test_names_the_program_and_the_icon_that_cmake_puts_there(self):
        cmake = (SOURCE / "installer/macos/CMakeLists.txt").read_text()
        bundle = re.search(r'set\(bundle "([^"]+)"\)', cmake).group(1)
        self.assertEqual(self.plist["CFBundleExecutable"], bundle)
        self.assertIn("/" + self.plist["CFBundleIconFile"] + ")", cmake)

    def test_short_name_fits_the_menu_bar(self):
        self.assertLessEqual(len(self.plist["CFBundleName"]), 15)


if __name__ == "__main__":
    unittest.main()
