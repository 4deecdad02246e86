//! How much room words take, as near as one can tell without the reader's fonts, and how they are broken into lines.

/// The sizes in which a drawing is written, in pixels.
pub(super) const FIGURES: f64 = 11.0;
pub(super) const STATE: f64 = 12.0;

/// A letter of a monospace is this wide, of its size.
const MONO: f64 = 0.603;

/// How wide figures are.
pub(super) fn mono(text: &str, size: f64) -> f64 {
    text.chars().map(|c| if is_wide(c) { 1.0 } else { MONO }).sum::<f64>() * size
}

/// How wide words in the system's own sans are: as in the widest, for a line that is broken early does no harm.
pub(super) fn sans(text: &str, size: f64, bold: bool) -> f64 {
    let of = |c: char| match c {
        _ if is_wide(c) => 1.0,
        ' ' | '.' | ',' | ':' | ';' | '\'' | 'i' | 'j' | 'l' | 'I' | '|' | '!' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.41,
        'm' | 'w' | 'M' | 'W' => 0.93,
        'A'..='Z' => 0.7,
        _ => 0.63,
    };
    text.chars().map(of).sum::<f64>() * size * if bold { 1.1 } else { 1.0 }
}

fn is_wide(c: char) -> bool {
    c >= '\u{2e80}' || ('①'..='⑳').contains(&c)
}

/// Lines none of which is wider than `room`, where words can be broken at all: at a space, between Chinese letters or
/// after a bracket, and a name that is still too long after an underscore. A number keeps its unit.
pub(super) fn lines(text: &str, room: f64, width: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let names = |part: &'_ str| -> Vec<String> {
        if width(part.trim_end()) <= room {
            vec![part.to_owned()]
        } else {
            part.split_inclusive('_').map(str::to_owned).collect()
        }
    };
    for part in parts(text).into_iter().flat_map(names) {
        match lines.last_mut() {
            Some(line) if width((line.clone() + &part).trim_end()) <= room => line.push_str(&part),
            _ => lines.push(part),
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// What may not be broken, each part with what follows it.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for pair in letters.windows(2) {
        let ((_, before), (at, after)) = (pair[0], pair[1]);
        let at_space = before == ' ' && after != ' ' && !begins_with_unit(&text[at..]);
        let closes = matches!(after, '，' | '。' | '、' | '；' | '：' | '）' | '？');
        let at_letter = (is_wide(before) || is_wide(after))
            && before != '（'
            && !closes
            && !is_space(before)
            && !is_space(after);
        if at_space || at_letter || (before == '(' && after != ')') {
            parts.push(&text[begin..at]);
            begin = at;
        }
    }
    parts.push(&text[begin..]);
    parts
}

const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

fn begins_with_unit(text: &str) -> bool {
    let is_whole = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    ["s", "ms", "min"].iter().any(|unit| text.strip_prefix(unit).is_some_and(is_whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_where_one_may() {
        let broken = |text: &str, room: f64| lines(text, room, &|text| text.chars().count() as f64).join("|");
        assert_eq!(broken("left of 220 ms", 8.0), "left of|220 ms");
        assert_eq!(broken("shutdown(SHUT_WR)", 12.0), "shutdown(|SHUT_WR)");
        assert_eq!(broken("= 2·SRTT + tcp_rto_min", 12.0), "= 2·SRTT +|tcp_rto_min");
        assert_eq!(broken("经过 61 秒后消失。", 5.0), "经过 61|秒后消失。");
        assert_eq!(broken("②\u{a0}ESTABLISHED", 9.0), "②\u{a0}ESTABLISHED");
    }
}
