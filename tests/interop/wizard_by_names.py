"""The wizard, seen and touched only by its accessible names, as a screen reader does (AT-SPI)."""
import os
import subprocess
import time

from gi.repository import Gio, GLib

os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
PATIENCE = 60
Atspi = None  # once there is a bus


def listen():
    """Starts the bus of assistive technology; the process, to be ended at the end."""
    global Atspi
    bus = subprocess.Popen(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])
    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    until("the accessibility bus", lambda: session.call_sync(
        "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
        GLib.Variant("(s)", ("org.a11y.Bus",)), None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0])
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi as listener
    Atspi = listener
    Atspi.init()
    return bus


class Lost(Exception):
    pass


def until(what, condition, patience=PATIENCE):
    """The value of the condition as soon as there is one. The bus has no event for "is shown now", so it is asked."""
    deadline = time.monotonic() + patience
    while True:
        try:
            value = condition()
        except GLib.GError:  # a part that was seen a moment ago is gone, as rows come and go
            value = None
        if value:
            return value
        if time.monotonic() > deadline:
            raise Lost(what)
        time.sleep(0.05)


class Wizard:
    def __init__(self):
        desktop = Atspi.get_desktop(0)
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

    def is_enabled(self, name, role="push button"):
        return self.find(role, name).get_state_set().contains(Atspi.StateType.ENABLED)

    def until_enabled(self, name, role="push button", patience=PATIENCE):
        until(f"“{name}” can be pressed", lambda: self.is_enabled(name, role), patience)

    def values(self):
        """What stands in fields to be read or copied."""
        texts = (Atspi.Text.get_text(part, 0, -1) for part in self.visible("text"))
        return [text for text in texts if text] + self.words()

    def reach(self, step):
        until(f"step {step}", lambda: self.title().startswith(f"Step {step} of 7"))
        return self.title()

    def words(self):
        return [part.get_name() for part in self.visible("label") if part.get_name()]

    def tree(self):
        return "\n".join(f"{part.get_role_name()} “{part.get_name()}” {part.get_description()}" for part in self.visible())

    def text(self, name, role="text"):
        """What stands in a field, once something does."""
        field = self.find(role, name)
        return until(f"something in “{name}”", lambda: Atspi.Text.get_text(field, 0, -1))

    def choose(self, name, item):
        """Of a combo box, by the name that it is given."""
        box = until(f"combo box “{name}”", lambda: next(
            (part for part in self.visible("combo box") if name in (part.get_name(), part.get_description())), None))
        entry = until(f"“{item}”", lambda: next((part for part in self.parts(box) if part.get_name() == item), None))
        if not Atspi.Action.do_action(entry, 0):
            raise Lost(f"“{item}” cannot be chosen")
