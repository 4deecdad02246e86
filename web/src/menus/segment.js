// What can be done to one segment.

import { delay, duplicate, kindOf, latenessOf, leaveToRules, LONGEST_DELAY_MS, loseAllLike, refuse, treatmentOf } from "../deeds.js";
import { flags } from "../format.js";
import { icmpName } from "../words.js";
import { segmentName } from "../words/segments.js";
import { ask } from "./ask.js";

/**
 * @import { SegmentRecord } from "../engine.js"
 * @import { Store } from "../store.js"
 * @import { Anchor } from "../views/menus.js"
 * @import { Group } from "./menu.js"
 * @import { SayMenu } from "./subjects.js"
 */

/** What routers answer, by type and code, those that people meet first. */
const ANSWERS = /** @type {const} */ ([[3, 1], [3, 0], [3, 3], [3, 13], [11, 0]]);

/**
 * @param {Store} store
 * @param {SayMenu} sayMenu
 * @param {string} name
 * @param {Anchor} anchor
 * @returns {{ label: string, groups: Group[] } | null} nothing where there is no such segment
 */
export function segmentMenu(store, sayMenu, name, anchor) {
  const { trace, scenario, say } = store.state;
  const record = trace.segments.find((segment) => segment.name === name);
  if (!record || record.how.kind === "forged") return null;
  const lost = record.fate.kind === "lost";
  const late = latenessOf(scenario, record);
  const label = segmentName(record, say);
  const like = sayMenu("like.kind", { flags: flags(kindOf(record).has), data: record.segment.len > 0 ? sayMenu("like.data") : "", host: say(`host.${record.from}`) });
  const groups = [
    {
      title: "",
      items: [
        { id: "toggle", text: say(lost ? "segment.deliver" : "segment.lose"), hint: "L", run: () => store.toggleLoss(name) },
        { id: "delay", text: sayMenu("delay"), hint: late > 0 ? `+${late} ms` : "", run: () => askDelay(store, sayMenu, record, late, anchor) },
        { id: "duplicate", text: sayMenu("duplicate"), run: () => duplicate(store, name) },
        ...(treatmentOf(scenario, name) ? [{ id: "ruled", text: sayMenu("ruled"), run: () => leaveToRules(store, name) }] : []),
      ],
    },
    {
      title: sayMenu("icmp"),
      items: ANSWERS.map(([type, code]) => ({ id: `icmp-${type}-${code}`, text: icmpName(type, code, say), hint: `${type}/${code}`, run: () => refuse(store, name, type, code) })),
    },
    {
      title: sayMenu("like"),
      items: [
        { id: "like", text: sayMenu("like.lose", { like }), run: () => loseAllLike(store, record) },
        { id: "rules", text: sayMenu("rules"), run: () => /** @type {HTMLElement | null} */ (document.querySelector("[data-panel=rules]"))?.click() },
      ],
    },
  ];
  return { label: label.charAt(0).toUpperCase() + label.slice(1), groups };
}

/** @param {Store} store @param {SayMenu} sayMenu @param {SegmentRecord} record @param {number} late @param {Anchor} anchor */
function askDelay(store, sayMenu, record, late, anchor) {
  const fields = [{ name: "ms", label: sayMenu("delay.by"), unit: "ms", value: late || 50, limits: { min: 0, max: LONGEST_DELAY_MS, step: 0.001 } }];
  const label = sayMenu("delay.label", { segment: segmentName(record, store.state.say) });
  ask({ label, fields, act: sayMenu("do"), cancel: sayMenu("cancel"), run: ({ ms }) => delay(store, record, Number(ms)) }, anchor);
}
