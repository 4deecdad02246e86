"""The kernel's tick counter: how often it ticks, and where it stands. With it a replay's timers fire in the same ticks."""
import os
import time

from .host import Unable

RATES = (100, 250, 300, 1000)
# How long the counter is looked at, s; and how much longer on a machine that is seldom prompt.
LOOKS, PATIENCE = 0.1, 1.0
# Within so much the engine finds its phase, s.
CLOSE_ENOUGH = 0.0005


def read():
    """The counter, and the moments before and after it was read."""
    file = os.open("/proc/timer_list", os.O_RDONLY)
    try:
        text = b""
        while True:
            before = time.monotonic()
            part = os.read(file, 4096)
            after = time.monotonic()
            if not part:
                raise Unable("/proc/timer_list shows no jiffies")
            text = text[-64:] + part
            _, found, rest = text.partition(b"\njiffies: ")
            if found and b"\n" in rest:
                return int(rest.split()[0]), before, after
    finally:
        os.close(file)


class Clock:
    """The counter is (t − START) · HZ, rounded down, at the monotonic time t; START is known to within SPREAD seconds."""

    def __init__(self, hz):
        self.hz = hz
        least, most = float("-inf"), float("inf")
        begun = time.monotonic()
        while True:
            count, before, after = read()
            least, most = max(least, before - (count + 1) / hz), min(most, after - count / hz)
            looked = time.monotonic() - begun
            if looked > PATIENCE or (looked > LOOKS and most - least < CLOSE_ENOUGH):
                break
            time.sleep(0.0007)
        self.start, self.spread = (least + most) / 2, most - least

    def at(self, moment):
        ticks = (moment - self.start) * self.hz
        into = (ticks - int(ticks)) / self.hz
        return {
            "hz": self.hz, "at_t0": int(ticks), "into_it_ms": round(1000 * into, 2),
            "uncertain_ms": round(1000 * abs(self.spread), 2),
        }


def rate():
    """How often it ticks a second, from how far it came in a fifth of one."""
    try:
        first, _, begun = read()
        time.sleep(0.2)
        last, ended, _ = read()
    except OSError as problem:
        raise Unable(f"/proc/timer_list: {problem.strerror}") from None
    measured = (last - first) / (ended - begun)
    return min(RATES, key=lambda known: abs(known - measured))
