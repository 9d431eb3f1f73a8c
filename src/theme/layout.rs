//! What a theme says of its layout: `theme.yaml`.
//!
//! In: the text of the file. Out: how much room its margin has for notes, and the colour of its paper. A key that is
//! missing is that of the default theme. Does not decide which note gets the room.

use crate::diag::{Diagnosed, Findings};
use crate::parse::fields::Fields;
use crate::parse::yaml::{self, Value};
use crate::text::FileId;

/// The name of the file in a theme.
pub(super) const FILE: &str = "theme.yaml";

/// The margin beside the text, measured in letters and in hundredths of a line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Room {
    /// Letters on a line of text.
    pub text: usize,
    /// Letters on a line of a note.
    pub note: usize,
    /// Height of a line of a note, in hundredths of a line of text.
    pub line: usize,
    /// Lines of text that a note may begin below its figure.
    pub near: usize,
    /// Entries that the outline at the top of the margin shows at most.
    pub outline: usize,
    /// Sources that a note names before it is unfolded.
    pub sources: usize,
}

/// What a theme says of its layout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Room for notes beside the text; none where the theme has no margin.
    pub room: Option<Room>,
    /// The colour of the page by day, `#` and six hexadecimal digits: the window of an installed guide begins with it.
    pub paper: Option<String>,
}

/// Reads the file. `own` is what holds where it says nothing; no room at all is `margin: none`.
pub(super) fn layout(file: FileId, text: &str, own: Layout) -> Diagnosed<Layout> {
    let mut findings = Findings::default();
    let node = yaml::read(file, text, 0..text.len()).collect_into(&mut findings);
    let node = node.ok().flatten();
    let fields = node.as_ref().and_then(|node| Fields::of(node, "a theme", &mut findings));
    let Some(mut fields) = fields else { return Diagnosed::new(own, findings) };
    let margin = fields.node("margin");
    let paper = fields.parsed("paper", "a colour such as `\"#fbf9f4\"`", colour).map(|paper| paper.value);
    fields.finish(&mut findings);
    let room = match margin {
        None => own.room,
        Some(node) if node.value == Value::Scalar("none".to_owned()) => None,
        Some(node) => match Fields::of(node, "a margin", &mut findings) {
            Some(fields) => numbers(fields, own.room, &mut findings),
            None => own.room,
        },
    };
    Diagnosed::new(Layout { room, paper: paper.or(own.paper) }, findings)
}

fn colour(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit())).then(|| text.to_owned())
}

fn numbers(mut fields: Fields<'_>, own: Option<Room>, findings: &mut Findings) -> Option<Room> {
    let count = |text: &str| text.parse().ok().filter(|count| (1..=1000).contains(count));
    let percent = |text: &str| count(text.strip_suffix('%')?);
    let mut given = |key, own: Option<usize>| {
        let number = fields.parsed(key, "a whole number above 0", count).map(|number| number.value);
        number.or(own)
    };
    let text = given("text", own.map(|own| own.text));
    let note = given("note", own.map(|own| own.note));
    let near = given("near", own.map(|own| own.near));
    let outline = given("outline", own.map(|own| own.outline));
    let sources = given("sources", own.map(|own| own.sources));
    let line = fields.parsed("line", "a percentage such as `70%`", percent).map(|line| line.value);
    fields.finish(findings);
    let line = line.or(own.map(|own| own.line));
    Some(Room { text: text?, note: note?, line: line?, near: near?, outline: outline?, sources: sources? })
}
