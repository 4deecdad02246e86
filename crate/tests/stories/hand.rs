//! What a hand does to one segment: late, twice, or refused by a router; before it is sent, on its way, and
//! when it is long past.

use super::told::{Story, begun, tell};
use lastack::host::HostId::{A, B};
use lastack::net::LossCause;
use lastack::scenario::{Intervention, Run, Scenario};
use lastack::sim::{Fate, What};
use lastack::time::Instant;

const CLOSE: [&str; 2] = ["0 a close", "eof+50 b close"];

/// `scenario` after these, each at its moment in milliseconds.
#[track_caller]
fn treated(scenario: &[&str], acts: &[(u64, &str)]) -> Run {
    let mut run = begun(scenario);
    for (at, act) in acts {
        if *at > 0 {
            run.seek(Instant::from_micros(at * 1000));
        }
        let before = run.progress();
        let after = run.intervene(&Intervention::from_json(act).expect(act)).expect(act);
        assert_eq!(after.now, before.now, "nobody is moved in time");
    }
    let again = Scenario::from_json(&run.scenario().to_json()).expect("what was edited can be read");
    assert_eq!(&again, run.scenario());
    let mut again = Run::new(again);
    assert_eq!(again.history().forecast(), run.history().forecast());
    if run.progress().events > 0 {
        assert_eq!(again.tick(run.progress().now), run.progress());
    }
    run
}

#[test]
fn a_last_ack_that_is_late_meets_a_fin_that_was_sent_again_and_then_nobody() {
    // Still to come, on its way, and long past.
    for now in [0, 75, 200, 1_000] {
        let late = treated(&CLOSE, &[(now, r#"{"kind": "delay", "segment": "a:2", "ms": 300}"#)]);
        Story::of(&late).sends(&[
            "0 a:1 FA 1/1",
            "12 b:1 A 1/2",
            "60 b:2 FA 1/2",
            "70 a:2 A 2/2",
            "284 b:3 FA 1/2 probe",
            "294 a:3 A 2/2",
            "380 b:4 R 2/0",
        ]);
    }
}

#[test]
fn a_fin_that_arrives_twice_is_answered_once_and_reported() {
    let twice = treated(&CLOSE, &[(0, r#"{"kind": "duplicate", "segment": "a:1"}"#)]);
    Story::of(&twice).sends(&["0 a:1 FA 1/1", "10 b:1 A 1/2 sack 1-2", "60 b:2 FA 1/2", "70 a:2 A 2/2"]);
}

#[test]
fn a_fin_that_a_router_refuses_is_lost_and_its_sender_is_told() {
    let refused = treated(&CLOSE, &[(0, r#"{"kind": "icmp", "segment": "b:2", "type": 3, "code": 13}"#)]);
    let story = Story::of(&refused);
    story.sends(&[
        "0 a:1 FA 1/1",
        "12 b:1 A 1/2",
        "60 b:2 FA 1/2 lost",
        "284 b:3 FA 1/2 probe",
        "294 a:2 A 2/2",
    ]);
    let refused = &story.trace.segments[2];
    assert_eq!(refused.fate, Fate::Lost { by: LossCause::Router });
    let told = story.trace.events.iter().find(|event| matches!(event.what, What::IcmpArrived { .. }));
    let told = told.expect("a router says so");
    assert_eq!((told.host, told.at.as_millis()), (B, 70));
    assert_eq!(told.what, What::IcmpArrived { segment: refused.id, icmp_type: 3, code: 13 });
}

#[test]
fn the_newest_wish_for_a_segment_is_the_one_that_counts() {
    let late = r#"{"kind": "delay", "segment": "a:2", "ms": 300}"#;
    let twice = r#"{"kind": "duplicate", "segment": "a:2"}"#;
    let lost = r#"{"kind": "lose", "segment": "a:2"}"#;
    let given = r#"{"kind": "deliver", "segment": "a:2"}"#;
    let run = treated(&CLOSE, &[(0, lost), (100, late), (50, twice)]);
    assert_eq!((run.scenario().rules.len(), run.scenario().lose.len()), (1, 0));
    let Fate::Delivered { at } = &run.history().forecast().segments[3].fate else { panic!("it arrives") };
    assert_eq!(at.len(), 2);
    // Whether it arrives is one thing, how it does is another.
    let run = treated(&CLOSE, &[(0, late), (0, lost), (0, given)]);
    assert_eq!(run.scenario(), treated(&CLOSE, &[(0, late)]).scenario());
}

#[test]
fn a_rule_for_one_segment_leaves_the_others_to_the_rules_that_they_had() {
    // The second ACK of a is lost, whatever becomes of the first.
    let lossy = ["0 a close", "eof+50 b close", "drop from=a hasnt=F skip=1 count=1"];
    let log =
        treated(&lossy, &[(0, r#"{"kind": "delay", "segment": "a:2", "ms": 300}"#)]).history().forecast();
    let rules = log.segments.iter().filter(|record| record.from == A).map(|record| record.rule);
    assert_eq!(rules.collect::<Vec<_>>(), [None, Some(0), Some(1)]);
    // It need not come first for that.
    let story = tell(&["0 a close", "drop from=a count=-1", "delay segment=a:1 ms=5"]);
    assert_eq!(story.trace.segments[0].rule, Some(1));
    story.lives(B, "15 CLOSE_WAIT, 15 EOF");
}
