// Every preset's capture as tshark reads it: no packet is malformed, every checksum is right, and each field is what
// the documented trace says.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { loadPrinter } from "../../src/printer.js";
import { tsharkPath } from "../../tools/tshark.js";
import { engine, PRESETS, simulate } from "../boundary/engine.js";

/**
 * @import { ExportOptions } from "../../pkg/tools/lastack.js"
 * @import { Host, Scenario, SegmentRecord, Simulation, Trace } from "../../src/engine.js"
 */

const Printer = await loadPrinter(await readFile(new URL("../../pkg/tools/lastack_bg.wasm", import.meta.url)));

/** What is asked of each packet. */
const FIELDS = /** @type {const} */ ([
  "frame.time_epoch", "frame.interface_name", "frame.packet_flags_direction", "frame.packet_id", "frame.comment",
  "ip.src", "ip.dst", "ip.checksum.status",
  "tcp.srcport", "tcp.dstport", "tcp.seq", "tcp.ack", "tcp.flags", "tcp.window_size_value", "tcp.len", "tcp.checksum.status", "tcp.payload",
  "tcp.options.timestamp.tsval", "tcp.options.timestamp.tsecr", "tcp.options.mss_val", "tcp.options.wscale.shift", "tcp.options.sack_perm",
  "tcp.options.sack_le", "tcp.options.sack_re",
  "icmp.type", "icmp.code", "icmp.checksum.status",
  "_ws.malformed",
]);

const SETTINGS = ["tcp.check_checksum:TRUE", "ip.check_checksum:TRUE", "tcp.relative_sequence_numbers:FALSE"];

/** @typedef {Record<typeof FIELDS[number], string>} Read a packet as it was read; what it has not is "" */

const ADDRESS = { a: "10.9.0.1", b: "10.9.0.2" };
/** On the clock of `tcpdump -tt`, t = 0 is then. */
const T0 = 1_700_000_000;
const GOOD = "1";
const LETTERS = "FSRPA";

/** @type {string} */
let folder;
/** @type {string} */
let tshark;

before(async () => {
  tshark = await tsharkPath();
  folder = await mkdtemp(join(tmpdir(), "lastack-packets-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/**
 * @param {string} name
 * @param {ExportOptions} [options]
 * @param {Simulation} [simulation] of a preset where it is not given
 * @returns {Promise<{ trace: Trace, packets: Read[] }>}
 */
async function captured(name, options, simulation = simulate(name)) {
  const capture = new Printer(/** @type {Scenario} */ (simulation.scenario())).exportRun("pcapng", options);
  const file = join(folder, `${name}.pcapng`);
  await writeFile(file, capture);
  const asked = [...SETTINGS.flatMap((setting) => ["-o", setting]), "-T", "fields", ...FIELDS.flatMap((field) => ["-e", field])];
  const { stdout } = await promisify(execFile)(tshark, ["-r", file, ...asked], { maxBuffer: 1 << 28 });
  const packets = stdout.split("\n").filter(Boolean).map((line) => {
    const values = line.split("\t");
    return /** @type {Read} */ (Object.fromEntries(FIELDS.map((field, i) => [field, values[i] ?? ""])));
  });
  return { trace: simulation.trace(), packets };
}

/**
 * A segment as tshark should read it.
 *
 * @param {SegmentRecord} record
 * @param {Host} host whose interface saw it
 * @param {number} at µs
 * @param {"in" | "out"} direction
 * @returns {Partial<Read>}
 */
function asRead({ id, from, segment }, host, at, direction) {
  const { sport, dport, flags, seq, ack, len, win, ts, sack = [], syn } = segment;
  const bits = [...flags].reduce((sum, letter) => sum + 2 ** LETTERS.indexOf(letter), 0);
  const list = (/** @type {"start" | "end"} */ end) => sack.map((block) => block[end]).join(",");
  const text = (/** @type {number | undefined} */ value) => (value === undefined ? "" : String(value));
  return {
    "frame.time_epoch": `${T0 + Math.floor(at / 1e6)}.${String(at % 1e6).padStart(6, "0")}000`,
    "frame.interface_name": host,
    "frame.packet_flags_direction": direction === "in" ? "0x00000001" : "0x00000002",
    "frame.packet_id": String(id),
    "ip.src": ADDRESS[from],
    "ip.dst": ADDRESS[from === "a" ? "b" : "a"],
    "ip.checksum.status": GOOD,
    "tcp.srcport": String(sport),
    "tcp.dstport": String(dport),
    "tcp.seq": String(seq),
    "tcp.ack": String(ack),
    "tcp.flags": `0x${bits.toString(16).padStart(4, "0")}`,
    "tcp.window_size_value": String(win),
    "tcp.len": String(len),
    "tcp.checksum.status": GOOD,
    "tcp.payload": "00".repeat(len),
    "tcp.options.timestamp.tsval": text(ts?.val),
    "tcp.options.timestamp.tsecr": text(ts?.ecr),
    "tcp.options.mss_val": text(syn?.mss),
    "tcp.options.wscale.shift": text(syn?.wscale),
    "tcp.options.sack_perm": syn?.sack_ok ? "0402" : "",
    "tcp.options.sack_le": list("start"),
    "tcp.options.sack_re": list("end"),
    "icmp.type": "",
    "_ws.malformed": "",
  };
}

/** @param {Read} packet @param {Partial<Read>} expected @param {string} where */
function agrees(packet, expected, where) {
  const read = Object.fromEntries(Object.keys(expected).map((field) => [field, packet[/** @type {keyof Read} */ (field)]]));
  assert.deepEqual(read, expected, where);
}

/**
 * What an interface, or the wire, should have seen: each packet, in its order.
 *
 * @param {Trace} trace
 * @param {Host | "both" | "wire"} which
 */
function expectedOf({ events, segments }, which) {
  return events.flatMap(({ at, host, what }) => {
    if (which === "a" || which === "b" ? host !== which : false) return [];
    const record = "segment" in what ? segments[what.segment] : undefined;
    if (!record) return [];
    if (what.kind === "sent") return [{ record, packet: asRead(record, host, at, "out") }];
    const seen = what.kind === "injected" || (what.kind === "arrived" && which !== "wire" && record.how.kind !== "forged");
    if (seen) return [{ record, packet: asRead(record, host, at, "in") }];
    if (what.kind !== "icmp-arrived") return [];
    const { from, segment: { sport, dport, seq } } = record;
    const peer = from === "a" ? "b" : "a";
    // The report itself, and what it quotes: the IP header and eight bytes.
    const report = {
      ...{ "frame.interface_name": from, "frame.packet_flags_direction": "0x00000001", "frame.packet_id": "" },
      ...{ "ip.src": `${ADDRESS[peer]},${ADDRESS[from]}`, "ip.dst": `${ADDRESS[from]},${ADDRESS[peer]}`, "ip.checksum.status": `${GOOD},${GOOD}` },
      ...{ "icmp.type": String(what.icmpType), "icmp.code": String(what.code), "icmp.checksum.status": GOOD },
      ...{ "tcp.srcport": String(sport), "tcp.dstport": String(dport), "tcp.seq": String(seq), "_ws.malformed": "" },
    };
    return [{ record, packet: report }];
  });
}

// Most of the time tshark gets ready: side by side that is half as long.
describe("every preset, as it was sent", { concurrency: true }, () => {
  for (const name of PRESETS.keys()) {
    test(name, async () => {
      const { trace, packets } = await captured(name);
      const expected = expectedOf(trace, "wire");
      assert.equal(packets.length, expected.length);
      for (const [i, { record, packet }] of expected.entries()) {
        const read = /** @type {Read} */ (packets[i]);
        agrees(read, packet, `packet ${i + 1}, ${record.name}`);
        assert.ok(read["frame.comment"].startsWith(`${record.name}: `) && read["frame.comment"].length > 12, read["frame.comment"]);
      }
      const segments = packets.filter((packet) => packet["icmp.type"] === "");
      assert.deepEqual(segments.map((packet) => Number(packet["frame.packet_id"])), trace.segments.map(({ id }) => id));
    });
  }
});

test("what each interface sees", async () => {
  for (const name of ["icmp-unreachable", "fin-meets-new-client", "time-wait-rst", "half-close"]) {
    for (const host of /** @type {const} */ (["a", "b", "both"])) {
      const { trace, packets } = await captured(name, { host });
      const expected = expectedOf(trace, host);
      assert.equal(packets.length, expected.length, `${name} at ${host}`);
      for (const [i, { packet }] of expected.entries()) agrees(/** @type {Read} */ (packets[i]), packet, `${name} at ${host}, packet ${i + 1}`);
    }
  }
});

test("data that is lost, doubled and sent again, and ICMP errors about it", async () => {
  const simulation = new engine.Simulation(JSON.stringify({
    rules: [
      ...[1, 1, 1, 1].map((skip) => ({ from: "a", data: true, skip, action: "drop" })),
      { from: "a", data: true, skip: 30, action: "icmp" },
      { from: "b", data: true, count: -1, action: "duplicate" },
    ],
    script: [
      { at_ms: 0, host: "a", do: "write", bytes: 60_000 },
      { at_ms: 300, host: "b", do: "write", bytes: 9_000 },
      { at_ms: 600, host: "a", do: "close" },
    ],
  }));
  for (const host of /** @type {const} */ ([undefined, "a", "b", "both"])) {
    const { trace, packets } = await captured("lossy", host ? { host } : {}, simulation);
    const expected = expectedOf(trace, host ?? "wire");
    assert.ok(expected.some(({ record }) => record.how.kind.endsWith("retransmission")));
    assert.equal(expected.some(({ packet }) => packet["icmp.type"] === "3"), host !== "b", "a router tells the sender alone");
    assert.equal(packets.length, expected.length, host);
    for (const [i, { packet }] of expected.entries()) agrees(/** @type {Read} */ (packets[i]), packet, `${host ?? "wire"}, packet ${i + 1}`);
  }
});

test("comments are in the language that was asked for", async () => {
  const { packets } = await captured("last-ack-lost", { lang: "zh" });
  assert.match(packets[3]?.["frame.comment"] ?? "", /它在途中丢失了：发送方无从得知。$/);
});
