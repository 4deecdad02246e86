//! A few sockets, looked at one after the other: what a page needs, which pays for each line here by its size.

use super::super::SocketId;
use super::{Kind, Socket};

#[derive(Clone, Debug)]
struct Entry {
    id: SocketId,
    socket: Socket,
    /// The descriptor by which an application refers to it.
    name: Option<String>,
    /// It was the name of a descriptor whose close() still blocks.
    lingers: bool,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub(in crate::host) struct Sockets(Vec<Entry>);

impl Sockets {
    /// A socket that was just made: its id is the largest yet.
    pub(in crate::host) fn add(&mut self, id: SocketId, socket: Socket) {
        self.0.push(Entry { id, socket, name: None, lingers: false });
    }

    pub(in crate::host) fn remove(&mut self, id: SocketId) {
        self.0.retain(|entry| entry.id != id);
    }

    fn find(&self, is: &dyn Fn(&Entry) -> bool) -> Option<&Entry> {
        self.0.iter().find(|entry| is(entry))
    }

    fn entry_mut(&mut self, id: SocketId) -> Option<&mut Entry> {
        self.0.iter_mut().find(|entry| entry.id == id)
    }

    pub(in crate::host) fn get(&self, id: SocketId) -> Option<&Socket> {
        Some(&self.find(&|entry| entry.id == id)?.socket)
    }

    pub(in crate::host) fn get_mut(&mut self, id: SocketId) -> Option<&mut Socket> {
        Some(&mut self.entry_mut(id)?.socket)
    }

    /// They are counted when somebody asks.
    pub(in crate::host) fn settle(&mut self, _: SocketId) {}

    /// How many there are of a kind.
    pub(in crate::host) fn count(&self, kind: Kind) -> usize {
        self.0.iter().filter(|entry| entry.socket.kind() == kind).count()
    }

    /// Whose these ports are, as segments find it.
    pub(in crate::host) fn owner_of(&self, ports: (u16, u16)) -> Option<SocketId> {
        let owns = |entry: &Entry| entry.socket.is_hashed() && entry.socket.ports() == ports;
        Some(self.find(&owns)?.id)
    }

    /// Whether some socket has `port` because bind() asked for it.
    pub(in crate::host) fn binds(&self, port: u16) -> bool {
        self.find(&|entry| entry.socket.is_bound() && entry.socket.ports().0 == port).is_some()
    }

    pub(in crate::host) fn iter(&self) -> impl Iterator<Item = (SocketId, &Socket)> {
        self.0.iter().map(|entry| (entry.id, &entry.socket))
    }
}

/// What applications call their descriptors: each name is of one socket at most, and each socket has one at
/// most.
impl Sockets {
    pub(in crate::host) fn hold(&mut self, id: SocketId, name: &str) {
        if let Some(entry) = self.entry_mut(id) {
            entry.name = Some(name.to_owned());
        }
    }

    /// Whose name it is.
    pub(in crate::host) fn named(&self, name: &str) -> Option<SocketId> {
        Some(self.find(&|entry| !entry.lingers && entry.name.as_deref() == Some(name))?.id)
    }

    pub(in crate::host) fn name(&self, id: SocketId) -> Option<&str> {
        self.find(&|entry| entry.id == id && !entry.lingers)?.name.as_deref()
    }

    /// The socket has its name no longer. Says whether it had one.
    pub(in crate::host) fn release(&mut self, id: SocketId) -> bool {
        self.entry_mut(id).is_some_and(|entry| !entry.lingers && entry.name.take().is_some())
    }

    /// The name is of a descriptor whose close() blocks.
    pub(in crate::host) fn linger(&mut self, id: SocketId, name: &str) {
        self.hold(id, name);
        if let Some(entry) = self.entry_mut(id) {
            entry.lingers = true;
        }
    }

    /// The name of a descriptor whose close() blocks no longer, if it did.
    pub(in crate::host) fn stop_lingering(&mut self, id: SocketId) -> Option<String> {
        let entry = self.entry_mut(id).filter(|entry| entry.lingers)?;
        entry.lingers = false;
        entry.name.take()
    }
}
