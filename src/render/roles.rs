//! Sections with a role: mistakes as pairs, questions as an accordion.
//!
//! In: a heading with a role and the blocks under it. Out: HTML through the theme's components.
//! The TL;DR is not written here: it is the page's summary.

use super::html::{Failed, Writer};
use super::view::{PairView, QuestionView};
use crate::doc::{Block, Half, Heading, Inline, Item, Role, half, plain_text, section_length};

/// Writes one section.
pub(crate) fn section(
    writer: &mut Writer<'_>,
    heading: &Heading<'_>,
    role: Role,
    blocks: &[Block<'_>],
) -> Result<(), Failed> {
    match role {
        Role::Tldr => return Ok(()),
        // An empty section of related reading is filled by the page's own list.
        Role::Related if blocks.is_empty() => {
            writer.unseen_heading(heading);
            return Ok(());
        }
        _ => {}
    }
    writer.out.push_str(&format!("<section class=\"role-{}\">\n", role.name()));
    writer.heading(heading)?;
    match role {
        Role::Mistakes => writer.boxed(|writer| mistakes(writer, blocks))?,
        Role::Faq => writer.boxed(|writer| questions(writer, heading.level, blocks))?,
        Role::Checklist => {
            writer.keeps = true;
            let written = writer.blocks(blocks);
            writer.keeps = false;
            written?;
        }
        Role::Tldr | Role::Audience | Role::Related => writer.blocks(blocks)?,
    }
    writer.out.push_str("</section>\n");
    Ok(())
}

fn questions(writer: &mut Writer<'_>, level: u8, blocks: &[Block<'_>]) -> Result<(), Failed> {
    let is_question =
        |block: &Block<'_>| matches!(block, Block::Heading(heading) if heading.level == level + 1);
    let first = blocks.iter().position(is_question).unwrap_or(blocks.len());
    writer.blocks(&blocks[..first])?;
    let mut items = Vec::new();
    let mut rest = &blocks[first..];
    while let Some((Block::Heading(heading), others)) = rest.split_first() {
        let length = section_length(level + 1, others);
        items.push(QuestionView {
            id: heading.id.clone(),
            question: question(writer, heading)?,
            answer: writer.aside(|writer| writer.blocks(&others[..length]))?,
        });
        rest = &others[length..];
    }
    if items.is_empty() { Ok(()) } else { writer.component("faq.html", &serde_json::json!({"items": items})) }
}

/// The words of a question. They open it, so they hold nothing else to press.
fn question(writer: &mut Writer<'_>, heading: &Heading<'_>) -> Result<String, Failed> {
    let terms = std::mem::replace(&mut writer.link_terms, false);
    let words = writer.aside(|writer| writer.inlines(&heading.content));
    writer.link_terms = terms;
    words
}

/// A run of halves that waits for its end.
#[derive(Default)]
struct Pairs {
    done: Vec<PairView>,
    title: Option<String>,
    bad: Option<String>,
}

fn mistakes(writer: &mut Writer<'_>, blocks: &[Block<'_>]) -> Result<(), Failed> {
    let mut pairs = Pairs::default();
    for block in blocks {
        match block {
            Block::Paragraph(content) if half(&plain_text(content)).is_some() => {
                one(writer, content, &[], &mut pairs)?;
            }
            Block::List { items, .. } if items.iter().any(|item| has_half(item)) => {
                list(writer, items, &mut pairs)?;
            }
            // Whatever stands between the halves belongs to the first.
            other if pairs.bad.is_some() => {
                let more = writer.aside(|writer| writer.block(other))?;
                pairs.bad.get_or_insert_default().push_str(&more);
            }
            other => {
                flush(writer, &mut pairs)?;
                writer.block(other)?;
            }
        }
    }
    flush(writer, &mut pairs)
}

fn has_half(item: &Item<'_>) -> bool {
    item.blocks.iter().any(|block| match block {
        Block::Paragraph(content) | Block::Plain(content) => half(&plain_text(content)).is_some(),
        Block::List { items, .. } => items.iter().any(has_half),
        _ => false,
    })
}

/// Items are halves, or a name followed by halves, or something else that is kept as it is.
fn list(writer: &mut Writer<'_>, items: &[Item<'_>], pairs: &mut Pairs) -> Result<(), Failed> {
    for (at, item) in items.iter().enumerate() {
        let first = match item.blocks.split_first() {
            Some((Block::Paragraph(content) | Block::Plain(content), rest)) => Some((content, rest)),
            _ => None,
        };
        let before_half = items.get(at + 1).is_some_and(|next| is_half(next));
        match first {
            Some((content, rest)) if half(&plain_text(content)).is_some() => {
                one(writer, content, rest, pairs)?
            }
            Some((content, rest))
                if has_half(item) || (rest.is_empty() && before_half && pairs.bad.is_none()) =>
            {
                name(writer, content, rest, pairs)?;
            }
            _ => {
                flush(writer, pairs)?;
                writer.out.push_str("<ul>\n<li>");
                writer.blocks(&item.blocks)?;
                writer.out.push_str("</li>\n</ul>\n");
            }
        }
    }
    Ok(())
}

fn is_half(item: &Item<'_>) -> bool {
    match item.blocks.first() {
        Some(Block::Paragraph(content) | Block::Plain(content)) => half(&plain_text(content)).is_some(),
        _ => false,
    }
}

/// The name of a mistake, with its halves in the item or after it.
fn name(
    writer: &mut Writer<'_>,
    content: &[Inline<'_>],
    rest: &[Block<'_>],
    pairs: &mut Pairs,
) -> Result<(), Failed> {
    if pairs.title.is_some() {
        flush(writer, pairs)?;
    }
    pairs.title = Some(writer.aside(|writer| writer.inlines(content))?);
    for block in rest {
        match block {
            Block::List { items, .. } if items.iter().any(|item| has_half(item)) => {
                list(writer, items, pairs)?
            }
            Block::Paragraph(content) if half(&plain_text(content)).is_some() => {
                one(writer, content, &[], pairs)?;
            }
            other => {
                let more = writer.aside(|writer| writer.block(other))?;
                let into = if pairs.bad.is_some() { &mut pairs.bad } else { &mut pairs.title };
                into.get_or_insert_default().push_str(&more);
            }
        }
    }
    Ok(())
}

fn one(
    writer: &mut Writer<'_>,
    content: &[Inline<'_>],
    more: &[Block<'_>],
    pairs: &mut Pairs,
) -> Result<(), Failed> {
    let html = writer.aside(|writer| {
        writer.out.push_str("<p>");
        without_word(writer, content)?;
        writer.out.push_str("</p>\n");
        writer.blocks(more)
    })?;
    match half(&plain_text(content)) {
        Some(Half::Bad) => {
            // One that lacks its better half stays what it is.
            if pairs.bad.is_some() {
                flush(writer, pairs)?;
            }
            pairs.bad = Some(html);
        }
        _ => {
            let bad = pairs.bad.take().unwrap_or_default();
            pairs.done.push(PairView { title: pairs.title.take(), bad, good: html });
        }
    }
    Ok(())
}

/// Writes a half without the word that says which half it is.
fn without_word(writer: &mut Writer<'_>, content: &[Inline<'_>]) -> Result<(), Failed> {
    let Some((first, rest)) = content.split_first() else { return Ok(()) };
    match first {
        Inline::Strong(inner) | Inline::Emphasis(inner) => without_word(writer, inner)?,
        Inline::Text { text, bytes } => {
            let cut = text
                .find([':', '–', '—'])
                .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
            let cut = if half(text).is_some() {
                cut
            } else {
                text.find(|c: char| c.is_alphabetic()).map_or(0, |at| at + word_length(&text[at..]))
            };
            let text = text[cut..].trim_start().to_owned();
            writer.inline(&Inline::Text { text: text.into(), bytes: bytes.clone() })?;
        }
        other => writer.inline(other)?,
    }
    // After `**BAD**:` the colon opens the next text.
    if let Some((Inline::Text { text, bytes }, tail)) =
        rest.split_first().filter(|_| !matches!(first, Inline::Text { .. }))
    {
        let text = text.trim_start_matches([':', '–', '—', ' ']).to_owned();
        writer.inline(&Inline::Text { text: text.into(), bytes: bytes.clone() })?;
        return writer.inlines(tail);
    }
    writer.inlines(rest)
}

fn word_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())
}

fn flush(writer: &mut Writer<'_>, pairs: &mut Pairs) -> Result<(), Failed> {
    let done = std::mem::take(&mut pairs.done);
    if !done.is_empty() {
        writer.component("pairs.html", &serde_json::json!({"pairs": done}))?;
    }
    if let Some(title) = pairs.title.take() {
        writer.out.push_str(&format!("<p>{title}</p>\n"));
    }
    if let Some(bad) = pairs.bad.take() {
        writer.out.push_str(&bad);
    }
    Ok(())
}
