//! `rules.yaml`: assertions across facts.
//!
//! In: the file's tree. Out: rules, their expressions still text. Does not read expressions: that takes
//! the facts they speak of.

use super::{records, value_of};
use crate::diag::{Findings, Reported};
use crate::model::{Data, Exception, Rule, RuleLevel};
use crate::parse::fields::Fields;
use crate::parse::yaml::{Node, Value};
use crate::text::Spanned;

pub(super) fn rules(node: &Node, _: &str, data: &mut Data, findings: &mut Findings) -> Result<(), Reported> {
    for (id, mut fields) in records(node, "a rule", data, findings)? {
        let assert = fields.required("assert");
        let level = fields.choice("level", &["error", "warn", "info"]).map_or("error", |level| level.value);
        let rule = Rule {
            id: id.clone(),
            says: value_of(fields.required("says")).unwrap_or_else(|| id.value.clone()),
            assert: assert.clone().unwrap_or_else(|| Spanned::new(String::new(), id.span)),
            over: fields.text("for"),
            level: match level {
                "warn" => RuleLevel::Warn,
                "info" => RuleLevel::Info,
                _ => RuleLevel::Error,
            },
            except: fields.nodes("except").iter().filter_map(|node| exception(node, findings)).collect(),
        };
        if assert.is_some() {
            data.rules.push(rule);
        }
        fields.finish(findings);
    }
    Ok(())
}

/// Every key but `because` is a variable of the rule.
fn exception(node: &Node, findings: &mut Findings) -> Option<Exception> {
    let Value::Map(entries) = &node.value else {
        // Says what it should be.
        Fields::of(node, "an exception", findings);
        return None;
    };
    let mut exception = Exception { binds: Vec::new(), because: String::new(), span: node.span };
    for (key, node) in entries {
        let text = match &node.value {
            Value::Scalar(text) => text.clone(),
            _ => String::new(),
        };
        if key.value == "because" {
            exception.because = text.trim().to_owned();
        } else {
            exception.binds.push((key.clone(), Spanned::new(text, node.span)));
        }
    }
    Some(exception)
}
