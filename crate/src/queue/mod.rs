//! What is due first: places of things that are kept elsewhere, by when they are due and, of those of one moment,
//! by a number that is less for what comes first.

#[cfg(not(feature = "many"))]
mod few;
#[cfg(feature = "many")]
mod many;

#[cfg(not(feature = "many"))]
pub use few::Queue;
#[cfg(feature = "many")]
pub use many::Queue;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;

    #[test]
    fn the_first_moment_and_of_one_moment_the_least_number() {
        let at = Instant::from_micros;
        let mut queue = Queue::default();
        for (moment, order, place) in [(5, 2, 0), (7, 0, 1), (5, 1, 2), (3, 9, 3), (5, 3, 4)] {
            queue.add(at(moment), order, place);
        }
        let mut places = Vec::new();
        while let Some((_, _, place)) = queue.first() {
            places.push(place);
            queue.drop_first();
        }
        assert_eq!(places, [3, 2, 0, 4, 1]);
    }
}
