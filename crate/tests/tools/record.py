#!/usr/bin/env python3
"""Record what ss, nstat, tcpdump and cat print while a connection is torn down.

  record.py LAB SCENARIO.json -o RECORDING.json

LAB is the folder of the kernel lab, whose lab.py builds the two hosts, relays
between them and writes the recording that the judge (examples/conform) reads.
This script only hangs tools into it: tcpdump on each host from before the
handshake, and at the moments that the scenario names in `tools_at` (ms, with
nstat where `nstat_at` names it too) the others, each in its host's namespace,
without waiting for them.  What they print is added to the recording:

  tools    host, command, `ran_ms` (from when to when it ran), output in lines
  dumps    of each host the command and its lines
  t0_unix  t = 0 on the clock of tcpdump -tt
  versions of the tools

Needs what the lab needs, and iproute2 and tcpdump.  Standard library only.
"""
import argparse, json, os, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
DUMP = "tcpdump -tt -n -i tun0"


def counters():
    """The counters that the engine keeps, as nstat calls them: one a line in counters.txt."""
    with open(os.path.join(HERE, "counters.txt")) as f:
        return f.read().split()


def recorder(lab):
    class Recorder(lab.Lab):
        def __init__(self, scenario):
            self.moments = {key: scenario.pop(key, []) for key in ("tools_at", "nstat_at")}
            super().__init__(scenario)
            self.running, self.homes = [], tempfile.mkdtemp()
            self.dumps = {x: self.start(x, DUMP.split() + ["-l", "--immediate-mode"]) for x in "ab"}
            time.sleep(1.5)  # until both listen

        def start(self, host, command):
            """COMMAND in the namespace of HOST; its output goes to a file that is still to be read."""
            out = tempfile.TemporaryFile("w+")
            env = {**os.environ, "NSTAT_HISTORY": os.path.join(self.homes, host), "LC_ALL": "C"}
            ns = self.h[host].ns
            child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=env, preexec_fn=lambda: lab.setns(ns))
            return child, out

        def ask(self, host, command):
            began = self.ms()
            child, out = self.start(host, command)
            self.running.append((child, out, {"host": host, "command": " ".join(command), "ran_ms": [began, None]}))

        def tools(self, at):
            for host in "ab":
                self.ask(host, ["ss", "-tano"])
                if at in self.moments["nstat_at"]:
                    self.ask(host, ["nstat", "-az", *counters()])
                    self.ask(host, ["cat", "/proc/sys/net/ipv4/tcp_orphan_retries"])

        def reap(self):
            for entry in [e for e in self.running if e[0].poll() is not None]:
                self.running.remove(entry)
                _, out, row = entry
                row["ran_ms"][1] = self.ms()
                out.seek(0)
                row["output"] = out.read().splitlines()
                self.out.setdefault("tools", []).append(row)

        def tick(self):
            if "t0_unix" not in self.out:
                self.out["t0_unix"] = time.time() - (time.monotonic() - self.t0)
                for at in self.moments["tools_at"]:
                    self.at(self.t0 + at / 1000, self.tools, at)
            super().tick()

        def turn(self, until):
            """The lab's loop, in short pieces: whoever has finished is seen at once."""
            while time.monotonic() < until:
                super().turn(min(until, time.monotonic() + 0.002))
                self.reap()

        def run(self):
            recording = super().run()
            while self.running:
                self.reap()
            recording["dumps"] = {}
            for host, (child, out) in self.dumps.items():
                child.terminate()
                child.wait()
                out.seek(0)
                recording["dumps"][host] = {"command": DUMP, "output": out.read().splitlines()}
            said = lambda *command: subprocess.run(command, capture_output=True, text=True)
            recording["versions"] = [said("ss", "-V").stdout.strip(), said("tcpdump", "--version").stdout.splitlines()[0]]
            return recording

    return Recorder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lab")
    parser.add_argument("scenario")
    parser.add_argument("-o", required=True)
    args = parser.parse_args()
    sys.path.insert(0, args.lab)
    import lab
    os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(10))
    with open(args.scenario) as f:
        scenario = json.load(f)
    lab.dump(recorder(lab)(scenario).run(), args.o)


if __name__ == "__main__":
    main()
