//! The look: a technical plate. Hairlines, one ink for each host, grey for the wire, red for loss alone.
//!
//! A page that holds a drawing may set `--lastack-paper`, `-ink`, `-quiet`, `-hair`, `-wire`, `-a`, `-b` and `-loss`.
//! Where nothing is set the reader's system says whether it is light or dark, and a reader's own colours come before
//! all. A program that knows no custom properties takes the first of each two declarations.

use super::{Look, Theme};
use crate::words::said;

const NAMES: [&str; 8] = ["paper", "ink", "quiet", "hair", "wire", "a", "b", "loss"];
const LIGHT: [&str; 8] =
    ["#fcfbf8", "#1c1e22", "#62666e", "#dcd9d1", "#b4b1a9", "#0068a4", "#007a58", "#c93a00"];
const DARK: [&str; 8] =
    ["#14161a", "#e8e6e1", "#9a9ea6", "#32363d", "#4c515a", "#5ab9ea", "#2fc499", "#ff7a3d"];
const FORCED: [&str; 8] =
    ["Canvas", "CanvasText", "CanvasText", "GrayText", "GrayText", "CanvasText", "CanvasText", "CanvasText"];

/// `§name` stands for a colour.
const RULES: &str = "
.lastack{background:§paper;font:11px ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Zen Hei',monospace;font-variant-numeric:tabular-nums}
.lastack text{fill:§ink;white-space:pre}
.lastack .ground{fill:§paper}
.lastack .title,.lastack .verdict,.lastack .state,.lastack .host,.lastack .small{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Zen Hei',sans-serif}
.lastack .title{font-weight:700;letter-spacing:-.01em}
.lastack .verdict{font-weight:400}
.lastack .host{font-size:13px;font-weight:700}
.lastack .small,.lastack .quiet,.lastack .address{fill:§quiet}
.lastack .small{font-size:11px}
.lastack .brand{font-weight:700;fill:§ink}
.lastack .hair{fill:none;stroke:§hair;stroke-width:1}
.lastack .time{fill:§quiet}
.lastack .tear{fill:none;stroke:§paper;stroke-width:3}
.lastack .idle{fill:§quiet;font-style:italic}
.lastack .state{font-size:12px;font-weight:700}
.lastack .deed{font-weight:700}
.lastack .a .state,.lastack .a .deed,.lastack .a .timer,.lastack .a.host{fill:§a}
.lastack .b .state,.lastack .b .deed,.lastack .b .timer,.lastack .b.host{fill:§b}
.lastack .label text,.lastack .inscription,.lastack .time,.lastack .idle{paint-order:stroke;stroke:§paper;stroke-width:3.5px;stroke-linejoin:round}
.lastack .leader{fill:none;stroke:§wire;stroke-width:1}
.lastack .life.a .held,.lastack .life.a .mini,.lastack .timer.a .bar,.lastack .label.a .pointer{fill:§a}
.lastack .life.b .held,.lastack .life.b .mini,.lastack .timer.b .bar,.lastack .label.b .pointer{fill:§b}
.lastack .life .orphan{fill:§paper;stroke-width:1.4}
.lastack .life.a .orphan,.lastack .life.a .end,.lastack .timer.a .fired{stroke:§a}
.lastack .life.b .orphan,.lastack .life.b .end,.lastack .timer.b .fired{stroke:§b}
.lastack .life .turn{stroke:§paper;stroke-width:2}
.lastack .life .end,.lastack .timer .fired{stroke-width:2}
.lastack .timer .bar{opacity:.38}
.lastack .segment.a .line,.lastack .segment.a .nowhere{fill:none;stroke:§a;stroke-width:1.5}
.lastack .segment.b .line,.lastack .segment.b .nowhere{fill:none;stroke:§b;stroke-width:1.5}
.lastack .segment.a .head,.lastack .inscription.a .sign{fill:§a}
.lastack .segment.b .head,.lastack .inscription.b .sign{fill:§b}
.lastack .segment.again .line{stroke-width:4}
.lastack .segment .core{fill:none;stroke:§paper;stroke-width:1.6}
.lastack .segment.probe .line{stroke-dasharray:1.5 4;stroke-linecap:round;stroke-width:2}
.lastack .segment.reset .line{stroke-width:3}
.lastack .segment.forged .line{stroke-width:2.5}
.lastack .segment.lost .line{stroke:§loss;stroke-dasharray:6 4;stroke-width:1.5}
.lastack .segment .rest{fill:none;stroke:§hair;stroke-width:1;stroke-dasharray:2 4}
.lastack .segment .cross{fill:none;stroke:§loss;stroke-width:2.4}
.lastack .report .line{fill:none;stroke:§quiet;stroke-width:1.2;stroke-dasharray:4 2}
.lastack .report .head{fill:§quiet}
.lastack .inscription .sign{font-weight:700}
.lastack .inscription .numbers{fill:§quiet}
.lastack .legend .held,.lastack .legend .mini{fill:§quiet}
.lastack .legend .orphan{fill:§paper;stroke:§quiet;stroke-width:1.4}
";

/// Plays once, from top to bottom, and then is as if nothing had moved.
const ANIMATION: &str = "
.lastack .veil{fill:§paper;opacity:.86;transform-box:fill-box;transform-origin:bottom;animation:lastack-lift var(--lasts) linear both}
.lastack .now{stroke:§ink;stroke-width:1;animation:lastack-pass var(--lasts) linear both,lastack-over .3s var(--lasts) both}
.lastack .packet{stroke:§paper;stroke-width:1.5;opacity:0;animation:lastack-fly var(--takes) linear var(--from)}
.lastack .packet.a{fill:§a}
.lastack .packet.b{fill:§b}
@keyframes lastack-pass{to{transform:translateY(var(--tall))}}
@keyframes lastack-lift{to{transform:scaleY(0)}}
@keyframes lastack-over{to{opacity:0}}
@keyframes lastack-fly{from{opacity:1}99%{opacity:1}to{opacity:0;transform:translate(var(--dx),var(--dy))}}
@media (prefers-reduced-motion:reduce){.lastack .veil,.lastack .now,.lastack .packet{display:none}}
";

pub(super) fn sheet(look: &Look) -> String {
    let base = if look.theme == Theme::Dark { DARK } else { LIGHT };
    let mut sheet = said(&[".lastack{color-scheme:", scheme(look.theme), ";", &colours(base), "}"]);
    if look.theme == Theme::Auto {
        sheet.push_str(&said(&["\n@media (prefers-color-scheme:dark){.lastack{", &colours(DARK), "}}"]));
    }
    sheet.push_str(&said(&[
        "\n@media (forced-colors:active){.lastack{forced-color-adjust:none;",
        &colours(FORCED),
        "}}",
    ]));
    for rules in [RULES, if look.animated { ANIMATION } else { "" }] {
        for line in rules.lines() {
            sheet.push_str(&said(&[&rule(line, base), "\n"]));
        }
    }
    sheet
}

const fn scheme(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "light dark",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn colours(values: [&str; 8]) -> String {
    NAMES
        .iter()
        .zip(values)
        .map(|(name, value)| said(&["--la-", name, ":var(--lastack-", name, ",", value, ");"]))
        .collect()
}

/// Every declaration of a colour twice: as it is, and as whoever shows the drawing may set it.
fn rule(line: &str, base: [&str; 8]) -> String {
    let mut rule = String::new();
    for part in line.split_inclusive([';', '{', '}']) {
        if !part.contains('§') {
            rule.push_str(part);
            continue;
        }
        let (mut plain, mut themed) = (part.to_owned(), part.to_owned());
        for (name, value) in NAMES.iter().zip(base) {
            let hole = said(&["§", name]);
            plain = replaced(&plain, &hole, value);
            themed = replaced(&themed, &hole, &said(&["var(--la-", name, ")"]));
        }
        let (first, end) = plain.split_at(plain.len() - 1);
        rule.push_str(&said(&[first, ";", &themed[..themed.len() - 1], end]));
    }
    rule
}

/// With a whole name in place of its hole: `§a` is no beginning of another.
fn replaced(text: &str, hole: &str, by: &str) -> String {
    let mut parts = text.split(hole);
    let mut done = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let goes_on = part.starts_with(|c: char| c.is_ascii_alphabetic());
        done.push_str(&said(&[if goes_on { hole } else { by }, part]));
    }
    done
}
