#!/usr/bin/python3
"""A person at the wizard who sees and touches it only by its accessible names, as a screen reader does (AT-SPI).

  person_at_wizard.py WIZARD PLAN.json      within a session with a bus, a display and an unlocked keyring

PLAN: what to enter ("organization", "authenticate", "release", "clientId", "clientSecret", "apiToken" or null, "target"),
the wizard's "draft", the "host" whose token is looked for in the keyring, and the file for the "result": as JSON, the
window's title and the words on each page, and the token. Ends with 1 and the whole tree of names on standard error when
something is not there. The session's bus writes to our standard output too, so that is not where the result goes.
"""
import json
import os
import subprocess
import sys
import time

os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
PATIENCE = 60
APPLICATION = "io.github.okta_setup_for_pomerium"


class Lost(Exception):
    pass


def until(what, condition):
    """The value of the condition as soon as there is one. The bus has no event for "is shown now", so it is asked."""
    deadline = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Lost(what)
        time.sleep(0.05)


class Wizard:
    def __init__(self, desktop):
        self.window = until("the wizard's window", lambda: self.find_window(desktop))

    @staticmethod
    def find_window(desktop):
        for application in (desktop.get_child_at_index(i) for i in range(desktop.get_child_count())):
            if application and application.get_name() == "Okta Setup for Pomerium" and application.get_child_count():
                return application.get_child_at_index(0)
        return None

    def parts(self, node=None):
        node = node or self.window
        yield node
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child:
                yield from self.parts(child)

    def visible(self, role=None):
        for part in self.parts():
            if part.get_state_set().contains(Atspi.StateType.SHOWING) and role in (None, part.get_role_name()):
                yield part

    def find(self, role, name):
        def look():
            return next((part for part in self.visible(role) if part.get_name() == name), None)
        return until(f"{role} “{name}”", look)

    def title(self):
        return self.window.get_name()

    def enter(self, name, text, role="text"):
        field = self.find(role, name)
        if not Atspi.EditableText.set_text_contents(field, text):
            raise Lost(f"“{name}” takes no text")

    def press(self, name, role="push button"):
        def press_when_ready():
            button = self.find(role, name)
            ready = button.get_state_set()
            return ready.contains(Atspi.StateType.ENABLED) and Atspi.Action.do_action(button, 0)
        until(f"“{name}” can be pressed", press_when_ready)

    def reach(self, step):
        until(f"step {step}", lambda: self.title().startswith(f"Step {step} of 7"))
        return self.title()

    def words(self):
        return [part.get_name() for part in self.visible("label") if part.get_name()]

    def tree(self):
        return "\n".join(f"{part.get_role_name()} “{part.get_name()}” {part.get_description()}" for part in self.visible())


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
    wizard.press("I selected Refresh Token", role="check box")
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
        until("Continue", lambda: wizard.find("push button", "Continue").get_state_set().contains(Atspi.StateType.ENABLED))
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


def main():
    program, plan = sys.argv[1], json.load(open(sys.argv[2]))
    bus = subprocess.Popen(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])
    global Atspi
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi
    Atspi.init()
    wizard, status = None, 0
    child = subprocess.Popen([program, "--draft", plan["draft"]])
    try:
        wizard = Wizard(Atspi.get_desktop(0))
        seen = go_through(wizard, plan)
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
