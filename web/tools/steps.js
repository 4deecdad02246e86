// Everything that is checked, in order: each step is one command, run at the root of the repository,
// so that what failed can be run again by hand just as it was run here.

/** @typedef {{ title: string, command: readonly string[], needs?: "browser" | "python" | "tshark" }} Step `needs`: what has to be there besides Rust and Node, and may have to be installed */

const TSC = "web/node_modules/.bin/tsc";

/** @type {readonly Step[]} a `*.test.js` stands for the files that it matches, as in a shell */
export const STEPS = [
  { title: "Rust is formatted", command: words("cargo fmt --all --check") },
  { title: "Rust is formatted, fuzz targets", command: words("cargo fmt --manifest-path crate/fuzz/Cargo.toml --check") },
  { title: "clippy, native", command: words("cargo clippy --locked --workspace --all-targets -- -D warnings") },
  { title: "clippy, wasm", command: words("cargo clippy --locked -p lastack --lib --all-features --target wasm32-unknown-unknown -- -D warnings") },
  { title: "clippy, links without the engine", command: words("cargo clippy --locked -p lastack --lib --no-default-features --features link --target wasm32-unknown-unknown -- -D warnings") },
  { title: "the build's own tools", command: nodeTests("web/tools/test/*.test.js") },
  { title: "the engine's tests", command: words("cargo test --locked --workspace") },
  ...["kernel", "kernel-6.12", "kernel-6.1", "lab"].map((folder) => ({
    title: `agreement with a real kernel, ${folder}`,
    command: words(`cargo run --locked --release -p lastack --example conform -- crate/tests/${folder}`),
  })),
  { title: "every loss of a conversation's first ten segments", command: words("cargo run --locked --release -p lastack --example explore -- --segments 10") },
  { title: "the lab that asks a real kernel", command: words("python3 crate/tools/test_lastack_lab.py"), needs: "python" },
  { title: "the site", command: words("npm --prefix web run build") },
  { title: "types", command: words(`${TSC} --project web/tsconfig.json`) },
  { title: "the wasm in Node", command: nodeTests("web/test/boundary/*.test.js") },
  { title: "the page's modules", command: nodeTests("web/test/*.test.js") },
  { title: "a tshark to read packets with", command: words("node web/tools/tshark.js"), needs: "tshark" },
  { title: "packets as tshark reads them", command: nodeTests("web/test/packets/*.test.js"), needs: "tshark" },
  { title: "sizes", command: words("node web/tools/sizes.js") },
  { title: "both packages, from outside", command: nodeTests("web/test/outside/*.test.js") },
  { title: "a browser to test in", command: words("node web/tools/browser.js"), needs: "browser" },
  { title: "the page in a browser", command: words("node web/tools/in-browser.js"), needs: "browser" },
];

/** @param {string} line */
function words(line) {
  return line.split(" ");
}

/** @param {string} files */
function nodeTests(files) {
  return ["node", "--test", "--test-reporter=spec", files];
}
