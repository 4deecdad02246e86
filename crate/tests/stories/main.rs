//! The truths of the product, told as packets: everything that was sent, and nothing more; where each
//! socket went, what each call gave, and why it ended. Times are milliseconds.

mod acks;
mod calls;
mod closing;
mod data;
mod giving_up;
mod hand;
mod kernels;
mod limits;
mod losses;
mod opening;
mod resets;
mod reuse;
mod told;
mod waiting;
mod windows;
