#!/usr/bin/python3
"""A person at the wizard who sees and touches it only by its accessible names, as a screen reader does (AT-SPI).

  person_at_wizard.py WIZARD PLAN.json      within a session with a bus, a display and an unlocked keyring

PLAN: what to enter ("organization", "authenticate", "release", "clientId", "clientSecret", "apiToken" or null, "target"),
the wizard's "draft", whether "another" org is wanted afterwards, the "host" whose token is looked for in the keyring, and the file for the "result": as JSON, the
window's title and the words on each page, and the token. Ends with 1 and the whole tree of names on standard error when
something is not there. The session's bus writes to our standard output too, so that is not where the result goes.
"""
import json
import subprocess
import sys

import wizard_by_names
from wizard_by_names import PATIENCE, Lost, Wizard, until

APPLICATION = "io.github.okta_setup_for_pomerium"


def go_through(wizard, plan):
    seen = {"titles": []}

    def reach(step):
        seen["titles"].append(wizard.reach(step))

    reach(1)
    wizard.press("How do I check?", role="check box")
    wizard.enter("Pomerium version, exact", plan["release"])
    wizard.enter("Authenticate service URL", plan["authenticate"])
    wizard.enter("Okta organization URL", plan["organization"])
    wizard.press("Continue")
    reach(2)
    wizard.enter("App integration name", "Pomerium in a test")
    wizard.press("Mark as done: Refresh Token is selected", role="check box")
    wizard.press("Continue")
    reach(3)
    wizard.enter("Client ID", plan["clientId"])
    wizard.enter("Client secret", plan["clientSecret"], role="password text")
    wizard.press("Continue")
    reach(4)
    wizard.press("Sign in with browser")
    until("the person can sign in", lambda: any(words.endswith(" can sign in.") for words in wizard.words()))
    seen["signIn"] = wizard.words()
    wizard.press("Continue")
    reach(5)
    if plan["apiToken"]:
        wizard.enter("API token", plan["apiToken"], role="password text")
        until("Continue", lambda: wizard.is_enabled("Continue"))
    else:
        wizard.press("Continue without an API token")
    seen["apiToken"] = wizard.words()
    wizard.press("Continue")
    reach(6)
    wizard.enter("Target file", plan["target"])
    seen["review"] = wizard.words()
    # Back and forth: nothing may be lost on the way.
    for step in (5, 4, 3, 2, 1):
        wizard.press("Back")
        wizard.reach(step)
    for step in (2, 3, 4, 5, 6):
        wizard.press("Continue")
        wizard.reach(step)
    wizard.press("Write file")
    reach(7)
    seen["done"] = wizard.words()
    return seen


def another_wizard():
    wizard = Wizard()
    return wizard if wizard.title().startswith("Step 1 of 7") else None


def main():
    program, plan = sys.argv[1], json.load(open(sys.argv[2]))
    bus = wizard_by_names.listen()
    wizard, status = None, 0
    child = subprocess.Popen([program, "--draft", plan["draft"]])
    try:
        wizard = Wizard()
        seen = go_through(wizard, plan)
        if plan.get("another"):
            wizard.press("Set up another org")
            wizard = until("another first page", another_wizard)
            seen["another"] = wizard.values()
            child.terminate()
        else:
            wizard.press("Close")
        seen["exit"] = child.wait(PATIENCE)
        seen["token"] = subprocess.run(
            ["secret-tool", "lookup", "server", APPLICATION, "user", f"{APPLICATION}/{plan['host']}/api-token"],
            capture_output=True, text=True).stdout
        with open(plan["result"], "w", encoding="utf-8") as file:
            json.dump(seen, file)
    except (Lost, subprocess.TimeoutExpired) as error:
        print(f"not there after {PATIENCE} s: {error}\n{wizard.tree() if wizard else ''}", file=sys.stderr)
        status = 1
    finally:
        child.kill()
        child.wait()
        bus.terminate()
        bus.wait()
    return status


sys.exit(main())
