"""The kernel's tick counter: how often it ticks, and where it stands. With it a replay's timers fire in the same ticks."""
import os
import time

from .host import Unable

RATES = (100, 250, 300, 1000)
# A reading that took longer was interrupted, and tells nothing.
PROMPT = 0.0003


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

    def __init__(self):
        try:
            self.hz = rate()
        except OSError as problem:
            raise Unable(f"/proc/timer_list: {problem.strerror}") from None
        least, most = float("-inf"), float("inf")
        for _ in range(100):
            count, before, after = read()
            if after - before < PROMPT:
                least, most = max(least, before - (count + 1) / self.hz), min(most, after - count / self.hz)
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
    first, _, begun = read()
    time.sleep(0.2)
    last, ended, _ = read()
    measured = (last - first) / (ended - begun)
    return min(RATES, key=lambda known: abs(known - measured))
