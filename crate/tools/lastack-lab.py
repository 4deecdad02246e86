#!/usr/bin/env python3
"""Ask this machine's Linux what it does with a scenario of LastAck.

  lastack-lab.py SCENARIO.json -o RECORDING.json     "-" reads the scenario from standard input
  lastack-lab.py SCENARIO.json … -o FOLDER [-j N]    one recording for each, N at a time

The example `export` writes a preset's scenario for it, and `conform` says where the recording and the engine
differ. README.md, beside this file, says what a scenario may hold and what a recording does.

Linux, root, /dev/net/tun and iproute2; nothing but Python's standard library (3.9 or later).
"""
import argparse
import os
import subprocess
import sys
import time

from lastack_lab import recording, scenario
from lastack_lab.lab import Lab, Unable

WRONG = 2


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios", nargs="+", metavar="SCENARIO")
    parser.add_argument("-o", "--output", required=True, metavar="PATH")
    parser.add_argument("-j", "--jobs", type=int, default=1, metavar="N")
    args = parser.parse_args()
    try:
        if len(args.scenarios) == 1 and not os.path.isdir(args.output):
            record(args.scenarios[0], args.output)
            return 0
        return record_all(args.scenarios, args.output, max(args.jobs, 1))
    except (scenario.Refused, Unable, OSError) as problem:
        print(f"lastack-lab: {problem}", file=sys.stderr)
        return WRONG


def record(path, output):
    """One scenario, in this process: it ends in namespaces of its own."""
    told = read(path)
    # Before minutes are spent on what nobody can keep.
    if not os.path.isdir(os.path.dirname(output) or "."):
        raise Unable(f"{output}: no such folder")
    be_punctual()
    recording.write(Lab(told).run(), output)


def read(path):
    with open(0 if path == "-" else path, "rb") as file:
        return scenario.read(file.read(), path)


def record_all(paths, folder, jobs):
    """Side by side; but those that ask something of the whole machine come last, and alone."""
    told = {path: read(path) for path in paths}
    names = [os.path.basename(path) for path in told]
    for path, name in zip(told, names):
        if names.count(name) > 1:
            raise Unable(f"{path}: another scenario would be recorded as {name} too")
    os.makedirs(folder, exist_ok=True)
    alone = [path for path in told if told[path].get("global_sysctl")]
    together = [path for path in told if path not in alone]
    failed = side_by_side(together, folder, jobs) + side_by_side(alone, folder, 1)
    for path in failed:
        print(f"lastack-lab: {path} was not recorded", file=sys.stderr)
    return 1 if failed else 0


def side_by_side(paths, folder, jobs):
    """Records each in a process of its own, so many at a time. Those that failed."""
    waiting, running, failed = list(paths), [], []
    while waiting or running:
        while waiting and len(running) < jobs:
            path = waiting.pop(0)
            output = os.path.join(folder, os.path.basename(path))
            running.append((path, subprocess.Popen([sys.executable, __file__, path, "-o", output])))
        time.sleep(0.1)
        failed += [path for path, child in running if child.poll() not in (None, 0)]
        running = [(path, child) for path, child in running if child.poll() is None]
    return failed


def be_punctual():
    """Whoever relays packets should not wait for other programs; a lab that may not ask for that is only less exact."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(10))
    except OSError:
        pass


if __name__ == "__main__":
    sys.exit(main())
