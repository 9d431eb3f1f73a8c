//! Formulas: TeX to MathML, the only user of `math-core`.
//!
//! In: a formula as TeX writes it. Out: MathML that browsers set, with the source beside it for those who copy it; or
//! what cannot be read, and where. The pages' policy forbids styles in attributes: those that occur become classes of
//! the theme. Knows no Markdown.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::ops::Range;
use std::sync::OnceLock;

/// Why a formula cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormulaError {
    /// Bytes of the formula.
    pub span: Range<usize>,
    /// A sentence without a full stop.
    pub message: String,
}

/// Declarations that occur, and the classes that have them in the theme.
const STYLES: [(&str, &str); 17] = [
    ("text-align: left", "math-left"),
    ("text-align: right", "math-right"),
    ("justify-items: start", ""),
    ("justify-items: end", ""),
    ("width: 100%", "math-wide"),
    ("width: 50%", "math-half"),
    ("width: 7.5%", "math-narrow"),
    ("padding-left:0", "math-tight-left"),
    ("padding-right:0", "math-tight-right"),
    ("padding-left: 0", "math-tight-left"),
    ("padding-right: 0", "math-tight-right"),
    ("border-left: 0.05em solid currentcolor", "math-line-left"),
    ("border-right: 0.05em solid currentcolor", "math-line-right"),
    ("border-top: 0.05em solid currentcolor", "math-line-top"),
    ("border-bottom: 0.05em solid currentcolor", "math-line-bottom"),
    ("padding-top: 0.1667em", "math-room"),
    ("math-shift:compact", "math-compact"),
];

/// A formula as MathML, in a line of text or in a line of its own.
///
/// # Errors
/// It is no TeX, or uses what is not known.
pub(crate) fn mathml(tex: &str, display: bool) -> Result<String, FormulaError> {
    static CONVERTER: OnceLock<Option<LatexToMathML>> = OnceLock::new();
    let config = || MathCoreConfig { annotation: true, ..MathCoreConfig::default() };
    let converter = CONVERTER.get_or_init(|| LatexToMathML::new(config()).ok());
    let whole = |message: String| FormulaError { span: 0..tex.len(), message };
    let Some(converter) = converter else { return Err(whole("formulas cannot be set".to_owned())) };
    let display = if display { MathDisplay::Block } else { MathDisplay::Inline };
    match converter.convert_with_local_state(tex, display) {
        Ok(result) => Ok(classed(&result.mathml)),
        Err(error) => {
            let inside = error.0.start <= error.0.end && tex.get(error.0.clone()).is_some();
            let span = if inside { error.0.clone() } else { 0..tex.len() };
            Err(FormulaError { span, message: error.error_message().trim_end_matches('.').to_owned() })
        }
    }
}

/// MathML with classes in the place of styles.
fn classed(mathml: &str) -> String {
    const STYLE: &str = " style=\"";
    let mut out = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some((before, after)) = rest.split_once(STYLE) {
        out.push_str(before);
        let Some((style, after)) = after.split_once('"') else {
            rest = after;
            break;
        };
        let declared = style.split(';').map(str::trim).filter(|part| !part.is_empty());
        let class = |part: &str| STYLES.iter().find(|(style, _)| *style == part).map(|(_, class)| *class);
        let classes: Vec<&str> = declared.filter_map(class).filter(|class| !class.is_empty()).collect();
        if !classes.is_empty() {
            out.push_str(&format!(" class=\"{}\"", classes.join(" ")));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::mathml;

    #[test]
    fn formulas_become_mathml_without_styles() {
        for tex in [
            "x^2",
            r"\frac{a}{b}",
            r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
            r"\sqrt[3]{x}",
            r"\sum_{i=1}^n i",
        ] {
            let html = mathml(tex, true).expect("it can be read");
            assert!(
                html.starts_with("<math") && html.ends_with("</math>") && !html.contains(" style="),
                "{html}"
            );
            assert!(html.contains("<annotation"), "{html}");
        }
    }

    #[test]
    fn what_cannot_be_read_has_a_place() {
        let error = mathml(r"a + \foo", false).expect_err("there is no such command");
        assert_eq!(&r"a + \foo"[error.span.clone()], r"\foo", "{error:?}");
        assert!(mathml(r"\frac{a}{", true).is_err() && mathml("", false).is_ok());
    }
}
