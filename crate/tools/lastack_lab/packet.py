"""IPv4 packets with TCP in them: read, and made where somebody forges one or a router complains."""
import socket
import struct

ADDRESS = {"a": "10.9.0.1", "b": "10.9.0.2"}
FLAGS = "FSRPAUEC"
# A number belongs to the newest connection that it exceeds by less.
NEAR = 1 << 24


def peer_of(host):
    return "b" if host == "a" else "a"


def read(data):
    """The fields of a segment, or nothing for what is none."""
    if len(data) < 40 or data[0] >> 4 != 4 or data[9] != socket.IPPROTO_TCP:
        return None
    at = 4 * (data[0] & 15)
    total = struct.unpack_from("!H", data, 2)[0]
    sport, dport, seq, ack, words, bits, win = struct.unpack_from("!HHIIBBH", data, at)
    header = 4 * (words >> 4)
    flags = "".join(letter for i, letter in enumerate(FLAGS) if bits >> i & 1)
    return {
        "sport": sport, "dport": dport, "flags": flags, "seq": seq, "ack": ack, "win": win,
        "len": total - at - header, "sack": sack_blocks(data[at + 20:at + header]),
    }


def sack_blocks(options):
    while options and options[0] != 0:
        if options[0] == 1:
            options = options[1:]
            continue
        kind, length = options[0], options[1]
        if kind == 5:
            return list(struct.iter_unpack("!II", options[2:length]))
        options = options[length:]
    return []


class Numbers:
    """Sequence numbers as people read them: counted from the initial one of the newest connection that they fit."""

    def __init__(self):
        self.initial = {}

    def note(self, host, segment):
        """A SYN says where a connection begins."""
        begun = self.initial.setdefault((host, segment["sport"], segment["dport"]), [])
        if "S" in segment["flags"] and segment["seq"] not in begun:
            begun.append(segment["seq"])

    def relative(self, number, host, sport, dport):
        begun = self.initial.get((host, sport, dport)) or [0]
        distances = [(number - initial) % (1 << 32) for initial in reversed(begun)]
        return next((distance for distance in distances if distance < NEAR), distances[0])

    def absolute(self, relative, host, sport, dport):
        begun = self.initial.get((host, sport, dport)) or [0]
        return (relative + begun[-1]) % (1 << 32)


def forged(sender, sport, dport, flags, seq, ack, win, length):
    """A segment that nobody sent, from SENDER to its peer."""
    bits = sum(1 << FLAGS.index(letter) for letter in set(flags))
    source, target = (socket.inet_aton(ADDRESS[host]) for host in (sender, peer_of(sender)))
    tcp = struct.pack("!HHIIBBHHH", sport, dport, seq, ack, 5 << 4, bits, win, 0, 0) + bytes(length)
    pseudo = source + target + struct.pack("!BBH", 0, socket.IPPROTO_TCP, len(tcp))
    return ip(socket.IPPROTO_TCP, source, target, with_checksum(tcp, 16, pseudo))


def complaint(kind, code, refused, sender):
    """A router's report to SENDER about the packet that it REFUSED: it quotes the header and eight bytes (RFC 792)."""
    source, target = (socket.inet_aton(ADDRESS[host]) for host in (peer_of(sender), sender))
    report = struct.pack("!BBHI", kind, code, 0, 0) + refused[:28]
    return ip(socket.IPPROTO_ICMP, source, target, with_checksum(report, 2))


def ip(protocol, source, target, body):
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 0, 0x4000, 64, protocol, 0) + source + target
    return with_checksum(head, 10) + body


def with_checksum(data, place, before=b""):
    """DATA with the checksum of it, and of what is thought to stand BEFORE it, at its PLACE (RFC 1071)."""
    summed = before + data + b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(summed) // 2}H", summed))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return data[:place] + struct.pack("!H", ~total & 0xFFFF) + data[place + 2:]
