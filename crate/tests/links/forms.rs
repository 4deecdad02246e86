//! Every form of a link that was ever released, each in a file of `forms/`, and what it means for ever.
//!
//! A file that was released is never changed and never taken away. What a new key does goes into a new file,
//! made by `cargo run -p lastack --example link -- read LINK`.

use super::read;
use lastack::json;
use lastack::scenario::Scenario;
use serde_json::Value;
use std::fs;
use std::path::Path;

#[test]
fn a_form_that_was_released_is_read_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links/forms");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("forms").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(files.len() >= RELEASED, "a form is missing: {} files", files.len());
    for file in files {
        let text = fs::read_to_string(&file).expect("a form");
        let form: Value = serde_json::from_str(&text).expect("a form is JSON");
        let link = form["link"].as_str().expect("a form has its link");
        let (found, meant) = (read(link), &form["reading"]);
        // What a scenario says one day that it doesn't say today has a default, and so the file needn't say it.
        let scenario = Scenario::from_json(&meant["scenario"].to_string()).expect("a scenario");
        assert_eq!(found.scenario, scenario, "{}: {link}", file.display());
        let view: Value = serde_json::from_str(&json::text(&found.view)).expect("JSON of ours");
        assert_eq!(view, meant["view"], "{}: {link}", file.display());
        assert_eq!(found.preset.as_deref(), meant["preset"].as_str());
        assert_eq!(found.engine.map(u64::from), meant["engine"].as_u64(), "{}: {link}", file.display());
        assert_eq!(found.problems, []);
    }
}

/// How many there are.
const RELEASED: usize = 18;
