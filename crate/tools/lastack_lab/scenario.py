"""What a scenario may hold. Whatever else it holds is refused by its name, before anything runs."""
import json

from .apps import OPTIONS
from .packet import FLAGS

HOSTS = ("a", "b")
TEXT, FLAG_LETTERS, YES_OR_NO = "a text", f"letters of {FLAGS}", "true or false"
HOST, MILLISECONDS = "a or b", "milliseconds, 0 to 86400000"


class Whole:
    """A whole number, and which ones."""

    def __init__(self, least, most):
        self.least, self.most = least, most

    def __str__(self):
        return f"a whole number, {self.least} to {self.most}"


BYTE, WORD, PORT, INT = Whole(0, 255), Whole(0, 65_535), Whole(1, 65_535), Whole(-(1 << 31), (1 << 31) - 1)
# How often, how many bytes, of a receive buffer and of the longest packet, and a sequence number or one before the first.
TIMES, FOR_EVER = Whole(0, (1 << 32) - 1), Whole(-1, (1 << 32) - 1)
BYTES, BUFFER, PAYLOAD = Whole(0, 1 << 20), Whole(0, (1 << 31) - 1), Whole(0, 65_495)
SEQUENCE = Whole(-(1 << 31), (1 << 32) - 1)

TOP = {
    "name": TEXT, "about": TEXT, "note": TEXT, "delay_ms": MILLISECONDS, "settle_ms": MILLISECONDS, "run_ms": MILLISECONDS,
    "stop_when_gone": YES_OR_NO, "ephemeral": YES_OR_NO, "rcvbuf": BUFFER,
    "sysctl": None, "global_sysctl": None, "rules": None, "script": None,
}
RULE = {
    "from": HOST, "has": FLAG_LETTERS, "hasnt": FLAG_LETTERS, "data": YES_OR_NO, "sport": WORD,
    "after_ms": MILLISECONDS, "before_ms": MILLISECONDS, "skip": TIMES, "count": FOR_EVER, "action": TEXT,
}
ACTIONS = {"drop": {}, "delay": {"ms": MILLISECONDS}, "duplicate": {}, "icmp": {"type": BYTE, "code": BYTE}}
STEP = {"at_ms": MILLISECONDS, "when": TEXT, "after_ms": MILLISECONDS, "host": HOST, "do": TEXT}
SOCKET = {"sock": TEXT}
DEEDS = {
    "close": SOCKET, "shutdown_wr": SOCKET, "shutdown_rd": SOCKET, "shutdown_rdwr": SOCKET, "vanish": SOCKET,
    "read": {"bytes": BYTES, **SOCKET}, "write": {"bytes": BYTES, **SOCKET}, "linger": {"seconds": INT, **SOCKET},
    "setsockopt": {"opt": TEXT, "value": INT, **SOCKET},
    "connect": {"port": PORT, "to": PORT, "ephemeral": YES_OR_NO, **SOCKET},
    "unlisten": {}, "sysctl": {"key": TEXT, "value": None},
    "inject": {
        "flags": FLAG_LETTERS, "seq": SEQUENCE, "ack": SEQUENCE, "len": PAYLOAD, "win": WORD, "sport": PORT, "dport": PORT,
    },
}
NEEDED = {"write": ["bytes"], "linger": ["seconds"], "setsockopt": ["opt", "value"], "sysctl": ["key", "value"], "inject": ["flags", "seq"], "delay": ["ms"]}

# What other formats of LastAck know, and no script can arrange on a kernel that runs.
HINTS = {
    "kernel": "the kernel that runs is asked", "lose": "the lab knows segments by rules",
    "deliver": "the lab knows segments by rules", "segment": "the lab knows segments by rules",
    "exit": "the lab has one process for all", "reboot": "the lab has one kernel for both hosts", "listen": "b listens from the start",
}


class Refused(Exception):
    """The scenario is none that this lab can run; the text names the key and what was expected."""


def read(text, name):
    """A scenario, checked: its TEXT may be bytes. It is a plain dictionary still: a recording holds it as it was given."""
    try:
        told = json.loads(text)
    except ValueError as problem:
        raise Refused(f"{name}: expected JSON: {problem}") from None
    except RecursionError:
        raise Refused(f"{name}: expected JSON of a scenario's depth") from None
    try:
        check(told)
    except Refused as problem:
        raise Refused(f"{name}: {problem}") from None
    return told


def check(told):
    keys(told, "the scenario", TOP)
    for host, values in checked(told.get("sysctl", {}), dict, "sysctl", "an object").items():
        one_of(host, HOSTS, "sysctl")
        for key, value in checked(values, dict, f"sysctl.{host}", "an object").items():
            sysctl(key, value, f"sysctl.{host}")
    for key, value in checked(told.get("global_sysctl", {}), dict, "global_sysctl", "an object").items():
        sysctl(key, value, "global_sysctl")
    for i, rule in enumerate(checked(told.get("rules", []), list, "rules", "a list")):
        at = f"rules[{i}]"
        checked(rule, dict, at, "an object")
        action = one_of(rule.get("action"), ACTIONS, f"{at}.action")
        keys(rule, at, {**RULE, **ACTIONS[action]}, NEEDED.get(action, []))
    for i, step in enumerate(checked(told.get("script"), list, "script", "a list")):
        check_step(step, f"script[{i}]")


def check_step(step, at):
    checked(step, dict, at, "an object")
    deed = one_of(step.get("do"), DEEDS, f"{at}.do")
    keys(step, at, {**STEP, **DEEDS[deed]}, ["host", *NEEDED.get(deed, [])])
    if ("at_ms" in step) == ("when" in step):
        raise Refused(f"{at}: expected either at_ms or when")
    if "when" in step:
        one_of(step["when"], ("eof",), f"{at}.when")
    elif "after_ms" in step:
        raise Refused(f"{at}.after_ms: expected only with when")
    # Below 0 is for ever.
    if deed == "linger" and step["seconds"] != 0:
        raise Refused(f"{at}.seconds: expected 0: a close() that lingers blocks, and with it the lab")
    if deed == "setsockopt":
        one_of(step["opt"], OPTIONS, f"{at}.opt")
    if deed == "connect" and step.get("ephemeral") and "port" in step:
        raise Refused(f"{at}.port: expected either port or ephemeral, not both")
    if deed == "sysctl":
        sysctl(step["key"], step["value"], at)


def keys(value, at, known, needed=()):
    """That VALUE is an object of KNOWN keys, each of what is expected there, and none of the NEEDED ones is missing."""
    checked(value, dict, at, "an object")
    for key, held in value.items():
        where = key if at == "the scenario" else f"{at}.{key}"
        if key not in known:
            raise Refused(f"{where}: {HINTS.get(key, 'expected one of ' + ', '.join(known))}")
        expected = known[key]
        if expected and not fits(held, expected):
            raise Refused(f"{where}: expected {expected}, found {json.dumps(held)}")
    for key in needed:
        if key not in value:
            raise Refused(f"{at}.{key}: expected this key, but it is missing")


def fits(value, expected):
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if isinstance(expected, Whole):
        return is_number and isinstance(value, int) and expected.least <= value <= expected.most
    return {
        MILLISECONDS: is_number and 0 <= value <= 86_400_000,
        TEXT: isinstance(value, str) and not any(is_surrogate(letter) for letter in value),
        FLAG_LETTERS: isinstance(value, str) and all(letter in FLAGS for letter in value),
        YES_OR_NO: isinstance(value, bool),
        HOST: value in HOSTS,
    }[expected]


def is_surrogate(letter):
    """Half of a letter: JSON can spell it, and no file can hold it."""
    return "\ud800" <= letter <= "\udfff"


def sysctl(key, value, at):
    """A name that is a file below net/ipv4, and no way out of there."""
    if not key.isascii() or not key.replace("_", "").isalnum():
        raise Refused(f"{at}: expected the name of a sysctl, found {json.dumps(key)}")
    if isinstance(value, bool) or not isinstance(value, (int, str)) or not str(value).isascii():
        raise Refused(f"{at}.{key}: expected a number or a text, found {json.dumps(value)}")


def checked(value, kind, at, expected):
    if not isinstance(value, kind):
        raise Refused(f"{at}: expected {expected}, found {json.dumps(value)}")
    return value


def one_of(value, known, at):
    if isinstance(value, str) and value in known:
        return value
    hint = HINTS.get(value) if isinstance(value, str) else None
    raise Refused(f"{at}: {hint or 'expected one of ' + ', '.join(known) + ', found ' + json.dumps(value)}")
