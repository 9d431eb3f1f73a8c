//! What a link checker found, as it says it.
//!
//! In: the JSON of `lychee --format json`. Out: for each address whether it opened, failed, or could not be judged. A status
//! that programs get and people do not is no failure of the address.

use super::whole;
use std::collections::BTreeMap;

/// Answers that say more of the program that asks than of the address.
const REFUSALS: [u64; 8] = [401, 403, 405, 406, 407, 429, 451, 999];

/// What was found at one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Good,
    Failed(String),
    Unknown(String),
}

/// What was found at all addresses that were looked at.
#[derive(Debug, Clone, Default)]
pub struct Outcomes(pub(super) BTreeMap<String, Outcome>);

impl Outcomes {
    /// Reads a report.
    ///
    /// # Errors
    /// It is no JSON, or holds none of the lists of a report.
    pub fn read(report: &str) -> Result<Self, String> {
        let report: serde_json::Value =
            serde_json::from_str(report).map_err(|error| format!("no JSON: {error}"))?;
        let mut out = Self::default();
        let mut lists = 0;
        for (name, inputs) in report.as_object().into_iter().flatten() {
            let Some(kind) = name.strip_suffix("_map") else { continue };
            lists += 1;
            // What was left out or is only proposed was not looked at.
            if matches!(kind, "excluded" | "suggestion") {
                continue;
            }
            let all = inputs.as_object().into_iter().flatten().filter_map(|(_, found)| found.as_array());
            for found in all.flatten() {
                let url = found.as_str().or_else(|| found["url"].as_str());
                if let Some(url) = url {
                    out.take(url, outcome(kind, &found["status"]));
                }
            }
        }
        if lists == 0 {
            return Err(
                "it has no `success_map` and no `error_map`: run `lychee --verbose --format json`".to_owned()
            );
        }
        Ok(out)
    }

    /// Of several outcomes of one address the best one counts: it did open.
    fn take(&mut self, url: &str, outcome: Outcome) {
        let url = whole(url).to_owned();
        let better = match self.0.get(&url) {
            None => true,
            Some(Outcome::Good) => false,
            Some(_) => outcome == Outcome::Good,
        };
        if better {
            self.0.insert(url, outcome);
        }
    }

    /// What was found at an address; a checker may have added the slash that a host ends with.
    pub(super) fn of(&self, url: &str) -> Option<&Outcome> {
        self.0.get(url).or_else(|| self.0.get(&format!("{url}/")))
    }

    /// Whether an address was looked at.
    pub(super) fn saw(&self, url: &str) -> bool {
        self.of(url).is_some()
    }
}

fn outcome(list: &str, status: &serde_json::Value) -> Outcome {
    let text = status["text"].as_str().or_else(|| status.as_str()).unwrap_or("no reason was given").trim();
    let code = status["code"].as_u64().or_else(|| text.split_whitespace().find_map(|word| word.parse().ok()));
    let code = code.filter(|code| (100..1000).contains(code));
    let what = match code {
        Some(code) if !text.contains(&code.to_string()) => format!("{code} {text}"),
        _ => text.to_owned(),
    };
    let late = list == "timeout" || text.to_ascii_lowercase().contains("timeout");
    match (list, code) {
        ("success" | "redirect", _) => Outcome::Good,
        (_, Some(code)) if REFUSALS.contains(&code) => Outcome::Unknown(what),
        _ if late => Outcome::Unknown(what),
        _ => Outcome::Failed(what),
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Outcomes};

    #[test]
    fn outcomes_are_read_from_several_forms_of_reports() {
        let report = r#"{"total": 9,
            "success_map": {"a.txt": [{"url": "https://good.example/", "status": {"text": "200 OK", "code": 200}}]},
            "error_map": {"a.txt": [
                {"url": "https://gone.example/x", "status": {"text": "Rejected status code: 404 Not Found", "code": 404}, "span": {"line": 2}},
                {"url": "https://shy.example/", "status": {"text": "Forbidden", "code": 403}},
                {"url": "https://busy.example/", "status": "Failed: 429 Too Many Requests"},
                {"url": "https://dns.example/", "status": {"text": "Network error: failed to lookup address"}},
                {"url": "https://good.example/#part", "status": {"text": "Cannot find fragment"}}]},
            "timeout_map": {"a.txt": [{"url": "https://slow.example/", "status": {"text": "Timeout"}}]},
            "excluded_map": {"a.txt": [{"url": "https://left.example/", "status": {"text": "Excluded"}}]}}"#;
        let outcomes = Outcomes::read(report).expect("a report");
        assert_eq!(outcomes.of("https://good.example"), Some(&Outcome::Good));
        let failed = |url| matches!(outcomes.of(url), Some(Outcome::Failed(_)));
        let unknown = |url| matches!(outcomes.of(url), Some(Outcome::Unknown(_)));
        assert!(failed("https://gone.example/x") && failed("https://dns.example/"));
        assert!(
            ["https://shy.example/", "https://busy.example/", "https://slow.example/"]
                .into_iter()
                .all(unknown)
        );
        assert!(!outcomes.saw("https://left.example/"));
        assert!(Outcomes::read("{}").is_err() && Outcomes::read("lychee").is_err());
    }
}
