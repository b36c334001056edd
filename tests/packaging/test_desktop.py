#!/usr/bin/env python3
"""What a Linux desktop and its shell are told about the programs: that validators accept it and that it is true."""
import os
import pathlib
import re
import subprocess
import unittest

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["BUILD_DIR"])
MADE = BUILD / "installer/linux"
ID = "io.github.okta_setup_for_pomerium"
PROGRAMS = ["pomerium-okta", "pomerium-okta-wizard"]


def run(*command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=60, **more)


def help_of(program, *arguments):
    shown = run(BUILD / "src" / program, *arguments, "--help", env={"LC_ALL": "C.UTF-8"})
    assert shown.returncode == 0, shown.stderr
    return shown.stdout


def options_in(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - {"--help", "--version"}


def subcommands():
    return re.findall(r"^pomerium-okta ([a-z-]+)$", help_of("pomerium-okta"), re.M)


def man_page(program):
    """As it is read: formatted, without bold and underlines."""
    shown = run("man", "-l", MADE / f"{program}.1", env={**os.environ, "MANWIDTH": "200", "MAN_KEEP_FORMATTING": ""})
    return re.sub(r".\x08", "", shown.stdout).replace("‐", "-").replace("−", "-")


def completions(line):
    """What bash offers at the end of the line, in a folder with the files a.env and b.env."""
    program = line.split()[0]
    script = """
        cd "$(mktemp -d)" && touch a.env b.env || exit
        source "$1"
        read -ra COMP_WORDS <<< "$2"
        [[ $2 == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        entry=$(complete -p "$3") && entry=${entry#*-F } && "${entry%% *}"
        rm -r "$PWD"
        printf '%s\\n' "${COMPREPLY[@]}" """
    shown = run("bash", "-c", script, "bash", SOURCE / f"installer/linux/{program}.bash", line, program)
    assert shown.returncode == 0 and not shown.stderr, shown.stderr
    return set(shown.stdout.split())


class Validators(unittest.TestCase):
    def accept(self, *command):
        result = run(*command)
        self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""), command)

    def test_desktop_entry(self):
        self.accept("desktop-file-validate", MADE / f"{ID}.desktop")

    def test_appstream_metadata(self):
        result = run("appstreamcli", "validate", "--no-net", "--pedantic", "--no-color", MADE / f"{ID}.metainfo.xml")
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertNotRegex(result.stdout, r"(?m)^[EWIP]: ")

    def test_man_pages(self):
        for program in PROGRAMS:
            result = run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", MADE / f"{program}.1")
            self.assertEqual((result.returncode, result.stderr), (0, ""), program)

    def test_completions_are_bash(self):
        for program in PROGRAMS:
            self.accept("bash", "-n", SOURCE / f"installer/linux/{program}.bash")


class Options(unittest.TestCase):
    """--help is what the program really has; the man page and the completion have the same and no more."""

    def test_man_page_of_the_wizard(self):
        self.assertEqual(options_in(man_page("pomerium-okta-wizard")), options_in(help_of("pomerium-okta-wizard")))

    def test_man_page_of_each_subcommand(self):
        page = man_page("pomerium-okta").split("\nOPTIONS\n")[0]
        sections = {part.split("\n")[0].strip(): part for part in re.split(r"\n   (?=\S)", page)}
        for name in subcommands():
            self.assertIn(name, sections)
            self.assertEqual(options_in(sections[name]), options_in(help_of("pomerium-okta", name)), name)

    def test_completion_of_the_wizard(self):
        self.assertEqual(completions("pomerium-okta-wizard --") - {"--help", "--version"},
                         options_in(help_of("pomerium-okta-wizard")))

    def test_completion_of_files(self):
        self.assertEqual(completions("pomerium-okta export --output a"), {"a.env"})
        self.assertEqual(completions("pomerium-okta-wizard --draft "), {"a.env", "b.env"})
        self.assertEqual(completions("pomerium-okta verify-token --org "), set())


class WithoutADisplay(unittest.TestCase):
    def test_version_and_help(self):
        for program in PROGRAMS:
            shown = run(BUILD / "src" / program, "--version", env={})
            self.assertEqual((shown.returncode, shown.stderr), (0, ""))
            self.assertIn(os.environ["PRODUCT_VERSION"], shown.stdout)
            self.assertIn("Usage: ", help_of(program))

    def test_wizard_says_so_and_ends(self):
        shown = run(BUILD / "src/pomerium-okta-wizard", env={})
        self.assertEqual(shown.returncode, 2)
        self.assertIn("no display", shown.stderr)


if __name__ == "__main__":
    unittest.main()
