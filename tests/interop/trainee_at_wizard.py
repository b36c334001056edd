#!/usr/bin/python3
"""A trainee's hands and eyes at the wizard, for whoever tells them what to do.

  trainee_at_wizard.py PORT WIZARD [ARGUMENT...]      within a session with a bus and a display

Connects to PORT on this computer and does what comes, one JSON object a line: {"do": "press", "with": ["Continue"]}. Each
is answered by {"value": …} or, when something is not there in time, {"lost": …, "tree": …}. The wizard ends with the
connection, or by "end", which is answered by its exit status.
"""
import json
import re
import socket
import subprocess
import sys

import wizard_by_names
from wizard_by_names import PATIENCE, Lost, Wizard, until


def answer(wizard, child, line):
    order = json.loads(line)
    do, given = order["do"], order.get("with", [])
    if do == "say":  # the first label whose words match
        pattern = re.compile(given[0], re.S)
        return until(f"words like “{given[0]}”",
                     lambda: next((words for words in wizard.words() if pattern.search(words)), None))
    if do == "end":
        wizard.press(given[0])
        return child.wait(PATIENCE)
    return getattr(wizard, do)(*given)


def main():
    bus = wizard_by_names.listen()
    child = subprocess.Popen(sys.argv[2:])
    try:
        with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as connection:
            lines = connection.makefile("rw", encoding="utf-8")
            wizard = Wizard()
            for line in lines:
                try:
                    told = {"value": answer(wizard, child, line)}
                except (Lost, subprocess.TimeoutExpired) as error:
                    told = {"lost": str(error), "tree": wizard.tree()}
                lines.write(json.dumps(told, default=lambda _: None) + "\n")
                lines.flush()
    finally:
        child.kill()
        child.wait()
        bus.terminate()
        bus.wait()


main()
