//! What applications call their descriptors.

use super::SocketId;

/// Names of sockets, each of at most one, and each socket under one name at most.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Vec<(String, SocketId)>);

impl Names {
    pub(super) fn add(&mut self, name: &str, id: SocketId) {
        self.0.push((name.to_owned(), id));
    }

    /// Whose name it is.
    pub(super) fn id(&self, name: &str) -> Option<SocketId> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, id)| *id)
    }

    /// Where the name of that socket stands, if it has one.
    fn place(&self, id: SocketId) -> Option<usize> {
        self.0.iter().position(|(_, named)| *named == id)
    }

    pub(super) fn name(&self, id: SocketId) -> Option<&str> {
        self.place(id).map(|place| self.0[place].0.as_str())
    }

    /// The socket has this name no longer.
    pub(super) fn take(&mut self, id: SocketId) -> Option<String> {
        self.place(id).map(|place| self.0.remove(place).0)
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
