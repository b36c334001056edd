#!/usr/bin/env python3
"""The English catalogue has both forms of every plural in the sources, and no other."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
CATALOGUE = SOURCE / "resources/translations/okta-setup_en.ts"


def messages(path):
    return {(context.findtext("name"), message.findtext("source")): message.find("translation")
            for context in xml.parse(path).getroot() for message in context.findall("message")}


class EnglishCatalogue(unittest.TestCase):
    def test_has_every_plural_of_the_sources(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        copy = pathlib.Path(folder, "found.ts")
        programs = subprocess.run(["qmake6", "-query", "QT_INSTALL_BINS"], check=True, capture_output=True, text=True)
        subprocess.run([pathlib.Path(programs.stdout.strip(), "lupdate"), "-silent", "-pluralonly", SOURCE / "src",
                        SOURCE / "ui", "-I", SOURCE / "src", "-target-language", "en_US", "-ts", copy], check=True)
        self.assertGreater(len(messages(copy)), 0)
        self.assertEqual(set(messages(CATALOGUE)), set(messages(copy)))

    def test_has_words_for_one_and_for_many(self):
        for (_, source), translation in messages(CATALOGUE).items():
            self.assertNotEqual(translation.get("type"), "unfinished", source)
            one, many = (form.text for form in translation.findall("numerusform"))
            self.assertNotEqual(one, many)
            for form in (one, many):
                self.assertNotIn("(s)", form)
                self.assertIn("%n", form)


if __name__ == "__main__":
    unittest.main()
