"""What a scenario may hold. Whatever else it holds is refused by its name, before anything runs."""
import json

HOSTS = ("a", "b")
FLAGS = "FSRPAUEC"
NUMBER, COUNT, TEXT, FLAG_LETTERS, YES_OR_NO = "a number from 0 on", "a whole number", "a text", f"letters of {FLAGS}", "true or false"
HOST = "a or b"

TOP = {
    "name": TEXT, "about": TEXT, "note": TEXT, "delay_ms": NUMBER, "settle_ms": NUMBER, "run_ms": NUMBER,
    "stop_when_gone": YES_OR_NO, "ephemeral": YES_OR_NO, "rcvbuf": COUNT,
    "sysctl": None, "global_sysctl": None, "rules": None, "script": None,
}
RULE = {
    "from": HOST, "has": FLAG_LETTERS, "hasnt": FLAG_LETTERS, "data": YES_OR_NO, "sport": COUNT,
    "after_ms": NUMBER, "before_ms": NUMBER, "skip": COUNT, "count": COUNT, "action": TEXT,
}
ACTIONS = {"drop": {}, "delay": {"ms": NUMBER}, "duplicate": {}, "icmp": {"type": COUNT, "code": COUNT}}
STEP = {"at_ms": NUMBER, "when": TEXT, "after_ms": NUMBER, "host": HOST, "do": TEXT}
SOCKET = {"sock": TEXT}
DEEDS = {
    "close": SOCKET, "shutdown_wr": SOCKET, "shutdown_rd": SOCKET, "shutdown_rdwr": SOCKET, "vanish": SOCKET,
    "read": {"bytes": COUNT, **SOCKET}, "write": {"bytes": COUNT, **SOCKET}, "linger": {"seconds": COUNT, **SOCKET},
    "setsockopt": {"opt": TEXT, "value": COUNT, **SOCKET},
    "connect": {"port": COUNT, "to": COUNT, "ephemeral": YES_OR_NO, **SOCKET},
    "unlisten": {}, "sysctl": {"key": TEXT, "value": None},
    "inject": {"flags": FLAG_LETTERS, "seq": COUNT, "ack": COUNT, "len": COUNT, "win": COUNT, "sport": COUNT, "dport": COUNT},
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
    """A scenario, checked. It is a plain dictionary still: a recording holds it as it was given."""
    try:
        told = json.loads(text)
    except ValueError as problem:
        raise Refused(f"{name}: expected JSON: {problem}") from None
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
    script = checked(told.get("script"), list, "script", "a list")
    if not script:
        raise Refused("script: expected at least one step")
    for i, step in enumerate(script):
        check_step(step, f"script[{i}]")


def check_step(step, at):
    checked(step, dict, at, "an object")
    deed = one_of(step.get("do"), DEEDS, f"{at}.do")
    keys(step, at, {**STEP, **DEEDS[deed]}, ["host", *NEEDED.get(deed, [])])
    if ("at_ms" in step) == ("when" in step):
        raise Refused(f"{at}: expected either at_ms or when")
    if "when" in step:
        one_of(step["when"], ("eof",), f"{at}.when")
    if deed == "linger" and step["seconds"] > 0:
        raise Refused(f"{at}.seconds: expected 0: a close() that lingers blocks, and with it the lab")
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
    return {
        NUMBER: is_number and 0 <= value <= 86_400_000,
        COUNT: isinstance(value, int) and not isinstance(value, bool),
        TEXT: isinstance(value, str),
        FLAG_LETTERS: isinstance(value, str) and all(letter in FLAGS for letter in value),
        YES_OR_NO: isinstance(value, bool),
        HOST: value in HOSTS,
    }[expected]


def sysctl(key, value, at):
    """A name that is a file below net/ipv4, and no way out of there."""
    if not key.replace("_", "").isalnum():
        raise Refused(f"{at}: expected the name of a sysctl, found {json.dumps(key)}")
    if isinstance(value, bool) or not isinstance(value, (int, str)):
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
