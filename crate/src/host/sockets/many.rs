//! Sockets in a table that a million of them fit in: each is found by its id, its ports or its name without a
//! search, and what Linux bounds is counted as it changes.

use super::super::SocketId;
use super::super::timers::NONE;
use super::{Kind, Socket};
use crate::lookup::Lookup;
use std::collections::VecDeque;

/// A socket, or the place of one that is gone.
#[derive(Clone, Debug)]
struct Entry {
    id: SocketId,
    socket: Option<Socket>,
    /// With which it came: shutdown() takes a peer away.
    ports: (u16, u16),
    /// As what it was counted last.
    kind: Kind,
    /// The descriptor by which an application refers to it.
    name: Option<Box<str>>,
    /// It was the name of a descriptor whose close() still blocks.
    lingers: bool,
    /// Where its timers begin.
    timers: u32,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub(in crate::host) struct Sockets {
    entries: Vec<Entry>,
    spare: Vec<u32>,
    /// The places of all ids from the oldest that is left: no place for those that are gone, and for the peer's.
    places: VecDeque<u32>,
    oldest: u32,
    /// Their places by ports, by name, and by the port that is bound.
    by: Lookup,
    counts: [usize; 4],
}

/// Where no socket is.
const NOWHERE: u32 = u32::MAX;

impl Sockets {
    /// A socket that was just made: its id is the largest yet.
    pub(in crate::host) fn add(&mut self, id: SocketId, socket: Socket) {
        if self.places.is_empty() {
            self.oldest = id.0;
        }
        let nth = (id.0 - self.oldest) as usize;
        debug_assert!(nth >= self.places.len(), "ids only grow");
        let place = self.spare.pop().unwrap_or(self.entries.len() as u32);
        self.places.resize(nth, NOWHERE);
        self.places.push_back(place);
        let (kind, ports) = (socket.kind(), socket.ports());
        self.counts[kind as usize] += 1;
        for key in keys(&socket, ports).into_iter().flatten() {
            self.by.add(key, place);
        }
        let socket = Some(socket);
        let entry = Entry { id, socket, ports, kind, name: None, lingers: false, timers: NONE };
        match self.entries.get_mut(place as usize) {
            Some(spare) => *spare = entry,
            None => self.entries.push(entry),
        }
    }

    pub(in crate::host) fn remove(&mut self, id: SocketId) {
        let Some(place) = self.place(id) else { return };
        let entry = &mut self.entries[place as usize];
        debug_assert!(entry.timers == NONE && entry.name.is_none(), "what is freed is nobody's");
        let Some(socket) = entry.socket.take() else { return };
        let (kind, ports) = (entry.kind, entry.ports);
        self.counts[kind as usize] -= 1;
        for key in keys(&socket, ports).into_iter().flatten() {
            self.by.remove(key, place);
        }
        self.spare.push(place);
        self.places[(id.0 - self.oldest) as usize] = NOWHERE;
        while let Some(&NOWHERE) = self.places.front() {
            self.places.pop_front();
            self.oldest += 1;
        }
    }

    fn place(&self, id: SocketId) -> Option<u32> {
        let nth = id.0.checked_sub(self.oldest)?;
        self.places.get(nth as usize).copied().filter(|place| *place != NOWHERE)
    }

    fn entry(&self, id: SocketId) -> Option<&Entry> {
        self.place(id).map(|place| &self.entries[place as usize])
    }

    fn entry_mut(&mut self, id: SocketId) -> Option<&mut Entry> {
        self.place(id).map(|place| &mut self.entries[place as usize])
    }

    pub(in crate::host) fn get(&self, id: SocketId) -> Option<&Socket> {
        self.entry(id)?.socket.as_ref()
    }

    pub(in crate::host) fn get_mut(&mut self, id: SocketId) -> Option<&mut Socket> {
        self.entry_mut(id)?.socket.as_mut()
    }

    /// Where the timers of that socket begin; of none if it is gone.
    pub(in crate::host) fn timers(&self, id: SocketId) -> u32 {
        self.entry(id).map_or(NONE, |entry| entry.timers)
    }

    pub(in crate::host) fn timers_mut(&mut self, id: SocketId) -> Option<&mut u32> {
        self.entry_mut(id).map(|entry| &mut entry.timers)
    }

    /// Counts a socket anew that something was done to.
    pub(in crate::host) fn settle(&mut self, id: SocketId) {
        if let Some(entry) = self.entry_mut(id)
            && let Some(socket) = &entry.socket
        {
            let kind = socket.kind();
            let before = std::mem::replace(&mut entry.kind, kind);
            self.counts[before as usize] -= 1;
            self.counts[kind as usize] += 1;
        }
    }

    /// How many there are of a kind.
    pub(in crate::host) fn count(&self, kind: Kind) -> usize {
        debug_assert_eq!(self.counts[kind as usize], self.iter().filter(|(_, s)| s.kind() == kind).count());
        self.counts[kind as usize]
    }

    /// Whose these ports are, as segments find it.
    pub(in crate::host) fn owner_of(&self, (sport, dport): (u16, u16)) -> Option<SocketId> {
        let key = ports_key(sport, dport);
        self.first(key, &|_, socket| socket.is_hashed() && socket.ports() == (sport, dport))
    }

    /// Whether some socket has `port` because bind() asked for it.
    pub(in crate::host) fn binds(&self, port: u16) -> bool {
        self.first(bound_key(port), &|_, socket| socket.is_bound() && socket.ports().0 == port).is_some()
    }

    /// The first of those under `key` that `is` it: another may have the same key.
    fn first(&self, key: u32, is: &dyn Fn(&Entry, &Socket) -> bool) -> Option<SocketId> {
        let mut first = None;
        self.by.each(key, &mut |place| {
            let entry = &self.entries[place as usize];
            if first.is_none_or(|least| entry.id < least)
                && entry.socket.as_ref().is_some_and(|socket| is(entry, socket))
            {
                first = Some(entry.id);
            }
        });
        first
    }

    pub(in crate::host) fn iter(&self) -> impl Iterator<Item = (SocketId, &Socket)> {
        let entries = self.places.iter().filter_map(|place| self.entries.get(*place as usize));
        entries.filter_map(|entry| Some((entry.id, entry.socket.as_ref()?)))
    }
}

/// What applications call their descriptors: each name is of one socket at most, and each socket has one at
/// most.
impl Sockets {
    pub(in crate::host) fn hold(&mut self, id: SocketId, name: &str) {
        let place = self.place(id).expect("who is given a name is there");
        self.by.add(name_key(name), place);
        let entry = &mut self.entries[place as usize];
        (entry.name, entry.lingers) = (Some(name.into()), false);
    }

    /// Whose name it is.
    pub(in crate::host) fn named(&self, name: &str) -> Option<SocketId> {
        self.first(name_key(name), &|entry, _| !entry.lingers && entry.name.as_deref() == Some(name))
    }

    pub(in crate::host) fn name(&self, id: SocketId) -> Option<&str> {
        self.entry(id).filter(|entry| !entry.lingers)?.name.as_deref()
    }

    /// The socket has its name no longer. Says whether it had one.
    pub(in crate::host) fn release(&mut self, id: SocketId) -> bool {
        let Some(place) = self.place(id) else { return false };
        let entry = &mut self.entries[place as usize];
        let name = if entry.lingers { None } else { entry.name.take() };
        if let Some(name) = &name {
            self.by.remove(name_key(name), place);
        }
        name.is_some()
    }

    /// The name is of a descriptor whose close() blocks.
    pub(in crate::host) fn linger(&mut self, id: SocketId, name: &str) {
        if let Some(entry) = self.entry_mut(id) {
            (entry.name, entry.lingers) = (Some(name.into()), true);
        }
    }

    /// The name of a descriptor whose close() blocks no longer, if it did.
    pub(in crate::host) fn stop_lingering(&mut self, id: SocketId) -> Option<String> {
        let entry = self.entry_mut(id).filter(|entry| entry.lingers)?;
        entry.lingers = false;
        entry.name.take().map(String::from)
    }
}

/// Under which numbers a socket is found; its name's comes later.
fn keys(socket: &Socket, (sport, dport): (u16, u16)) -> [Option<u32>; 2] {
    [Some(ports_key(sport, dport)), socket.is_bound().then(|| bound_key(sport))]
}

fn ports_key(sport: u16, dport: u16) -> u32 {
    u32::from(sport) << 16 | u32::from(dport)
}

fn bound_key(port: u16) -> u32 {
    !u32::from(port)
}

/// FNV-1a.
fn name_key(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
