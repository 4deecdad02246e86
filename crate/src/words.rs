//! How texts for people are put together.
//!
//! Without `format!` and `to_string()`: in the wasm, what they need at each place is larger than what is said
//! there, and a text of ours is never padded.

/// One text of many.
pub fn said(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// `template` with its holes filled: each of the characters is a hole, and stands for the text beside it.
pub fn filled(template: &str, holes: &[(char, &str)]) -> String {
    let mut text = String::new();
    for c in template.chars() {
        match holes.iter().find(|(hole, _)| *hole == c) {
            Some((_, filling)) => text.push_str(filling),
            None => text.push(c),
        }
    }
    text
}

/// `a, b, c`.
pub fn listed(words: &[&str]) -> String {
    let mut list = String::new();
    for word in words {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(word);
    }
    list
}

/// As much of what somebody wrote as is said again: at most `most` characters.
pub fn clipped(text: &str, most: usize) -> String {
    let mut clipped = String::new();
    for c in text.chars().take(most) {
        clipped.push(c);
    }
    clipped
}

/// What somebody wrote, as one line that tells a terminal nothing.
pub fn on_one_line(text: &str) -> String {
    let breaks = |c| matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect()
}

/// A number in decimal.
pub fn number(n: i64) -> String {
    let mut digits = String::new();
    if n < 0 {
        digits.push('-');
    }
    push_digits(&mut digits, n.unsigned_abs());
    digits
}

fn push_digits(digits: &mut String, n: u64) {
    if n > 9 {
        push_digits(digits, n / 10);
    }
    digits.push(char::from(b'0' + (n % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_the_standard_library_writes_it() {
        for n in [0, 7, 10, -1, 65_535, i64::MAX, i64::MIN] {
            assert_eq!(number(n), n.to_string());
        }
    }

    #[test]
    fn words_are_joined_listed_filled_and_clipped() {
        assert_eq!(filled("在①内 # 次，①", &[('#', "2"), ('①', " 3 秒")]), "在 3 秒内 2 次， 3 秒");
        assert_eq!(said(&["a", "", "bc"]), "abc");
        assert_eq!(listed(&["a", "b", "c"]), "a, b, c");
        assert_eq!(clipped("第四次挥手", 3), "第四次");
        assert_eq!(clipped("ab", 3), "ab");
        assert_eq!(on_one_line("a\u{1b}[31m\nb\u{2028}第"), "a [31m b 第");
    }
}
