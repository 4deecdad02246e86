//! Applications: who holds which descriptor, and what their calls do.

use super::sockets::Socket;
use super::{Born, Call, Host, SocketId, Surroundings, Work};
use crate::rule::Rule;
use crate::tcp::{
    Act, CallResult, Closer, Counter, Errno, Holder, Listener, Opening, Shut, State, Tcb, initial_window,
};

impl Host {
    /// The application that holds `name` makes a call.
    pub fn on_call(
        &mut self,
        around: &Surroundings<'_>,
        name: &str,
        call: Call,
        work: &mut Work,
    ) -> CallResult {
        match call {
            Call::Connect { port, to } => self.connect(around, name, port, to, work),
            Call::Listen { port } => self.listen(port, work),
            Call::Unlisten => self.unlisten(around, work),
            Call::Exit => self.exit(around, work),
            Call::Reboot => self.reboot(work),
            Call::Close
            | Call::ShutdownWr
            | Call::ShutdownRd
            | Call::ShutdownRdwr
            | Call::Read { .. }
            | Call::Write { .. }
            | Call::Linger { .. }
            | Call::Setsockopt { .. }
            | Call::Vanish => self.on_socket_call(around, name, call, work),
        }
    }

    fn on_socket_call(
        &mut self,
        around: &Surroundings<'_>,
        name: &str,
        call: Call,
        work: &mut Work,
    ) -> CallResult {
        let Some(id) = self.named(name) else {
            work.nothing(None, Rule::NoSuchSocket);
            return CallResult::Failed(Errno::Ebadf);
        };
        if matches!(call, Call::Close | Call::Vanish) {
            self.sockets.release(id);
        }
        let fx = &mut work.fx;
        let (socket, cx) = &mut self.lend(id, around);
        let result = match socket {
            Socket::Full(tcb) => match call {
                Call::Close => tcb.close(cx, Closer::Call, fx),
                Call::ShutdownWr => tcb.shutdown(cx, Shut::Wr, fx),
                Call::ShutdownRd => tcb.shutdown(cx, Shut::Rd, fx),
                Call::ShutdownRdwr => tcb.shutdown(cx, Shut::Rdwr, fx),
                Call::Read { bytes } => tcb.read(cx, bytes, fx),
                Call::Write { bytes } => tcb.write(cx, bytes, fx),
                Call::Linger { seconds } => tcb.linger(seconds, fx),
                Call::Setsockopt { opt, value } => tcb.setsockopt(cx, opt, value, fx),
                Call::Vanish => tcb.vanish(fx),
                Call::Connect { .. } | Call::Listen { .. } | Call::Unlisten | Call::Exit | Call::Reboot => {
                    unreachable!("these are the host's own")
                }
            },
            Socket::Mini(_) | Socket::Request(_) => unreachable!("no descriptor refers to a small socket"),
        };
        if result == CallResult::Blocks {
            self.sockets.linger(id, name);
        }
        self.sockets.settle(id);
        work.of(Some(id));
        result
    }

    /// RFC 9293 §3.10.1.
    fn connect(
        &mut self,
        around: &Surroundings<'_>,
        name: &str,
        port: Option<u16>,
        to: u16,
        work: &mut Work,
    ) -> CallResult {
        if let Some(id) = self.named(name) {
            let opening = match self.sockets.get(id) {
                Some(Socket::Full(tcb)) => tcb.state() == State::SynSent,
                Some(Socket::Mini(_) | Socket::Request(_)) | None => false,
            };
            let errno = if opening { Errno::Ealready } else { Errno::Eisconn };
            work.nothing(Some(id), Rule::AlreadyConnected);
            return CallResult::Failed(errno);
        }
        if port.is_some_and(|port| self.listens.contains(&port)) {
            // bind() fails already: a listener shares its port with nobody.
            work.nothing(None, Rule::PortTaken);
            return CallResult::Failed(Errno::Eaddrinuse);
        }
        let id = around.next_id;
        let Some(found) = self.find_port(around, port, to) else {
            let tcb = Tcb::unconnected(&self.context(around), port);
            let born = Born { sport: tcb.sport, dport: 0, state: State::Close };
            self.add_held(id, name, tcb);
            work.fx.ignore(Rule::PortTaken);
            work.of_born(id, born);
            return CallResult::Failed(Errno::Eaddrnotavail);
        };
        let mut iss = self.fresh_iss(around.now);
        let mut ts = None;
        if let Some(old) = found.recycles
            && let Some(Socket::Mini(mini)) = self.sockets.get_mut(old)
        {
            let fx = &mut work.fx;
            (iss, ts) = (mini.next_iss(), mini.ts());
            fx.count(Rule::TimeWaitReused, Counter::TWRecycled);
            mini.recycle(Rule::TimeWaitReused, fx);
            work.of(Some(old));
        }
        let fx = &mut work.fx;
        let (rcv_wnd, rcv_wscale) = self.window_of(found.sport, to, initial_window(ts.is_some()));
        let bound = port.is_some();
        let opening = Opening { sport: found.sport, dport: to, bound, iss, rcv_wnd, rcv_wscale, ts };
        let tcb = Tcb::connect(&self.context(around), opening, fx);
        self.add_held(id, name, tcb);
        let born = Born { sport: found.sport, dport: to, state: State::Close };
        work.of_born(id, born);
        CallResult::InProgress
    }

    pub(super) fn add_held(&mut self, id: SocketId, name: &str, tcb: Tcb) {
        self.sockets.add(id, Socket::Full(Box::new(tcb)));
        self.sockets.hold(id, name);
    }

    fn listen(&mut self, port: u16, work: &mut Work) -> CallResult {
        let (result, rule) = if self.listener(port) == Listener::Stands {
            (CallResult::Failed(Errno::Eaddrinuse), Rule::PortTaken)
        } else {
            self.listens.push(port);
            (CallResult::Done, Rule::ListenBegins)
        };
        work.nothing(None, rule);
        result
    }

    /// SM-9: what nobody has accepted is cut off. What isn't open yet waits for its timer, or for a segment, to
    /// find nobody.
    fn unlisten(&mut self, around: &Surroundings<'_>, work: &mut Work) -> CallResult {
        self.listens.clear();
        let before = work.shares.len();
        for id in self.sockets.ids() {
            let fx = &mut work.fx;
            let (socket, cx) = self.lend(id, around);
            match socket {
                Socket::Full(tcb) if tcb.holder == Holder::AcceptQueue => {
                    tcb.holder = Holder::Nobody;
                    if tcb.state() == State::Close {
                        fx.push(Rule::ListenEnds, Act::Free);
                    } else {
                        tcb.disconnect(&cx, Rule::ListenEnds, fx);
                    }
                }
                Socket::Full(_) | Socket::Mini(_) | Socket::Request(_) => {}
            }
            self.sockets.settle(id);
            if work.has_more() {
                work.of(Some(id));
            }
        }
        if work.shares.len() == before {
            work.nothing(None, Rule::ListenEnds);
        }
        CallResult::Done
    }

    /// The process ends: its descriptors are closed, its listener too (SM-7).
    fn exit(&mut self, around: &Surroundings<'_>, work: &mut Work) -> CallResult {
        for id in self.sockets.ids() {
            if !self.sockets.release(id) && self.sockets.stop_lingering(id).is_none() {
                continue;
            }
            let fx = &mut work.fx;
            if let (Socket::Full(tcb), cx) = self.lend(id, around) {
                tcb.close(&cx, Closer::Exit, fx);
            }
            self.sockets.settle(id);
            work.of(Some(id));
        }
        self.unlisten(around, work)
    }

    /// The host forgets everything; its services listen anew.
    fn reboot(&mut self, work: &mut Work) -> CallResult {
        for id in self.sockets.ids() {
            let fx = &mut work.fx;
            match self.sockets.get_mut(id) {
                Some(Socket::Full(tcb)) => {
                    tcb.vanish(fx);
                }
                Some(Socket::Mini(mini)) => mini.recycle(Rule::HostRestarts, fx),
                Some(Socket::Request(request)) => request.die(Rule::HostRestarts, fx),
                None => {}
            }
            self.sockets.release(id);
            self.sockets.stop_lingering(id);
            self.sockets.settle(id);
            work.of(Some(id));
        }
        if work.shares.is_empty() {
            work.nothing(None, Rule::HostRestarts);
        }
        CallResult::Done
    }

    /// An application takes the connection of these ports, its own first, from the queue of its listener and holds
    /// it as `name`. Says whether it was there.
    pub fn accept(&mut self, ports: (u16, u16), name: &str) -> bool {
        let Some(id) = self.sockets.owner_of(ports) else { return false };
        match self.sockets.get_mut(id) {
            Some(Socket::Full(tcb)) if tcb.holder == Holder::AcceptQueue => tcb.holder = Holder::Process,
            Some(Socket::Full(_) | Socket::Mini(_) | Socket::Request(_)) | None => return false,
        }
        self.sockets.hold(id, name);
        self.sockets.settle(id);
        true
    }

    /// SO_ERROR: the pending error, which is cleared.
    pub fn take_error(&mut self, name: &str) -> Option<Errno> {
        let id = self.named(name)?;
        match self.sockets.get_mut(id)? {
            Socket::Full(tcb) => tcb.take_error(),
            Socket::Mini(_) | Socket::Request(_) => None,
        }
    }
}
