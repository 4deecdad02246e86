// What tools print in the page: the text that the engine prints natively, where the cursor of the page stands.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as withTools from "../../pkg/tools/lastack.js";
import { loadPrinter } from "../../src/printer.js";
import { numbers, PRESETS, rewind, simulate } from "./engine.js";
import { nativePrints } from "./native.js";

/** @import { Host, Scenario } from "../../src/engine.js" */

const Printer = await loadPrinter(await readFile(new URL("../../pkg/tools/lastack_bg.wasm", import.meta.url)));

/** @type {readonly Host[]} */
const HOSTS = ["a", "b"];

/** @param {string} name */
function printerOf(name) {
  const simulation = simulate(name);
  const scenario = /** @type {Scenario} */ (simulation.scenario());
  return { simulation, printer: new Printer(scenario) };
}

/** All that a printer prints where it stands. @param {InstanceType<typeof Printer>} printer */
function everything(printer) {
  return HOSTS.map((host) => [printer.ss(host), printer.nstat(host), printer.tcpdump(host)]);
}

test("it runs what the page's engine runs", () => {
  for (const name of PRESETS.keys()) {
    const { simulation } = printerOf(name);
    assert.equal(new withTools.Simulation(simulation.scenario()).hash(), simulation.hash(), name);
  }
});

test("it prints what the engine prints natively", async () => {
  for (const name of PRESETS.keys()) {
    const { simulation, printer } = printerOf(name);
    const ended = simulation.trace().endedAt;
    const moments = [0, 1, 0.001, 0.01, 0.07, 0.3, 0.6].map((share) => Math.round(share * ended));
    const text = moments.map((now) => {
      printer.seek({ now, events: simulation.seek(now).events });
      return HOSTS.map((host) => {
        const moved = printer.nstat(host).filter(({ text: line }) => !/ 0 +0\.0$/.test(line));
        const lines = [
          `${host}# ss -tano | cat`,
          ...printer.ss(host).map(({ text: line }) => line),
          `${host}# nstat -az ${moved.map(({ text: line }) => line.split(" ")[0]).join(" ")}`,
          "#kernel",
          ...moved.map(({ text: line }) => line),
          `${host}# tcpdump -tt -n -i tun0`,
          ...printer.tcpdump(host).map(({ text: line }) => line),
          `${host}# cat /proc/sys/net/ipv4/tcp_orphan_retries`,
          String(simulation.scenario().sysctl?.[host]?.["tcp_orphan_retries"] ?? 0),
        ];
        return lines.map((line) => `${line}\n`).join("");
      }).join("");
    });
    assert.equal(text.join(""), await nativePrints(name, moments), name);
  }
});

test("it follows the cursor step by step, forth and back, and to any time", () => {
  for (const name of PRESETS.keys()) {
    const { simulation, printer } = printerOf(name);
    /** @type {{ cursor: { now: number, events: number }, printed: unknown }[]} */
    const places = [];
    for (let cursor = rewind(simulation); cursor.next !== null; cursor = simulation.step()) {
      printer.seek(cursor);
      places.push({ cursor, printed: everything(printer) });
    }
    const random = numbers(7);
    for (let i = 0; i < 40; i += 1) {
      const { cursor, printed } = places[Math.floor(random() * places.length)] ?? assert.fail();
      printer.seek(cursor);
      assert.deepEqual(everything(printer), printed, `${name} after ${cursor.events} events`);
    }
  }
});

test("every line knows what it is about", () => {
  for (const name of PRESETS.keys()) {
    const { simulation, printer } = printerOf(name);
    const { events, sockets, segments } = simulation.trace();
    printer.toEnd();
    for (const host of HOSTS) {
      for (const { about } of printer.ss(host)) assert.ok(about === null || sockets[about]?.host === host);
      for (const { text, about } of printer.tcpdump(host)) {
        const what = events[about ?? -1]?.what;
        assert.ok(what && "segment" in what, text);
        // A router's answer has no ports of its own.
        if (what.kind === "icmp-arrived") assert.match(text, /: ICMP /);
        else assert.match(text, new RegExp(`\\.${segments[what.segment]?.segment.sport} > `));
      }
      for (const { text, about } of printer.nstat(host)) {
        const what = about === null ? null : events[about]?.what;
        if (what?.kind === "counted") assert.match(text, new RegExp(`^Tcp(Ext)?${what.counter} `));
        else assert.ok(what === null || what?.kind === "sent" || what?.kind === "arrived", text);
      }
    }
  }
});
