//! Which engine this is: what one version made of a scenario, another may make otherwise.

/// The version of what the engine does. It goes up whenever the trace of a published preset changes, which
/// `crate/tests/golden` sees: a trace says it, and so may a link. 0 stands for all that was before it was counted.
pub const ENGINE: u32 = 1;
