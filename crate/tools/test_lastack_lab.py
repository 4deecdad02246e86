#!/usr/bin/env python3
"""The parts of the lab that need neither root nor a kernel that is asked:

  python3 crate/tools/test_lastack_lab.py
"""
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from lastack_lab import packet, recording, scenario
from lastack_lab.apps import spelled
from lastack_lab.lab import Lab
from lastack_lab.link import Link

CLOSE = {"at_ms": 0, "host": "a", "do": "close"}
SEGMENT = {"flags": "FA", "len": 0, "sport": 40000}


def exported(*args):
    command = ["cargo", "run", "--locked", "--quiet", "-p", "lastack", "--example", "export", "--", *args]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE).stdout


def asked(*args, told=""):
    """What the lab says where it refuses to run."""
    command = [sys.executable, os.path.join(HERE, "lastack-lab.py"), *args]
    done = subprocess.run(command, input=told, capture_output=True, text=True)
    assert done.returncode == 2, done
    return done.stderr.removeprefix("lastack-lab: ").rstrip("\n")


class Scenarios(unittest.TestCase):
    def test_every_preset_that_is_exported_can_be_asked(self):
        names = exported("list").split()
        self.assertGreater(len(names), 40)
        for name in names:
            with self.subTest(name):
                self.assertEqual(scenario.read(exported("lab", name), name)["name"], name)

    def test_what_it_cannot_do_is_refused_by_its_name(self):
        step = lambda **keys: {"script": [{**CLOSE, **keys}]}
        rule = lambda **keys: {"script": [CLOSE], "rules": [keys]}
        for told, problem in (
            ({"script": [CLOSE], "dleay_ms": 1}, "dleay_ms: expected one of name, about"),
            ({"script": [CLOSE], "kernel": {"hz": 1000}}, "kernel: the kernel that runs is asked"),
            ({"script": [CLOSE], "lose": ["a:1"]}, "lose: the lab knows segments by rules"),
            ({"script": [CLOSE], "delay_ms": -1}, "delay_ms: expected milliseconds, 0 to 86400000, found -1"),
            ({"script": [CLOSE], "delay_ms": True}, "delay_ms: expected milliseconds, 0 to 86400000, found true"),
            ({"script": [CLOSE], "rcvbuf": 1 << 31}, "rcvbuf: expected a whole number, 0 to 2147483647, found 2147483648"),
            ({"script": [CLOSE], "name": "\ud800"}, 'name: expected a text, found "\\ud800"'),
            ({}, "script: expected a list, found null"),
            ([], "the scenario: expected an object, found []"),
            (step(do="reboot"), "script[0].do: the lab has one kernel for both hosts"),
            (step(do="open"), "script[0].do: expected one of close, "),
            (step(do=["close"]), "script[0].do: expected one of close, "),
            (step(host="c"), 'script[0].host: expected a or b, found "c"'),
            (step(when="eof"), "script[0]: expected either at_ms or when"),
            (step(do="write"), "script[0].bytes: expected this key, but it is missing"),
            (step(do="linger", seconds=3), "script[0].seconds: expected 0"),
            (step(do="linger", seconds=-1), "script[0].seconds: expected 0"),
            (step(after_ms=1), "script[0].after_ms: expected only with when"),
            (step(do="write", bytes=-1), "script[0].bytes: expected a whole number, 0 to 1048576, found -1"),
            (step(do="write", bytes=1.0), "script[0].bytes: expected a whole number"),
            (step(do="setsockopt", opt="TCP_NODELAY", value=1 << 31), "script[0].value: expected a whole number"),
            (step(do="setsockopt", opt="TCP_FASTOPEN", value=1), "script[0].opt: expected one of TCP_NODELAY, "),
            (step(do="connect", port=0), "script[0].port: expected a whole number, 1 to 65535, found 0"),
            (step(do="connect", port=1, ephemeral=True), "script[0].port: expected either port or ephemeral, not both"),
            (step(do="inject", flags="R", seq=1 << 32), "script[0].seq: expected a whole number"),
            (step(do="inject", flags="R", seq=1, len=65_496), "script[0].len: expected a whole number, 0 to 65495, found 65496"),
            (step(do="sysctl", key="tcp_fin_timeout", value="六"), "script[0].tcp_fin_timeout: expected a number or a text"),
            (step(do="sysctl", key="../../kernel/panic", value=1), "script[0]: expected the name of a sysctl"),
            (step(do="inject", flags="RX", seq=1), "script[0].flags: expected letters of FSRPAUEC"),
            (rule(action="drop", segment="a:2"), "rules[0].segment: the lab knows segments by rules"),
            (rule(action="delay"), "rules[0].ms: expected this key, but it is missing"),
            (rule(action="icmp", type=256), "rules[0].type: expected a whole number, 0 to 255, found 256"),
            (rule(action="drop", count=-2), "rules[0].count: expected a whole number, -1 to 4294967295, found -2"),
            (rule(action="swallow"), "rules[0].action: expected one of drop, delay, duplicate, icmp"),
            ({"script": [CLOSE], "sysctl": {"c": {}}}, "sysctl: expected one of a, b"),
            ({"script": [CLOSE], "sysctl": {"a": {"tcp_rto_max_ms": None}}}, "sysctl.a.tcp_rto_max_ms: expected a number or a text"),
        ):
            with self.subTest(problem), self.assertRaises(scenario.Refused) as refused:
                scenario.read(json.dumps(told), "x.json")
            self.assertIn(f"x.json: {problem}", str(refused.exception))
        for text in ("{", b"\xff{}", "[" * 100_000):
            with self.assertRaises(scenario.Refused) as refused:
                scenario.read(text, "x.json")
            self.assertIn("x.json: expected JSON", str(refused.exception))

    def test_it_may_have_nothing_to_do(self):
        self.assertEqual(scenario.read('{"script": []}', "x.json"), {"script": []})

    def test_it_refuses_before_it_asks_for_root(self):
        told = '{"script": [], "kernel": {}}'
        self.assertEqual(asked("-", "-o", os.devnull, told=told), "-: kernel: the kernel that runs is asked")

    def test_it_refuses_what_nobody_could_keep(self):
        with tempfile.TemporaryDirectory() as folder:
            told, nowhere = json.dumps({"script": [CLOSE]}), os.path.join(folder, "nowhere", "x.json")
            self.assertEqual(asked("-", "-o", nowhere, told=told), f"{nowhere}: no such folder")
            twice = [os.path.join(folder, name, "x.json") for name in ("1", "2")]
            for path in twice:
                os.mkdir(os.path.dirname(path))
                with open(path, "w", encoding="utf-8") as file:
                    file.write(told)
            self.assertEqual(asked(*twice, "-o", folder), f"{twice[0]}: another scenario would be recorded as x.json too")


class Links(unittest.TestCase):
    def fates(self, rules, segments):
        link = Link({"delay_ms": 10, "rules": rules})
        return [link.carry("a", {**SEGMENT, **segment}, now) for now, segment in enumerate(segments)]

    def test_a_rule_skips_then_takes_then_lets_go(self):
        taken = self.fates([{"action": "drop", "skip": 1, "count": 2}], [{}] * 5)
        self.assertEqual([copies for copies, _ in taken], [[0.01], [], [], [0.01], [0.01]])

    def test_the_first_rule_that_takes_it_decides(self):
        rules = [{"action": "delay", "ms": 40, "count": -1, "data": True}, {"action": "duplicate"}, {"action": "icmp", "type": 3, "code": 1}]
        taken = self.fates(rules, [{"len": 5}, {}, {}, {}])
        self.assertEqual(taken, [([0.05], None), ([0.01, 0.01], None), ([], (3, 1)), ([0.01], None)])

    def test_a_rule_asks_for_what_it_names(self):
        for rule, matches in (
            ({"from": "b"}, False), ({"has": "F"}, True), ({"has": "S"}, False), ({"hasnt": "A"}, False), ({"data": False}, True),
            ({"sport": 1}, False), ({"after_ms": 1}, False), ({"before_ms": 1}, True), ({"before_ms": 0}, False),
        ):
            with self.subTest(rule):
                self.assertEqual(self.fates([{"action": "drop", **rule}], [{}])[0][0] == [], matches)


class Packets(unittest.TestCase):
    def test_a_forged_segment_reads_as_it_was_meant(self):
        data = packet.forged("b", 8080, 40000, "RA", 5, 7, 1000, 3)
        told = {"sport": 8080, "dport": 40000, "flags": "RA", "seq": 5, "ack": 7, "win": 1000, "len": 3, "sack": []}
        self.assertEqual(packet.read(data), told)
        self.assertEqual(packet.with_checksum(data[:20], 10)[10:12], b"\0\0", "the sum over a right checksum is 0")

    def test_what_is_no_segment_is_nothing(self):
        refused = packet.forged("a", 1, 2, "F", 0, 0, 0, 0)
        self.assertIsNone(packet.read(packet.complaint(3, 1, refused, "a")))
        self.assertIsNone(packet.read(b"\x60" + bytes(60)))

    def test_numbers_count_from_the_newest_connection_that_they_fit(self):
        numbers = packet.Numbers()
        for initial in (1_000, 100_000_000):
            numbers.note("a", {"flags": "S", "seq": initial, "sport": 1, "dport": 2})
        relative = lambda number: numbers.relative(number, "a", 1, 2)
        self.assertEqual([relative(1_001), relative(100_000_005)], [1, 5])
        self.assertEqual(numbers.absolute(-1, "a", 1, 2), 99_999_999)


class StubHost:
    """One that nobody listens to: what is handed to it is written to a file."""

    def __init__(self):
        self.wire = os.memfd_create("wire")

    def shown(self):
        return {}


class StubApps:
    """Their every socket is at end of file."""

    def at_end_of_file(self, name):
        return True

    def notice(self, at_ms):
        pass


class Waits(unittest.TestCase):
    def lab(self):
        """One whose b waits for end of file, and what that makes it do."""
        waits = {"when": "eof", "host": "b", "do": "close"}
        lab = Lab({"script": [waits]})
        lab.hosts, lab.apps = ({name: of() for name in ("a", "b")} for of in (StubHost, StubApps))
        lab.t0 = time.monotonic()
        done = []
        lab.do = done.append
        return lab, done, [waits]

    def test_end_of_file_may_come_with_a_forged_segment(self):
        lab, done, expected = self.lab()
        lab.inject({"host": "b", "do": "inject", "flags": "FA", "seq": 1, "ack": 1})
        self.assertEqual((done, lab.waiting), (expected, []))

    def test_end_of_file_may_come_without_a_segment(self):
        lab, done, expected = self.lab()
        lab.look_again()
        self.assertEqual((done, lab.waiting), (expected, []))


class Recordings(unittest.TestCase):
    def test_a_call_is_spelled_with_what_it_was_given(self):
        self.assertEqual(spelled(CLOSE), "close")
        self.assertEqual(spelled({**CLOSE, "do": "write", "bytes": 500, "sock": "again"}), 'write{"bytes": 500, "sock": "again"}')

    def test_a_file_is_json_with_a_line_for_each_entry(self):
        path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"lastack-{os.getpid()}.json")
        told = {"scenario": {"name": "第四次"}, "packets": [{"seq": 1}, {"seq": 2}], "app": []}
        try:
            recording.write(told, path)
            with open(path, encoding="utf-8") as file:
                text = file.read()
        finally:
            os.unlink(path)
        self.assertEqual((json.loads(text), len(text.splitlines())), (told, 8))


if __name__ == "__main__":
    unittest.main()
