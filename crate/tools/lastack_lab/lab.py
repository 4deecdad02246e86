"""A run: it opens a connection, lets it settle, runs the script, carries the packets and writes down what happens."""
import contextlib
import heapq
import os
import select
import socket
import struct
import time

from . import packet
from .apps import PORT, Apps, spelled
from .clock import Clock, rate
from .host import Host, Unable, enter, here, set_sysctl
from .link import Link

__all__ = ["Lab", "Unable"]

# How often sockets are looked at: until when, s, and how far apart.
LOOKS = ((2, 0.004), (20, 0.01), (float("inf"), 0.05))
DEFAULT_RUN_MS, DEFAULT_SETTLE_MS = 5000, 200
# struct tcp_info: 8 bytes, then words in this order.
TCP_INFO = ("rto_us", "ato_us", "snd_mss", "rcv_mss", "unacked", "sacked", "lost", "retrans", "fackets", "sent", "ack_sent", "received",
            "ack_received", "pmtu", "rcv_ssthresh", "srtt_us", "rttvar_us", "ssthresh", "snd_cwnd", "advmss", "reordering", "rcv_rtt", "rcv_space")
TOLD_INFO = ("rto_us", "ato_us", "snd_mss", "srtt_us", "rttvar_us", "snd_cwnd", "rcv_space")


class Lab:
    def __init__(self, told):
        self.told, self.link, self.numbers = told, Link(told), packet.Numbers()
        self.due, self.order, self.t0 = [], 0, None
        self.packets, self.states, self.lines, self.last = [], [], [], {}
        self.waiting = [step for step in told["script"] if "when" in step]

    def run(self):
        """The recording. What the scenario asks of the whole machine is put back."""
        home, before = here(), {}
        try:
            for key, value in self.told.get("global_sysctl", {}).items():
                before[key] = sysctl_here(key)
                set_sysctl(key, value)
            self.build(home)
            self.open()
            return self.play()
        finally:
            enter(home)
            for key, value in before.items():
                set_sysctl(key, value)

    def build(self, home):
        self.hz, self.hosts, self.apps = rate(), {}, {}
        for name in ("a", "b"):
            enter(home)
            self.hosts[name] = Host(name, self.told.get("sysctl", {}).get(name, {}))
            self.apps[name] = Apps(self.hosts[name], self.note)

    def open(self):
        """The connection, which stands before the run begins."""
        self.apps["b"].listen(self.told.get("rcvbuf"))
        if self.told.get("ephemeral"):
            self.hosts["a"].enter()
            with only_port(PORT["a"]):
                self.apps["a"].connect("main", None, PORT["b"])
        else:
            self.apps["a"].connect("main", PORT["a"], PORT["b"])
        self.carry_until(time.monotonic() + 4 * self.link.delay + 0.05)
        self.apps["b"].accept("main")
        self.apps["a"].connected("main", PORT["b"])
        for apps in self.apps.values():
            apps.held["main"].setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.carry_until(time.monotonic() + self.told.get("settle_ms", DEFAULT_SETTLE_MS) / 1000)

    def play(self):
        clock = Clock(self.hz)
        info = {name: tcp_info(apps.held["main"]) for name, apps in self.apps.items()}
        self.t0 = time.monotonic() + 0.01
        self.carry_until(self.t0)
        self.look()
        timed = [step for step in self.told["script"] if "at_ms" in step]
        for step in timed:
            self.at(self.t0 + step["at_ms"] / 1000, self.do, step)
        self.look_again()
        end = self.t0 + self.told.get("run_ms", DEFAULT_RUN_MS) / 1000
        settled = self.t0 + max((step["at_ms"] for step in timed), default=0) / 1000 + 4 * self.link.delay + 0.2
        while time.monotonic() < end:
            self.carry_until(min(end, time.monotonic() + 0.2))
            gone = not any(self.last.values())
            if gone and time.monotonic() > settled and self.told.get("stop_when_gone", True):
                break
        self.look()
        return {
            "scenario": self.told, "packets": self.packets, "states": self.states, "app": self.lines, "tcp_info": info,
            "end_ms": self.now(), "jiffies": clock.at(self.t0),
            "counters": {name: host.moved() for name, host in self.hosts.items()}, "kernel": os.uname().release,
        }

    # Time

    def now(self):
        return round(1000 * (time.monotonic() - self.t0), 2)

    def at(self, moment, act, *what):
        self.order += 1
        heapq.heappush(self.due, (moment, self.order, act, what))

    def carry_until(self, moment):
        """Does what is due, and relays what hosts send, up to that moment."""
        wires = {host.wire: name for name, host in self.hosts.items()}
        while True:
            while self.due and self.due[0][0] <= time.monotonic():
                _, _, act, what = heapq.heappop(self.due)
                act(*what)
            left = moment - time.monotonic()
            if left <= 0:
                return
            if self.due:
                left = min(left, self.due[0][0] - time.monotonic())
            for wire in select.select(list(wires), [], [], max(left, 0))[0]:
                self.relay(wires[wire])

    # The wire

    def relay(self, name):
        while True:
            try:
                data = os.read(self.hosts[name].wire, 1 << 17)
            except BlockingIOError:
                return
            sent = time.monotonic()
            segment = packet.read(data)
            if segment:
                self.send(name, data, segment, sent)

    def send(self, name, data, segment, sent):
        self.numbers.note(name, segment)
        if self.t0 is None:
            self.at(sent + self.link.delay, self.deliver, name, data, None)
            return
        sent_ms = round(1000 * (sent - self.t0), 2)
        copies, report = self.link.carry(name, segment, sent_ms)
        row = {"t_ms": sent_ms, "from": name, **self.relative(name, segment), "fate": "delivered" if copies else "dropped"}
        if copies:
            row["arrive_ms"] = []
        self.packets.append(row)
        for delay in copies:
            self.at(sent + delay, self.deliver, name, data, row)
        if report:
            self.at(sent + self.link.delay, self.complain, name, data, *report)

    def relative(self, name, segment):
        sport, dport, peer = segment["sport"], segment["dport"], packet.peer_of(name)
        of_peer = lambda number: self.numbers.relative(number, peer, dport, sport)
        told = {**segment, "seq": self.numbers.relative(segment["seq"], name, sport, dport)}
        told["ack"] = of_peer(segment["ack"]) if "A" in segment["flags"] else 0
        told["sack"] = [[of_peer(edge) for edge in block] for block in segment["sack"]]
        if not told["sack"]:
            del told["sack"]
        return told

    def deliver(self, sender, data, row):
        target = packet.peer_of(sender)
        if row is not None:
            row["arrive_ms"].append(self.now())
        os.write(self.hosts[target].wire, data)
        self.wake(target)

    def complain(self, sender, data, kind, code):
        self.note(sender, f"icmp {kind}/{code} arrives", self.now())
        os.write(self.hosts[sender].wire, packet.complaint(kind, code, data, sender))

    # The script

    def wake(self, name):
        """Who waits for end of file on that host goes on once poll() says so."""
        for step in [step for step in self.waiting if step["host"] == name and self.t0 is not None]:
            if self.apps[name].at_end_of_file(step.get("sock", "main")):
                self.waiting.remove(step)
                if step.get("after_ms"):
                    self.at(time.monotonic() + step["after_ms"] / 1000, self.do, step)
                else:
                    self.do(step)

    def do(self, step):
        if step["do"] == "inject":
            self.inject(step)
        else:
            self.apps[step["host"]].call(step, self.now())
        self.look()

    def inject(self, step):
        target, sender = step["host"], packet.peer_of(step["host"])
        sport, dport = step.get("sport", PORT[sender]), step.get("dport", PORT[target])
        seq, ack, win, length = step["seq"], step.get("ack", 0), step.get("win", 1000), step.get("len", 0)
        absolute = self.numbers.absolute(ack, target, dport, sport) if "A" in step["flags"] else 0
        data = packet.forged(sender, sport, dport, step["flags"], self.numbers.absolute(seq, sender, sport, dport), absolute, win, length)
        at = self.now()
        told = {"sport": sport, "dport": dport, "flags": step["flags"], "seq": seq, "ack": ack, "len": length, "win": win}
        self.packets.append({"t_ms": at, "from": sender, **told, "fate": "injected"})
        os.write(self.hosts[target].wire, data)
        self.note(target, f"{spelled(step)} = sent", at)
        self.wake(target)

    # What is seen

    def note(self, name, event, at_ms):
        self.lines.append({"t_ms": at_ms, "host": name, "event": event})

    def look(self):
        """Writes down what has changed of what sock_diag shows, but for how long a timer has still to run."""
        for name, host in self.hosts.items():
            shown = host.shown()
            ports = shown.keys() | {(sport, dport) for of, sport, dport in self.last if of == name}
            for sport, dport in sorted(ports):
                row = shown.get((sport, dport))
                key = (name, sport, dport)
                if self.last.get(key) == (row and row[:3]):
                    continue
                self.last[key] = row and row[:3]
                self.states.append({"t_ms": self.now(), "host": name, "sport": sport, "dport": dport, **told_state(row)})

    def look_again(self):
        self.look()
        for name, apps in self.apps.items():
            apps.notice(self.now())
            # Nothing need have come: a timer may have ended the connection.
            self.wake(name)
        age = time.monotonic() - self.t0
        self.at(time.monotonic() + next(apart for until, apart in LOOKS if age < until), self.look_again)


def told_state(row):
    return dict(zip(("state", "timer", "retrans", "expires_ms"), row)) if row else {"state": "GONE"}


def tcp_info(held):
    """The kernel's own estimates of one socket."""
    raw = held.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256)
    words = dict(zip(TCP_INFO, struct.unpack_from(f"={len(TCP_INFO)}I", raw, 8)))
    return {**{name: words[name] for name in TOLD_INFO}, "snd_wscale": raw[6] & 15, "rcv_wscale": raw[6] >> 4}


def sysctl_here(key):
    """The value of net.ipv4.KEY in the namespace that we are in."""
    try:
        with open(f"/proc/sys/net/ipv4/{key}", encoding="ascii") as file:
            return file.read().strip()
    except FileNotFoundError:
        raise Unable(f"this kernel has no net.ipv4.{key}") from None


@contextlib.contextmanager
def only_port(port):
    """Meanwhile the host that we are in has no other port to choose."""
    before = sysctl_here("ip_local_port_range")
    set_sysctl("ip_local_port_range", f"{port} {port}")
    try:
        yield
    finally:
        set_sysctl("ip_local_port_range", before)
