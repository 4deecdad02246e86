//! smoltcp at the same work: two interfaces over queues in memory, and a virtual clock.
//!
//! It has its best: no checksums, no link layer, no delayed ACK, no copies of buffers, exactly as many sockets as
//! connections, all made once and used again, the smallest buffers, and a poll only where something waits. Its
//! queues keep the memory of segments that were read.

use smoltcp::iface::{Config, Interface, SocketHandle, SocketSet, SocketStorage};
use smoltcp::phy::{self, ChecksumCapabilities, Device, DeviceCapabilities, Medium};
use smoltcp::socket::tcp::{Socket, SocketBuffer, State};
use smoltcp::time::{Duration, Instant};
use smoltcp::wire::{HardwareAddress, IpAddress, IpCidr};
use std::collections::VecDeque;

/// One direction of the wire.
#[derive(Default)]
struct Wire {
    under_way: VecDeque<Vec<u8>>,
    read: Vec<Vec<u8>>,
    carried: u32,
}

/// What an interface reads and writes while it is polled.
struct Port<'a> {
    reads: &'a mut Wire,
    writes: &'a mut Wire,
}

struct Reading<'a>(Vec<u8>, &'a mut Vec<Vec<u8>>);
struct Writing<'a>(&'a mut Wire);

impl Device for Port<'_> {
    type RxToken<'a>
        = Reading<'a>
    where
        Self: 'a;
    type TxToken<'a>
        = Writing<'a>
    where
        Self: 'a;

    fn receive(&mut self, _: Instant) -> Option<(Reading<'_>, Writing<'_>)> {
        let segment = self.reads.under_way.pop_front()?;
        Some((Reading(segment, &mut self.reads.read), Writing(self.writes)))
    }

    fn transmit(&mut self, _: Instant) -> Option<Writing<'_>> {
        Some(Writing(self.writes))
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ip;
        capabilities.max_transmission_unit = 1500;
        capabilities.checksum = ChecksumCapabilities::ignored();
        capabilities
    }
}

impl phy::RxToken for Reading<'_> {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, f: F) -> R {
        let read = f(&self.0);
        self.1.push(self.0);
        read
    }
}

impl phy::TxToken for Writing<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, f: F) -> R {
        let mut segment = self.0.read.pop().unwrap_or_default();
        segment.resize(len, 0);
        let written = f(&mut segment);
        self.0.under_way.push_back(segment);
        self.0.carried += 1;
        written
    }
}

struct Side {
    interface: Interface,
    sockets: SocketSet<'static>,
    handles: Vec<SocketHandle>,
}

/// Two hosts, and as many sockets on each as connections stand at once.
pub(crate) struct Peer {
    sides: [Side; 2],
    /// To each.
    wires: [Wire; 2],
    now: Instant,
}

const SERVICE: u16 = 80;
const CLIENTS: u16 = 1_024;
/// smoltcp's, in seconds.
pub(crate) const TIME_WAIT: u32 = 10;

impl Peer {
    /// With so many sockets of the client's and of the server's.
    pub(crate) fn new(clients: u32, servers: u32) -> Peer {
        let mut wires = [Wire::default(), Wire::default()];
        let [first, second] = &mut wires;
        let side = |last: u8, at_once: u32, reads: &mut Wire, writes: &mut Wire| {
            let config = Config::new(HardwareAddress::Ip);
            let mut interface = Interface::new(config, &mut Port { reads, writes }, Instant::ZERO);
            interface.update_ip_addrs(|addresses| {
                addresses
                    .push(IpCidr::new(IpAddress::v4(10, 0, 0, last), 24))
                    .expect("there is room for one");
            });
            let storage: Vec<_> = (0..at_once).map(|_| SocketStorage::EMPTY).collect();
            let mut sockets = SocketSet::new(storage);
            let socket = || {
                let buffer = || SocketBuffer::new(vec![0; 16]);
                let mut socket = Socket::new(buffer(), buffer());
                socket.set_ack_delay(None);
                socket
            };
            let handles = (0..at_once).map(|_| sockets.add(socket())).collect();
            Side { interface, sockets, handles }
        };
        let sides = [side(1, clients, first, second), side(2, servers, second, first)];
        Peer { sides, wires, now: Instant::ZERO }
    }

    /// As many connections as there are sockets: the first is closed when the last is open. Ends when all are
    /// gone. Says how many segments were carried.
    pub(crate) fn play(&mut self) -> u32 {
        let before = self.carried();
        let [client, server] = &mut self.sides;
        for handle in &server.handles {
            server.sockets.get_mut::<Socket<'_>>(*handle).listen(SERVICE).expect("it is closed");
        }
        for (nth, handle) in (0..).zip(&client.handles) {
            let socket = client.sockets.get_mut::<Socket<'_>>(*handle);
            let to = (IpAddress::v4(10, 0, 0, 2), SERVICE);
            socket.connect(client.interface.context(), to, CLIENTS + nth).expect("it is closed");
        }
        self.pump(0);
        self.close(0, State::Established);
        self.pump(0);
        self.close(1, State::CloseWait);
        self.pump(1);
        // TIME_WAIT, ten seconds of it here.
        let [client, _] = &mut self.sides;
        while let Some(at) = client.interface.poll_at(self.now, &client.sockets) {
            self.now = self.now.max(at);
            let [to_client, to_server] = &mut self.wires;
            client.interface.poll(
                self.now,
                &mut Port { reads: to_client, writes: to_server },
                &mut client.sockets,
            );
        }
        self.assert_gone();
        self.carried() - before
    }

    /// `n` connections, one every `gap` microseconds, each over before the next begins, but for TIME_WAIT. Ends when
    /// all are gone. Says how many segments were carried.
    pub(crate) fn play_steadily(&mut self, n: u32, gap: u64) -> u32 {
        let before = self.carried();
        for nth in 0..n {
            self.now += Duration::from_micros(gap);
            let [client, server] = &mut self.sides;
            server.sockets.get_mut::<Socket<'_>>(server.handles[0]).listen(SERVICE).expect("it is closed");
            let which = nth as usize % client.handles.len();
            let socket = client.sockets.get_mut::<Socket<'_>>(client.handles[which]);
            let to = (IpAddress::v4(10, 0, 0, 2), SERVICE);
            socket.connect(client.interface.context(), to, CLIENTS + which as u16).expect("it is closed");
            self.pump(0);
            self.close_one(0, which, State::Established);
            self.pump(0);
            self.close_one(1, 0, State::CloseWait);
            self.pump(1);
        }
        // What is left of TIME_WAIT, as coarsely as it likes.
        for _ in 0..=TIME_WAIT {
            self.now += Duration::from_secs(1);
            self.pump(0);
        }
        self.assert_gone();
        self.carried() - before
    }

    fn close(&mut self, side: usize, from: State) {
        for which in 0..self.sides[side].handles.len() {
            self.close_one(side, which, from);
        }
    }

    fn close_one(&mut self, side: usize, which: usize, from: State) {
        let Side { sockets, handles, .. } = &mut self.sides[side];
        let socket = sockets.get_mut::<Socket<'_>>(handles[which]);
        assert_eq!(socket.state(), from, "it came so far");
        socket.close();
    }

    fn assert_gone(&self) {
        for side in &self.sides {
            for (_, socket) in side.sockets.iter() {
                let smoltcp::socket::Socket::Tcp(socket) = socket;
                assert_eq!(socket.state(), State::Closed, "all are gone");
            }
        }
    }

    /// Polls `first`, which has something to say, then whoever has something to read.
    fn pump(&mut self, first: usize) {
        let mut turn = first;
        loop {
            let [to_client, to_server] = &mut self.wires;
            let (reads, writes) = if turn == 0 { (to_client, to_server) } else { (to_server, to_client) };
            let Side { interface, sockets, .. } = &mut self.sides[turn];
            interface.poll(self.now, &mut Port { reads, writes }, sockets);
            turn = 1 - turn;
            if self.wires[turn].under_way.is_empty() {
                break;
            }
        }
    }

    fn carried(&self) -> u32 {
        self.wires.iter().map(|wire| wire.carried).sum()
    }
}
