// The door to the wasm. Only the store goes through it; everybody else knows its types alone.

import init, * as glue from "../pkg/lastack.js";

/**
 * @typedef {import("../pkg/lastack.js").Simulation} Simulation
 * @typedef {import("../pkg/lastack.js").Progress} Progress
 * @typedef {import("../pkg/lastack.js").Trace} Trace
 * @typedef {import("../pkg/lastack.js").Event} TraceEvent
 * @typedef {import("../pkg/lastack.js").What} What
 * @typedef {import("../pkg/lastack.js").Call} Call
 * @typedef {import("../pkg/lastack.js").Timer} Timer
 * @typedef {import("../pkg/lastack.js").Wait} Wait
 * @typedef {import("../pkg/lastack.js").SegmentRecord} SegmentRecord
 * @typedef {import("../pkg/lastack.js").Scenario} Scenario
 * @typedef {Partial<Scenario> & Pick<Scenario, "script">} ScenarioText a scenario as people write it
 * @typedef {import("../pkg/lastack.js").Intervention} Intervention
 * @typedef {import("../pkg/lastack.js").Summary} Summary
 * @typedef {import("../pkg/lastack.js").HostId} Host
 * @typedef {import("../pkg/lastack.js").State} State
 * @typedef {import("../pkg/lastack.js").SocketOption} SocketOption
 * @typedef {import("../pkg/lastack.js").StepLine} StepLine
 * @typedef {import("../pkg/lastack.js").Kernel} Kernel
 * @typedef {import("../pkg/lastack.js").SysctlRow} Sysctl
 * @typedef {import("../pkg/lastack.js").SysctlValue} SysctlValue
 * @typedef {Pick<typeof import("../pkg/lastack.js"), "Simulation" | "states" | "sysctls">} Engine
 */

const WASM = new URL("../pkg/lastack_bg.wasm", import.meta.url);

/** The engine's bytes, for whoever hands them on. */
export async function fetchWasm() {
  const response = await fetch(WASM);
  if (!response.ok) throw new Error(`${response.status} for ${WASM.pathname}`);
  return response.arrayBuffer();
}

/**
 * @param {URL | BufferSource} [wasm] its bytes, where somebody has them
 * @returns {Promise<Engine>}
 */
export async function loadEngine(wasm = WASM) {
  await init({ module_or_path: wasm });
  return { Simulation: glue.Simulation, states: glue.states, sysctls: glue.sysctls };
}
