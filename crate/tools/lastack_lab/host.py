"""A host: a network namespace with one TUN device, its sysctls, and what its kernel shows of its sockets."""
import ctypes
import fcntl
import os
import socket
import struct
import subprocess

from .packet import ADDRESS, peer_of

STATES = {
    1: "ESTABLISHED", 2: "SYN_SENT", 3: "SYN_RECV", 4: "FIN_WAIT1", 5: "FIN_WAIT2", 6: "TIME_WAIT", 7: "CLOSE",
    8: "CLOSE_WAIT", 9: "LAST_ACK", 11: "CLOSING", 12: "NEW_SYN_RECV",
}
TIMERS = {0: "off", 1: "retransmit", 2: "keepalive", 3: "timewait", 4: "persist"}
LISTEN = 10
# Of /proc/net/snmp: settings, which do not count anything.
NO_COUNTERS = {"RtoAlgorithm", "RtoMin", "RtoMax", "MaxConn", "CurrEstab"}

CLONE_NEWNET = 0x40000000
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, NLM_F_DUMP_REQUEST, NLMSG_ERROR, NLMSG_DONE = 4, 20, 0x301, 2, 3

libc = ctypes.CDLL(None, use_errno=True)


class Unable(Exception):
    """This machine, or this user, cannot do it; the text says what is missing."""


def here():
    """The namespace of this process, to come back to."""
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY)


def enter(namespace):
    if libc.setns(namespace, CLONE_NEWNET) != 0:
        raise Unable(f"setns: {os.strerror(ctypes.get_errno())}")


def set_sysctl(key, value):
    """Sets net.ipv4.KEY of the namespace that we are in, without which there is nothing to record."""
    try:
        write_sysctl(key, value)
    except FileNotFoundError:
        raise Unable(f"this kernel has no net.ipv4.{key}") from None
    except OSError as problem:
        raise Unable(f"net.ipv4.{key} = {value}: {problem.strerror}") from None


def write_sysctl(key, value):
    """The same. What the kernel refuses, also because it has none of that name, is an OSError."""
    with open(f"/proc/sys/net/ipv4/{key}", "w", encoding="ascii") as file:
        file.write(str(value))


class Host:
    def __init__(self, name, sysctls):
        self.name, self.sockets = name, {}
        if libc.unshare(CLONE_NEWNET) != 0:
            raise Unable(f"no network namespace: {os.strerror(ctypes.get_errno())} (are you root?)")
        self.namespace = here()
        self.wire = open_tun()
        set_up(name)
        # What one run learned should not teach the next, and pacing is not what timers are about.
        for key, value in {"tcp_no_metrics_save": 1, "tcp_congestion_control": "reno", **sysctls}.items():
            set_sysctl(key, value)
        self.diag = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG)
        self.diag.settimeout(1)
        self.counted = self.counters()

    def enter(self):
        enter(self.namespace)

    def moved(self):
        """The counters that moved since the host was made, by how much."""
        now = self.counters()
        return {name: value - self.counted[name] for name, value in now.items() if value != self.counted[name]}

    def counters(self):
        self.enter()
        counters = {}
        for name in ("snmp", "netstat"):
            with open(f"/proc/thread-self/net/{name}", encoding="ascii") as file:
                lines = [line.split() for line in file if line.startswith(("Tcp:", "TcpExt:"))]
            for names, values in zip(lines[::2], lines[1::2]):
                counters.update({key: int(value) for key, value in zip(names[1:], values[1:]) if key not in NO_COUNTERS})
        return counters

    def shown(self):
        """What sock_diag shows of each socket that does not listen, by its ports: state, timer, retrans, what is left in ms."""
        states = 0xFFFFFFFF & ~(1 << LISTEN)
        request = struct.pack("=BBBxI48x", socket.AF_INET, socket.IPPROTO_TCP, 0, states)
        self.diag.send(struct.pack("=IHHII", 16 + len(request), SOCK_DIAG_BY_FAMILY, NLM_F_DUMP_REQUEST, 1, 0) + request)
        shown = {}
        while True:
            data = self.diag.recv(1 << 17)
            while data:
                length, kind = struct.unpack_from("=IH", data)
                if kind in (NLMSG_DONE, NLMSG_ERROR):
                    return shown
                state, timer, retrans, sport, dport = struct.unpack_from("!xBBBHH", data, 16)
                left = struct.unpack_from("=I", data, 16 + 52)[0]
                row = (STATES.get(state, str(state)), TIMERS.get(timer, str(timer)), retrans, left)
                # A mini-socket stands beside the closed full one while an application holds that.
                if row[0] != "CLOSE" or (sport, dport) not in shown:
                    shown[sport, dport] = row
                data = data[(length + 3) & ~3:]


def open_tun():
    try:
        wire = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(wire, TUNSETIFF, struct.pack("16sH22x", b"tun0", IFF_TUN | IFF_NO_PI))
    except OSError as problem:
        raise Unable(f"/dev/net/tun: {problem.strerror}") from None
    return wire


def set_up(name):
    for argument in (
        "link set lo up",
        f"addr add {ADDRESS[name]} peer {ADDRESS[peer_of(name)]} dev tun0",
        "link set tun0 up txqueuelen 1000",
    ):
        try:
            subprocess.run(["ip", *argument.split()], check=True)
        except (OSError, subprocess.CalledProcessError) as problem:
            raise Unable(f"iproute2: {problem}") from None
