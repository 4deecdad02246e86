//! What tools would print of a run where it stands.
//!
//! Only in the package that is built with the feature `tools`: a page fetches that one when somebody opens them.

use super::objects::untyped;
use super::simulation::Simulation;
use crate::host::HostId;
use crate::trace::tools::{nstat, ss, tcpdump};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A line that a tool prints.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct PrintedLine {
    pub text: String,
    /// Of ss the socket, of nstat the event that moved the counter last, of tcpdump the event that it saw;
    /// nothing for a heading, a listener, or what has not moved.
    pub about: Option<u32>,
}

#[wasm_bindgen]
impl Simulation {
    /// `ss -tano | cat` on that host.
    #[wasm_bindgen(unchecked_return_type = "PrintedLine[]")]
    pub fn ss(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HostId")] host: &str,
    ) -> Result<JsValue, JsValue> {
        let history = self.run.history();
        let now = history.progress().now;
        let rows = ss::sockets(history.world(), history.setup(), history.log(), named(host), now);
        let about = [None].into_iter().chain(rows.iter().map(|row| row.socket.map(|id| id.0)));
        let lines = ss::table(&rows).into_iter().zip(about);
        untyped(&lines.map(|(text, about)| PrintedLine { text, about }).collect::<Vec<_>>())
    }

    /// `nstat -az` on that host, without its heading.
    #[wasm_bindgen(unchecked_return_type = "PrintedLine[]")]
    pub fn nstat(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HostId")] host: &str,
    ) -> Result<JsValue, JsValue> {
        let counts = nstat::counts(self.run.history().log(), named(host));
        let line =
            |count: &nstat::Count| PrintedLine { text: count.line(), about: count.moved.map(|id| id.0) };
        untyped(&counts.iter().map(line).collect::<Vec<_>>())
    }

    /// What `tcpdump -tt -n -i tun0` on that host has printed so far.
    #[wasm_bindgen(unchecked_return_type = "PrintedLine[]")]
    pub fn tcpdump(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HostId")] host: &str,
    ) -> Result<JsValue, JsValue> {
        let history = self.run.history();
        let dump = tcpdump::dump(history.setup(), history.log(), named(host));
        let line = |line: tcpdump::Line| PrintedLine { text: line.text, about: Some(line.event.0) };
        untyped(&dump.into_iter().map(line).collect::<Vec<_>>())
    }
}

fn named(host: &str) -> HostId {
    if host == "a" { HostId::A } else { HostId::B }
}
