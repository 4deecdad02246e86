//! What a link says of the run as a whole: the round trip, the kernel and its clock, the end, words for people.

use super::super::error::ScenarioError;
use super::super::format::{Kernel, Scenario};
use super::super::json::{FromJson, Path};
use super::super::millis::Millis;
use super::super::value::Value;
use super::text::{Writer, refused};
use super::values::{number_or_text, object, text};
use super::{DEFAULT, moment};
use crate::time::Micros;
use crate::words::number;

/// Words for people are no longer than this in a link.
const LONGEST_WORDS: usize = 4096;

/// Which sysctls there are depends on these.
pub(super) fn is_kernel(key: &str) -> bool {
    matches!(key, "linux" | "hz" | "jiffies" | "into" | "clock")
}

/// Nothing where the key is none of these.
pub(super) fn read(scenario: &mut Scenario, key: &str, value: &str) -> Option<Result<(), ScenarioError>> {
    let read = match key {
        "rtt" => round_trip(value).map(|delay| scenario.delay_ms = delay),
        "linux" => kernel(&mut scenario.kernel, "version", text(value)),
        "hz" => kernel(&mut scenario.kernel, "hz", number_or_text(value)),
        "jiffies" => kernel(&mut scenario.kernel, "jiffies", number_or_text(value)),
        "into" => moment::value(value).and_then(|into| kernel(&mut scenario.kernel, "into_it_ms", into)),
        "clock" => clock(value).map(|ideal| scenario.kernel.ideal = ideal),
        "rcvbuf" => rcvbuf(value).map(|rcvbuf| scenario.rcvbuf = rcvbuf),
        "ephemeral" => yes_or_no(value).map(|ephemeral| scenario.ephemeral = ephemeral),
        "run" => moment::read(value).map(|run| scenario.run_ms = run),
        "name" => words(&mut scenario.name, value),
        "about" => words(&mut scenario.about, value),
        "note" => words(&mut scenario.note, value),
        _ => return None,
    };
    Some(read)
}

pub(super) fn write(scenario: &Scenario, base: &Scenario, writer: &mut Writer) {
    let Scenario { name, about, note, delay_ms, kernel, rcvbuf, ephemeral, run_ms, .. } = scenario;
    let Kernel { version, hz, jiffies, into_it_ms, ideal } = *kernel;
    let was = base.kernel;
    let mut differs = |differs: bool, key: &str, value: &dyn Fn() -> String| {
        if differs {
            writer.item(key, &value());
        }
    };
    differs(version != was.version, "linux", &|| version.name().to_owned());
    differs(hz != was.hz, "hz", &|| number(hz.into()));
    differs(jiffies != was.jiffies, "jiffies", &|| number(jiffies as i64));
    differs(into_it_ms != was.into_it_ms, "into", &|| moment::written(into_it_ms));
    differs(ideal != was.ideal, "clock", &|| if ideal { "ideal" } else { "ticks" }.to_owned());
    differs(*delay_ms != base.delay_ms, "rtt", &|| moment::decimal(delay_ms.micros().get() * 2, 1_000));
    differs(*rcvbuf != base.rcvbuf, "rcvbuf", &|| {
        rcvbuf.map_or_else(|| DEFAULT.to_owned(), |bytes| number(bytes.into()))
    });
    differs(*ephemeral != base.ephemeral, "ephemeral", &|| if *ephemeral { "yes" } else { "no" }.to_owned());
    differs(*run_ms != base.run_ms, "run", &|| moment::written(*run_ms));
    for (key, words, was) in
        [("name", name, &base.name), ("about", about, &base.about), ("note", note, &base.note)]
    {
        differs(words != was, key, &|| words.clone());
    }
}

/// How long a segment takes, one way.
fn round_trip(value: &str) -> Result<Millis, ScenarioError> {
    const LONGEST: u64 = 60_000_000;
    let both = moment::read(value)?.micros().get();
    if both > LONGEST {
        return Err(refused("expected at most 60s"));
    }
    Ok(Millis::from_micros(Micros::new(both / 2)))
}

fn kernel(kernel: &mut Kernel, key: &str, value: Value) -> Result<(), ScenarioError> {
    let mut read = *kernel;
    // What is wrong is said of the link's key, which is another.
    read.read_json(&object(vec![(key, value)]), &Path::Root).map_err(|e| refused(&e.problem))?;
    *kernel = read;
    Ok(())
}

fn clock(value: &str) -> Result<bool, ScenarioError> {
    match value {
        "ideal" => Ok(true),
        "ticks" => Ok(false),
        _ => Err(refused("expected ideal or ticks")),
    }
}

fn rcvbuf(value: &str) -> Result<Option<u32>, ScenarioError> {
    if value == DEFAULT {
        return Ok(None);
    }
    let fits = value.parse::<u32>().ok().filter(|bytes| i32::try_from(*bytes).is_ok());
    fits.map(Some).ok_or_else(|| refused("expected bytes, 0 to 2147483647, or `default`"))
}

pub(super) fn yes_or_no(value: &str) -> Result<bool, ScenarioError> {
    match value {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(refused("expected yes or no")),
    }
}

fn words(words: &mut String, value: &str) -> Result<(), ScenarioError> {
    if value.len() > LONGEST_WORDS {
        return Err(refused("expected at most 4096 bytes"));
    }
    value.clone_into(words);
    Ok(())
}
