//! What of a text is not printed as its author meant it.
//!
//! In: a tree. Out: findings with their places. The tree says what it is; here it gets its words. Repairs nothing.

use super::near::Missed;
use crate::diag::Level;
use crate::diag::{Diagnostic, Findings};
use crate::doc::{Doc, HtmlFault, Remark, RemarkKind, Role};
use crate::lints;
use crate::text::{Span, word_suggestion};
use std::ops::Range;

const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// Reports the remarks of a tree.
/// `missed` are the parts that mean to bind and cannot. Gives the faults of blocks that are not closed, with the places
/// where these begin.
pub(super) fn report(
    doc: &Doc<'_>,
    missed: &[Missed],
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) -> Vec<Missed> {
    let mut open = Vec::new();
    for remark in &doc.remarks {
        let span = locate(remark.bytes.clone());
        let finding = finding(remark, span);
        match remark.kind {
            // A bar in a binding cuts the binding and adds a cell.
            RemarkKind::ExtraCells(_) => {
                let cause = missed.iter().find(|part| span.holds(part.span)).map(|part| part.reported);
                findings.report(finding.caused_by(cause));
            }
            RemarkKind::OpenFence => open.push(Missed { span, reported: findings.report(finding) }),
            _ => drop(findings.report(finding)),
        }
    }
    open
}

fn finding(remark: &Remark, span: Span) -> Diagnostic {
    match &remark.kind {
        RemarkKind::UnusedNote(label) => {
            Diagnostic::new(&lints::TEXT_LOST, span, format!("nothing refers to the footnote `{label}`"))
                .label("not printed")
                .help(format!("write `[^{label}]` where it belongs, or remove it"))
        }
        RemarkKind::SecondNote(label) => {
            Diagnostic::new(&lints::TEXT_LOST, span, format!("the footnote `{label}` is defined twice"))
                .label("not printed: the first definition counts")
                .help("give it a label of its own")
        }
        RemarkKind::ExtraCells(more) => {
            let cells = if *more == 1 { "a cell".to_owned() } else { format!("{more} cells") };
            Diagnostic::new(
                &lints::TEXT_LOST,
                span,
                format!("this row has {cells} more than the table has columns"),
            )
            .label("the rest is not printed")
            .help("add a column to the head; a pipe inside a cell is written `\\|`, also in code")
        }
        RemarkKind::OpenFence => {
            Diagnostic::new(&lints::UNCLOSED_BLOCK, span, "this block of code is not closed")
                .label("the rest of the text is printed as code")
                .help("close it with a line of the same signs")
        }
        RemarkKind::Indented(element) => {
            let inside = element.as_ref().map_or_else(String::new, |name| format!(" inside `<{name}>`"));
            Diagnostic::new(
                &lints::TEXT_LOST,
                span,
                format!("lines indented by four spaces{inside} are code"),
            )
            .label("printed as code; nothing in it is read")
            .help("take the indentation away; if it is code, put it between lines of three backticks")
        }
        RemarkKind::Formula(why) => {
            Diagnostic::new(&lints::UNKNOWN_MARK, span, format!("this formula cannot be read: {why}"))
                .label("stands as text")
                .help(
                    "formulas are written in TeX; money with two dollar signs needs a backslash before each",
                )
        }
        RemarkKind::Container(name) => {
            let near = word_suggestion(&name.to_uppercase(), ALERTS);
            Diagnostic::new(&lints::UNKNOWN_MARK, span, format!("`:::{name}` is a box of other tools{near}"))
                .label("stands as text")
                .help("write an alert, `> [!NOTE]`, with `>` before each line of its text")
        }
        RemarkKind::UnknownAlert(word) if ALERTS.iter().any(|alert| alert.eq_ignore_ascii_case(word)) => {
            let message = format!("`[!{word}]` has to stand alone on its line: an alert has no title");
            Diagnostic::new(&lints::UNKNOWN_MARK, span, message)
                .label("printed as it stands")
                .help("write the title in bold on the next line")
        }
        RemarkKind::UnknownAlert(word) => {
            let near = word_suggestion(&word.to_uppercase(), ALERTS);
            Diagnostic::new(&lints::UNKNOWN_MARK, span, format!("`[!{word}]` is not an alert{near}"))
                .help("the alerts are NOTE, TIP, IMPORTANT, WARNING and CAUTION")
        }
        RemarkKind::Definition(label) => {
            let message = format!("`[{label}]: …` defines the address of a label, and nothing uses it");
            Diagnostic::new(&lints::TEXT_LOST, span, message).label("not printed").help(format!(
                "write `**{label}:** …` for words, or `[words][{label}]` where the address belongs"
            ))
        }
        RemarkKind::Dollars => Diagnostic::new(
            &lints::UNKNOWN_MARK,
            span,
            "`$$` sets a formula only where it stands on lines of its own",
        )
        .label("printed as it stands")
        .help("write the formula in lines of its own between `$$`, or in a block ```` ```math ````"),
        RemarkKind::Attributes(written) => {
            let message = format!("`{written}` is printed with the heading");
            Diagnostic::new(&lints::UNKNOWN_MARK, span, message)
                .help("a heading takes `{#id}` and `{.class}`, at its very end and without closing signs")
        }
        RemarkKind::UnknownClass(class) => {
            let names = Role::ALL.map(|(_, name, _)| name);
            let near = word_suggestion(class, names);
            Diagnostic::new(&lints::UNKNOWN_MARK, span, format!("`.{class}` gives a section no role{near}"))
                .help(format!("the roles are {}", names.join(", ")))
        }
        RemarkKind::Html(fault) => html(fault, span),
    }
}

fn html(fault: &HtmlFault, span: Span) -> Diagnostic {
    // What the pages' policy makes idle is published all the same.
    let idle = |message: String, help: &str| {
        let mut finding = Diagnostic::new(&lints::BLOCKED_HTML, span, message).help(help);
        finding.at_most = Some(Level::Warn);
        finding
    };
    match fault {
        HtmlFault::Unclosed(name) => {
            Diagnostic::new(&lints::UNCLOSED_BLOCK, span, format!("`<{name}>` is not closed"))
                .label("closed where this part of the text ends")
                .help(format!("write `</{name}>` where it ends; a sign that is no tag is written `\\<`"))
        }
        HtmlFault::Stray(name) => {
            Diagnostic::new(&lints::UNCLOSED_BLOCK, span, format!("`</{name}>` closes nothing"))
                .label("stands in the page as text")
                .help("remove it, or write the beginning that it belongs to")
        }
        HtmlFault::Unknown(begin) => {
            let message = format!("`{begin}` is no element of HTML: it stands in the page as text");
            Diagnostic::new(&lints::UNKNOWN_MARK, span, message)
                .help("put it in code, `` `List<T>` ``, or write a backslash before `<`")
        }
        HtmlFault::OpenComment => Diagnostic::new(&lints::UNCLOSED_BLOCK, span, "this comment is not closed")
            .label("the rest of this block is hidden")
            .help("close it with `-->`"),
        HtmlFault::OpenTag => Diagnostic::new(&lints::UNCLOSED_BLOCK, span, "this tag has no end")
            .label("the rest of this block stands in the page as text")
            .help("close it with `>`; a sign that is no tag is written `\\<`"),
        HtmlFault::Blocked(name) => {
            let message = format!("`<{name}>` is not published: it stands in the page as text");
            Diagnostic::new(&lints::BLOCKED_HTML, span, message)
                .help("what every page needs belongs in a template of the theme")
        }
        HtmlFault::Hidden(begin) => {
            let message = format!("`{begin}` hides what stands in it: no browser shows that");
            Diagnostic::new(&lints::TEXT_LOST, span, message)
                .help("put it in code, or write a backslash before `<`")
        }
        HtmlFault::Frame(name) => idle(
            format!("`<{name}>` stays empty: the page's policy forbids frames"),
            "link to the page instead",
        ),
        HtmlFault::Styles => idle(
            "`<style>` does nothing: the page's policy allows the theme's styles only".to_owned(),
            "put styles into the theme",
        ),
        HtmlFault::Remote(value) => {
            let message =
                format!("`{value}` is on another server, which the page's content security policy forbids");
            Diagnostic::new(&lints::REMOTE_IMAGE, span, message)
                .help("save the file next to the page and link to it")
        }
        HtmlFault::Idle(attribute) => idle(
            format!(
                "`{attribute}=` does nothing: the page's policy allows the theme's styles and scripts only"
            ),
            "remove it",
        ),
    }
}
