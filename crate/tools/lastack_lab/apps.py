"""The applications on a host: what they call, what that returned, and what poll() would wake them for."""
import errno
import json
import select
import socket
import struct

from .host import Unable, write_sysctl
from .packet import ADDRESS, peer_of

PORT = {"a": 40000, "b": 8080}
# Keys of a step that say when and where, not what.
WHEN_AND_WHERE = ("at_ms", "when", "after_ms", "host", "do")
# <linux/tcp.h>; Python's names of the newer ones depend on its version.
TCP_REPAIR = 19
OPTIONS = {
    "TCP_NODELAY": (socket.IPPROTO_TCP, 1), "TCP_KEEPIDLE": (socket.IPPROTO_TCP, 4), "TCP_KEEPINTVL": (socket.IPPROTO_TCP, 5),
    "TCP_KEEPCNT": (socket.IPPROTO_TCP, 6), "TCP_LINGER2": (socket.IPPROTO_TCP, 8), "TCP_QUICKACK": (socket.IPPROTO_TCP, 12),
    "TCP_USER_TIMEOUT": (socket.IPPROTO_TCP, 18), "TCP_RTO_MAX_MS": (socket.IPPROTO_TCP, 44),
    "SO_KEEPALIVE": (socket.SOL_SOCKET, socket.SO_KEEPALIVE), "SO_RCVBUF": (socket.SOL_SOCKET, socket.SO_RCVBUF),
}
SHUT = {"shutdown_rd": socket.SHUT_RD, "shutdown_wr": socket.SHUT_WR, "shutdown_rdwr": socket.SHUT_RDWR}
WAKES = (("POLLRDHUP", select.POLLRDHUP), ("POLLHUP", select.POLLHUP), ("POLLERR", select.POLLERR), ("POLLIN", select.POLLIN))
MOST_READ = 1 << 20


class Apps:
    """Those of one host. Sockets never block: the lab is one process for both hosts."""

    def __init__(self, host, note):
        self.host, self.note = host, note
        self.held, self.listener, self.noticed = {}, None, {}

    def listen(self, rcvbuf):
        self.host.enter()
        self.listener = bindable()
        if rcvbuf is not None:
            self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, rcvbuf)
        self.listener.bind((ADDRESS[self.host.name], PORT[self.host.name]))
        self.listener.listen(16)

    def accept(self, name):
        try:
            self.held[name] = self.listener.accept()[0]
        except BlockingIOError:
            raise Unable("the connection was not opened: is something else in the way of the packets?") from None
        self.held[name].setblocking(False)

    def connected(self, name, to):
        """Asks how connect() ended, as an application does: the kernel says so once, and from then on EISCONN."""
        self.connect(name, None, to)

    def connect(self, name, port, to):
        """
        What the call returned. PORT is nothing where the kernel is to choose. What is held by that name already is
        asked to connect again.
        """
        self.host.enter()
        if name not in self.held:
            opened = bindable()
            if port is not None:
                opened.bind((ADDRESS[self.host.name], port))
            self.held[name] = opened
        try:
            self.held[name].connect((ADDRESS[peer_of(self.host.name)], to))
        except BlockingIOError as problem:
            # EALREADY is one of these too.
            if problem.errno != errno.EINPROGRESS:
                raise
            return "in progress"
        return "0"

    def call(self, step, at_ms):
        """Makes a call and writes down what it returned; what the kernel refuses is a result too."""
        self.host.enter()
        try:
            result = self.made(step)
        except OSError as problem:
            result = errno.errorcode.get(problem.errno, str(problem.errno))
        self.note(self.host.name, f"{spelled(step)} = {result}", at_ms)

    def made(self, step):
        deed, name = step["do"], step.get("sock", "main")
        if deed == "sysctl":
            write_sysctl(step["key"], step["value"])
        elif deed == "unlisten":
            if self.listener:
                self.listener.close()
        elif deed == "connect":
            port = None if step.get("ephemeral") else step.get("port", PORT[self.host.name])
            return self.connect(name, port, step.get("to", PORT[peer_of(self.host.name)]))
        elif name not in self.held:
            return "EBADF"
        else:
            return self.made_on(self.held[name], deed, step)
        return "0"

    def made_on(self, held, deed, step):
        if deed in ("close", "vanish"):
            if deed == "vanish":
                # A socket under repair is closed without a word.
                held.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
            del self.held[step.get("sock", "main")]
            held.close()
        elif deed in SHUT:
            held.shutdown(SHUT[deed])
        elif deed == "write":
            return str(held.send(bytes(step["bytes"])))
        elif deed == "read":
            return str(len(held.recv(step.get("bytes", MOST_READ))))
        elif deed == "linger":
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, step["seconds"]))
        elif deed == "setsockopt":
            held.setsockopt(*OPTIONS[step["opt"]], step["value"])
        return "0"

    def at_end_of_file(self, name):
        return name in self.held and bool(events(self.held[name]) & select.POLLRDHUP)

    def notice(self, at_ms):
        """Writes down what each socket would wake its holder for, once each. An error is read when it is first seen."""
        for name, held in self.held.items():
            noticed = self.noticed.setdefault(name, set())
            found = events(held)
            for label, bit in WAKES:
                if found & bit and label not in noticed:
                    noticed.add(label)
                    self.note(self.host.name, f"{name}: {label}", at_ms)
                    if label == "POLLERR":
                        error = held.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                        self.note(self.host.name, f"{name}: SO_ERROR {errno.errorcode.get(error, error)}", at_ms)


def spelled(step):
    """A call with its arguments, as recordings write it."""
    told = {key: value for key, value in step.items() if key not in WHEN_AND_WHERE}
    return f"{step['do']}{json.dumps(told) if told else ''}"


def bindable():
    opened = socket.socket()
    opened.setblocking(False)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return opened


def events(held):
    poll = select.poll()
    poll.register(held, select.POLLRDHUP | select.POLLIN)
    return next((found for _, found in poll.poll(0)), 0)
