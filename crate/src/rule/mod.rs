//! Why something happened: the rules that effects name.
//!
//! Owns one entry per branch of the engine: its key for links and traces, what it cites and a sentence
//! for people in each language. Refuses to decide anything; a branch cites a rule, never asks one.

use serde::Serialize;

/// Where a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Law {
    /// The RFC and its section; empty where no RFC speaks of it.
    pub rfc: &'static str,
    /// The kernel function that decides it.
    pub kernel: &'static str,
    /// Ids of the fact sheet on Linux teardown, e.g. `FIN-7`.
    pub spec: &'static str,
}

/// One text in each language of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub en: &'static str,
    pub zh: &'static str,
}

macro_rules! rules {
    ($($name:ident { $key:literal, rfc: $rfc:literal, kernel: $kernel:literal, spec: $spec:literal, en: $en:literal, zh: $zh:literal })+) => {
        /// The reason for an effect. Every effect has exactly one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
        pub enum Rule { $($name),+ }

        impl Rule {
            pub const ALL: &'static [Rule] = &[$(Rule::$name),+];

            /// Its stable name, kebab-case: what traces carry.
            pub fn key(self) -> &'static str {
                static KEYS: &[&str] = &[$($key),+];
                KEYS[self as usize]
            }

            /// Where it stands. The page has this from `web/src/strings`, not from the wasm.
            pub const fn law(self) -> Law {
                match self {
                    $(Rule::$name => Law { rfc: $rfc, kernel: $kernel, spec: $spec }),+
                }
            }

            /// What it says, for people. The page has these from `web/src/strings`, not from the wasm.
            pub const fn sentence(self) -> Sentence {
                match self {
                    $(Rule::$name => Sentence { en: $en, zh: $zh }),+
                }
            }
        }
    };
}

mod list;

pub use list::Rule;

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_its_own_key_and_speaks_both_languages() {
        let keys: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.key()).collect();
        assert_eq!(keys.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            let (key, Sentence { en, zh }) = (rule.key(), rule.sentence());
            assert!(en.ends_with('.') && zh.ends_with('。'), "{key}");
            assert!(key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{key}");
        }
    }
}
