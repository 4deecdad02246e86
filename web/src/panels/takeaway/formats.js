// What a run leaves the page as: each format, what it is called as a file, and what may be chosen of it.

/**
 * @import { Host } from "../../engine.js"
 * @import { ExportFormat, ExportOptions } from "../../../pkg/tools/lastack.js"
 * @import { PrinterOfRun } from "../../printer.js"
 */

/** @typedef {Host | "both" | "wire"} Place on the wire each segment is seen once: no reader takes what crosses both interfaces for sent again */

/**
 * @typedef {object} Format
 * @property {"svg" | "png" | ExportFormat} id
 * @property {string} shown as people know it
 * @property {string} ending of its file
 * @property {string} type as a browser wants to know it
 * @property {boolean} copies whether it is text that somebody may want to paste
 * @property {boolean} moves whether it may be animated
 * @property {readonly Place[]} places where it may be seen from, the usual one first
 */

/** @type {readonly Format[]} */
export const FORMATS = [
  { id: "svg", shown: "SVG", ending: "svg", type: "image/svg+xml", copies: true, moves: true, places: [] },
  { id: "png", shown: "PNG", ending: "png", type: "image/png", copies: false, moves: false, places: [] },
  { id: "ladder", shown: "TXT", ending: "txt", type: "text/plain", copies: true, moves: false, places: [] },
  { id: "mermaid", shown: "Mermaid", ending: "mmd", type: "text/plain", copies: true, moves: false, places: [] },
  { id: "tcpdump", shown: "tcpdump", ending: "tcpdump.txt", type: "text/plain", copies: true, moves: false, places: ["both", "a", "b"] },
  { id: "pcapng", shown: "pcapng", ending: "pcapng", type: "application/x-pcapng", copies: false, moves: false, places: ["wire", "a", "b", "both"] },
  { id: "json", shown: "JSON", ending: "json", type: "application/json", copies: true, moves: false, places: [] },
  { id: "lab", shown: "lab.json", ending: "lab.json", type: "application/json", copies: true, moves: false, places: [] },
];

/** How much larger than a drawing's own size its PNG is: sharp on a dense screen, and in print. */
const DENSITY = 2;

/**
 * @param {PrinterOfRun} printer
 * @param {Format} format
 * @param {ExportOptions} options
 * @returns {Promise<Blob>}
 */
export async function fileOf(printer, { id, type }, options) {
  if (id === "png") return rasterised(printer.exportRun("svg", { theme: "light", ...options }));
  return new Blob([printer.exportRun(id, options)], { type });
}

/** @param {string} drawing @returns {Promise<Blob>} */
async function rasterised(drawing) {
  const url = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.naturalWidth * DENSITY, picture.naturalHeight * DENSITY];
    const context = canvas.getContext("2d");
    if (!context) throw new Error("this browser draws no canvas");
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(`a picture of ${canvas.width} × ${canvas.height} px is too large for this browser`))), "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}
