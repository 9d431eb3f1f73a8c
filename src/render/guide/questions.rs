//! The bank of questions beside its views.
//!
//! In: the site. Out: where the bank has its pages, and the bank as a file for Anki.

use crate::check::Checked;
use crate::doc::{Block, plain_text};
use crate::model::TextId;
use crate::parse::{Roles, markdown};
use crate::render::collect;
use crate::text::one_line;

/// Path of a stage's page.
pub(crate) fn stage_path(id: &str) -> String {
    format!("questions/stage-{id}.html")
}

/// Path of a principle's page.
pub(crate) fn principle_path(id: &str) -> String {
    format!("questions/principle-{id}.html")
}

/// The bank as a text that Anki imports: question, guidance, tags.
pub(crate) fn anki(checked: &Checked) -> String {
    let mut out = String::from(
        "#separator:tab\n#html:false\n#columns:Question\tGuidance\tTags\tId\n#tags column:3\n#guid column:4\n",
    );
    for one in &checked.data.guide.questions {
        let mut back = Vec::new();
        for (label, texts) in [("Shows", &one.shows), ("Avoid", &one.traps), ("Next", &one.follow_ups)] {
            let words: Vec<String> =
                texts.iter().map(|text| unquoted(checked, text).trim_end_matches('.').to_owned()).collect();
            if !words.is_empty() {
                let line = format!("{label}: {}", words.join("; "));
                back.push(if line.ends_with(['?', '"']) { line } else { line + "." });
            }
        }
        let mut tags: Vec<String> = one.roles.iter().map(|role| format!("role::{}", role.value)).collect();
        tags.extend(one.stage.iter().map(|stage| format!("stage::{}", stage.value)));
        tags.extend(one.principles.iter().map(|id| format!("principle::{}", id.value)));
        let guidance = if back.is_empty() { "No guidance is given.".to_owned() } else { back.join(" ") };
        // A card is known by its id: changed words update it.
        let id = format!("{}/{}", collect::site_id(checked), one.id.value);
        out.push_str(&format!(
            "{}\t{}\t{}\t{id}\n",
            plain(checked, &one.text),
            field(&guidance),
            tags.join(" ")
        ));
    }
    out
}

/// A text without marks, on one line, as a field of the file.
pub(crate) fn plain(checked: &Checked, text: &TextId) -> String {
    field(&unquoted(checked, text))
}

fn unquoted(checked: &Checked, text: &TextId) -> String {
    let snippet = &checked.texts()[*text];
    let text = &checked.data.texts[*text].source;
    let roles = Roles::default();
    let (doc, _) = markdown::parse(&text.value, 0..text.value.len(), &roles);
    let mut words = String::new();
    for block in &doc.blocks {
        if let Block::Paragraph(content) | Block::Plain(content) = block {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&plain_text(content));
        }
    }
    // A fact that is inserted has no words of its own.
    if words.trim().is_empty() {
        words.clone_from(&text.value);
    }
    for claim in &snippet.claims {
        if let crate::check::ClaimState::Inserted { text, .. } = &claim.state {
            let shown = words.find("<fact:").and_then(|at| Some((at, at + words[at..].find('>')? + 1)));
            if let Some((start, end)) = shown {
                words.replace_range(start..end, text);
            }
        }
    }
    one_line(&words)
}

/// A field of the file: no tabs, line breaks or quotes that begin it.
fn field(text: &str) -> String {
    let line = one_line(text);
    if line.starts_with('"') || line.starts_with('#') {
        format!("\"{}\"", line.replace('"', "\"\""))
    } else {
        line
    }
}
