//! What applications called and got, and what poll() told them.

use super::difference::{About, Contrast};
use super::observe::{Call, Wake};
use super::recording::{AppEvent, Called};
use super::when::Time;
use super::{Comparison, MISSED};
use crate::host::HostId;
use std::collections::BTreeSet;

impl Comparison<'_> {
    /// The calls of one host in their order, and what each returned. A forged segment is no call.
    pub(super) fn calls(&mut self, host: HostId) {
        let calls = self.recording.calls_of(host).map(|(row, call)| (row.t_ms, call));
        let recorded: Vec<(Time, &Called)> = calls.collect();
        let made = &self.observed.calls[host.index()];
        for i in 0..recorded.len().max(made.len()) {
            let about = About::Call { host, nth: i + 1 };
            match (recorded.get(i), made.get(i)) {
                (Some((at, theirs)), Some(ours)) => {
                    let agrees = (theirs.what.as_str(), &theirs.result) == (ours.what, &ours.result)
                        && theirs.sock().is_none_or(|sock| sock == ours.sock);
                    if !agrees {
                        let other = Contrast::Other { recorded: tell(theirs), engine: say(ours) };
                        self.differ(*at, about, other);
                    }
                    self.found.tally.calls.count(agrees);
                }
                (Some((at, theirs)), None) => {
                    self.differ(*at, about, Contrast::OnlyRecorded { what: tell(theirs) });
                    self.found.tally.calls.count(false);
                }
                (None, Some(ours)) if self.is_cut_off(ours.at) => {}
                (None, Some(ours)) => {
                    self.differ(ours.at, about, Contrast::OnlyEngine { what: say(ours) });
                    self.found.tally.calls.count(false);
                }
                (None, None) => unreachable!("one side is as long as the longer"),
            }
        }
    }

    /// What poll() said of each descriptor, each thing once, and the SO_ERROR that followed POLLERR.
    pub(super) fn wakes(&mut self) {
        let recorded = self.recording.app.iter().filter_map(|row| match &row.event {
            AppEvent::Woke { name, .. } | AppEvent::SoError { name, .. } => Some((row.host, name.clone())),
            AppEvent::Called(_) | AppEvent::Icmp { .. } => None,
        });
        let descriptors: BTreeSet<_> = recorded.chain(self.observed.wakes.keys().cloned()).collect();
        for (host, name) in descriptors {
            self.descriptor(host, &name);
            self.errors(host, &name);
        }
    }

    fn descriptor(&mut self, host: HostId, name: &str) {
        let about = || About::Descriptor { host, name: name.to_owned() };
        let key = (host, name.to_owned());
        let said = self.observed.wakes.get(&key).map_or(&[][..], Vec::as_slice);
        let mut labels: BTreeSet<&str> = said.iter().map(|wake| wake.label).collect();
        for row in self.recording.app.iter().filter(|row| row.host == host) {
            let AppEvent::Woke { name: of, label } = &row.event else {
                continue;
            };
            if of != name {
                continue;
            }
            if !labels.remove(label.as_str()) {
                self.differ(row.t_ms, about(), Contrast::OnlyRecorded { what: label.clone() });
                continue;
            }
            // The first, or a later one if those before were too brief to be noticed.
            let stretches: Vec<&Wake> = said.iter().filter(|wake| wake.label == label).collect();
            let noticed = stretches.iter().position(|wake| !is_brief(wake)).unwrap_or(stretches.len() - 1);
            if !stretches[..=noticed].iter().any(|wake| Self::is_in_time(row.t_ms, wake.from, wake.late)) {
                let engine = stretches[noticed].from;
                let moved = Contrast::Moved { what: label.clone(), recorded: row.t_ms, engine };
                self.differ(row.t_ms, about(), moved);
            }
        }
        for label in labels {
            let mut stretches = said.iter().filter(|wake| wake.label == label && !is_brief(wake));
            if let Some(Wake { from, .. }) = stretches.next()
                && !self.may_go_unnoticed(host, name, *from)
            {
                self.differ(*from, about(), Contrast::OnlyEngine { what: label.to_owned() });
            }
        }
    }

    fn errors(&mut self, host: HostId, name: &str) {
        let rows = self.recording.app.iter().filter(|row| row.host == host);
        let recorded: Vec<(Time, &String)> = rows
            .filter_map(|row| match &row.event {
                AppEvent::SoError { name: of, error } if of == name => Some((row.t_ms, error)),
                AppEvent::SoError { .. }
                | AppEvent::Woke { .. }
                | AppEvent::Called(_)
                | AppEvent::Icmp { .. } => None,
            })
            .collect();
        let got = self.observed.errors.get(&(host, name.to_owned())).map_or(&[][..], Vec::as_slice);
        for i in 0..recorded.len().max(got.len()) {
            let theirs = recorded.get(i).map(|(at, error)| (*at, error.as_str()));
            let ours = got.get(i).map(|(at, error)| (*at, error.as_str()));
            if let (None, Some((at, _))) = (theirs, ours)
                && self.may_go_unnoticed(host, name, at)
            {
                continue;
            }
            let contrast = match (theirs, ours) {
                (Some((_, theirs)), Some((_, ours))) if theirs == ours => None,
                (Some((at, theirs)), Some((_, ours))) => {
                    let (recorded, engine) = (theirs.to_owned(), ours.to_owned());
                    Some((at, Contrast::Other { recorded, engine }))
                }
                (Some((at, what)), None) => Some((at, Contrast::OnlyRecorded { what: what.to_owned() })),
                (None, Some((at, what))) => Some((at, Contrast::OnlyEngine { what: what.to_owned() })),
                (None, None) => unreachable!("one side is as long as the longer"),
            };
            self.found.tally.calls.count(contrast.is_none());
            if let Some((at, contrast)) = contrast {
                self.differ(at, About::Error { host, name: name.to_owned() }, contrast);
            }
        }
    }

    /// Whether the recorder can have missed what poll() says from then on, because the descriptor was
    /// closed, or its recording ended, before it looked again.
    fn may_go_unnoticed(&self, host: HostId, name: &str, at: Time) -> bool {
        let closes = |call: &Called| ["close", "vanish"].contains(&call.what.as_str());
        let mut closed =
            self.recording.calls_of(host).filter(|(_, call)| call.sock() == Some(name) && closes(call));
        self.is_cut_off(at) || closed.any(|(row, _)| row.t_ms - at < at.poll() + MISSED)
    }
}

/// Whether it was over before the recorder need have looked.
fn is_brief(wake: &Wake) -> bool {
    wake.until.is_some_and(|until| until - wake.from < wake.from.poll() + MISSED)
}

/// A recorded call in words.
pub(super) fn tell(call: &Called) -> String {
    let Called { what, result, .. } = call;
    call.sock().map_or_else(|| format!("{what} = {result}"), |sock| format!("{sock} {what} = {result}"))
}

/// A call of the engine's run in words.
pub(super) fn say(call: &Call) -> String {
    let Call { at: _, what, sock, result } = call;
    if ["unlisten", "sysctl"].contains(what) {
        format!("{what} = {result}")
    } else {
        format!("{sock} {what} = {result}")
    }
}
