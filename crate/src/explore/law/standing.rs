//! What holds of the two hosts at every moment, beside the record of how they came there.

use super::Broken;
use crate::host::{Call, Endpoint, HostId, Sending, SocketId};
use crate::sim::{Do, End, Event, Log, Setup, What, World};
use crate::tcp::{Holder, SocketOption, State};
use crate::time::{Instant, Micros};
use std::collections::BTreeMap;

const UNA: &str = "snd_una ≤ snd_nxt ≤ write_seq, after every step (RFC 9293 §3.4)";
const CLOSED: &str = "an orphan has closed its own side, after every step (SM-1, ST-7)";
const WAITS: &str = "a socket that a process holds in FIN_WAIT2 has no timer but SO_KEEPALIVE's (ST-5)";
const GONE: &str = "in the end both sides are gone, or an application holds them (issue 6)";
const ANSWERED: &str = "in the end nobody waits for an acknowledgment, nor for a window of which nobody has said for \
                        long that it is closed: processes give up, too (FIN-4, ZW-2)";
const SHOWN: &str = "the record shows the states that sock_diag shows (design §6)";

/// What holds of the hosts themselves.
pub static STANDING: &[&str] = &[UNA, CLOSED, WAITS, GONE, ANSWERED, SHOWN];

/// After a step: snd_una ≤ snd_nxt ≤ write_seq, an orphan has closed, and a socket that a process holds in
/// FIN_WAIT2 has no timer.
pub fn standing(setup: &Setup, world: &World) -> Result<(), Broken> {
    for host in HostId::BOTH {
        for endpoint in world.host(host).endpoints() {
            let Endpoint { id, state, holder, sending, .. } = endpoint;
            let broken = |says| {
                Err(Broken { says, found: format!("at {} us: {endpoint:?}", world.now().as_micros()) })
            };
            if sending.is_some_and(|sending| !in_order(sending)) {
                return broken(UNA);
            }
            let open = matches!(state, State::Established | State::CloseWait);
            if open && holder == Holder::Nobody {
                return broken(CLOSED);
            }
            if holder == Holder::Process && state == State::FinWait2 && waits(setup, world, host, id) {
                return broken(WAITS);
            }
        }
    }
    Ok(())
}

fn in_order(sending: Sending) -> bool {
    let Sending { snd_una, snd_nxt, write_seq } = sending;
    !snd_una.after(snd_nxt) && !snd_nxt.after(write_seq)
}

/// Whether a timer runs that isn't SO_KEEPALIVE's.
fn waits(setup: &Setup, world: &World, host: HostId, id: SocketId) -> bool {
    let asked = setup.script.iter().any(|step| {
        step.host == host
            && matches!(
                step.act,
                Do::Call { call: Call::Setsockopt { opt: SocketOption::SoKeepalive, .. }, .. }
            )
    });
    let timer = world.host(host).sockets().find(|view| view.id == id).map_or("off", |view| view.timer);
    !(timer == "off" || timer == "keepalive" && asked)
}

/// At the end of a run that had an hour: every socket that is left is held by an application, has been acknowledged
/// all that it sent, and is as the record has it.
pub fn who_is_left(setup: &Setup, world: &World, log: &Log, end: End) -> Result<(), Broken> {
    if end == End::Spent {
        return Err(Broken { says: GONE, found: "it goes on for ever".to_owned() });
    }
    for host in HostId::BOTH {
        for left in world.host(host).endpoints() {
            let held = match left.holder {
                // A listener's process holds what waits to be accepted, a close() that blocks its socket.
                Holder::Process | Holder::AcceptQueue | Holder::Lingering => true,
                Holder::Nobody => false,
            };
            if !held {
                return Err(Broken { says: GONE, found: format!("{host:?} still has {left:?}") });
            }
            if left.state != State::Close
                && left.sending.is_some_and(|sending| waits_in_vain(world, log, left.id, sending))
            {
                return Err(Broken { says: ANSWERED, found: format!("{host:?} still has {left:?}") });
            }
        }
    }
    shown(setup, world, log)
}

/// Whether something is out, or is not sent although nobody has said lately that the window is closed.
fn waits_in_vain(world: &World, log: &Log, id: SocketId, sending: Sending) -> bool {
    /// Two probes, at most 120 s apart and late by an eighth.
    const LATELY: Micros = Micros::from_secs(300);
    let Sending { snd_una, snd_nxt, write_seq } = sending;
    let heard = |event: &&Event| event.socket == Some(id) && matches!(event.what, What::Arrived { .. });
    let heard = log.events.iter().rfind(heard).map_or(Instant::ZERO, |event| event.at);
    snd_una != snd_nxt || snd_nxt != write_seq && world.now().since(heard) > LATELY
}

/// At any moment: the sockets that the record leaves are those that sock_diag shows, in the same states.
pub fn shown(setup: &Setup, world: &World, log: &Log) -> Result<(), Broken> {
    for host in HostId::BOTH {
        let shown: BTreeMap<_, _> = world.host(host).sockets().map(|view| (view.id, view.state)).collect();
        let recorded = recorded(setup, log, host);
        if shown != recorded {
            let found = format!("{host:?}: {shown:?}, recorded {recorded:?}");
            return Err(Broken { says: SHOWN, found });
        }
    }
    Ok(())
}

/// Of the sockets of a host that are still there, as the record has them.
fn recorded(setup: &Setup, log: &Log, host: HostId) -> BTreeMap<SocketId, State> {
    let standing = log.sockets.iter().take(setup.ends.len());
    let mut states: BTreeMap<_, _> =
        standing.filter(|socket| socket.host == host).map(|socket| (socket.id, socket.state)).collect();
    for event in log.events.iter().filter(|event| event.host == host) {
        let Some(id) = event.socket else { continue };
        if let What::Born { state } | What::Entered { to: state, .. } = event.what {
            states.insert(id, state);
        }
        if let What::Parked { mini } = event.what {
            states.insert(mini, log.sockets[mini.0 as usize].state);
        }
        if event.what == What::Freed {
            states.remove(&id);
        }
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seq::Seq;

    #[test]
    fn the_order_of_the_send_space_survives_the_wrap() {
        let sending = |una: u32, nxt: u32, write: u32| {
            let [snd_una, snd_nxt, write_seq] = [una, nxt, write].map(Seq::new);
            in_order(Sending { snd_una, snd_nxt, write_seq })
        };
        assert!(sending(5, 5, 5) && sending(u32::MAX, 0, 3));
        assert!(!sending(6, 5, 7) && !sending(0, u32::MAX, 3) && !sending(5, 8, 7));
    }
}
