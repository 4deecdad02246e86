//! Where something stands, by a number that tells it from others. A number may have several places.

#[cfg(not(feature = "many"))]
mod few;
#[cfg(feature = "many")]
mod many;

#[cfg(not(feature = "many"))]
pub use few::Lookup;
#[cfg(feature = "many")]
pub use many::Lookup;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn places(lookup: &Lookup, key: u32) -> BTreeSet<u32> {
        let mut places = BTreeSet::new();
        lookup.each(key, &mut |place| assert!(places.insert(place), "{place} twice under {key}"));
        places
    }

    /// Against a set of pairs, over keys that meet often.
    #[test]
    fn it_holds_what_was_added_and_not_taken_out() {
        let (mut lookup, mut pairs) = (Lookup::default(), BTreeSet::new());
        let mut random: u64 = 1;
        for _ in 0..20_000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let pair = ((random >> 40) as u32 % 24, (random >> 33) as u32 % 5);
            if pairs.remove(&pair) {
                lookup.remove(pair.0, pair.1);
            } else {
                pairs.insert(pair);
                lookup.add(pair.0, pair.1);
            }
            let key = (random >> 50) as u32 % 24;
            let expected: BTreeSet<_> = pairs.range((key, 0)..=(key, u32::MAX)).map(|pair| pair.1).collect();
            assert_eq!(places(&lookup, key), expected);
        }
    }

    #[test]
    fn an_empty_one_has_nothing() {
        assert!(places(&Lookup::default(), 7).is_empty());
    }
}
