//! A link may say which engine made it: another may make another run of the same link, and whoever opens it is told.

use super::read;
use lastack::version::ENGINE;
use std::cmp::Ordering;

#[test]
fn a_link_of_an_older_engine_says_so_and_so_does_one_of_a_newer() {
    let age = |e: u32| read(&format!("v=1&s=clean-close&e={e}")).other_engine();
    assert_eq!(age(ENGINE - 1), Some(Ordering::Less));
    assert_eq!(age(ENGINE), None);
    assert_eq!(age(ENGINE + 1), Some(Ordering::Greater));
    assert_eq!(age(u32::MAX), Some(Ordering::Greater));
}

#[test]
fn a_link_that_says_nothing_of_it_is_of_no_other() {
    let reading = read("v=1&s=clean-close&rtt=30");
    assert_eq!((reading.engine, reading.other_engine()), (None, None));
}

#[test]
fn what_is_no_version_is_named_and_the_rest_is_read() {
    let plain = read("v=1&s=clean-close&rtt=30");
    for value in ["", "-1", "1.5", "new", "4294967296", "<script>"] {
        let reading = read(&format!("v=1&s=clean-close&e={value}&rtt=30"));
        assert_eq!((reading.engine, &reading.scenario), (None, &plain.scenario), "{value}");
        let said: Vec<_> = reading.problems.iter().map(|problem| problem.text()).collect();
        assert_eq!(said, ["e: expected a whole number, 0 to 4294967295"], "{value}");
    }
}
