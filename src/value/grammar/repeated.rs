//! Words around a figure that say how often it comes, without what it is counted, or that it only names something.
//!
//! In: the token where a figure begins, or the one after it. Out: how far such words reach: "once a year", "45 days,
//! excluding weekends", "three hour-long papers", "Round three", "three quarters of an hour". Rules of grammar; phrases
//! that say the same wherever they stand are in `others`.

use super::lex::{Gap, TokenKind};
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::quantity::month_named;
use crate::value::{Kind, MeasureUnit};

impl Scanner<'_> {
    /// The token after the words at token `j`, directly after a figure, that say how often or without what it holds.
    pub(crate) fn repeated_after(&self, j: usize) -> Option<usize> {
        let kind = self.expected.kind?;
        let counted = matches!(kind, Kind::Count | Kind::Duration);
        let timed = matches!(kind, Kind::Duration | Kind::Date);
        self.times_after(j)
            .filter(|_| kind != Kind::Ratio)
            .or_else(|| self.per_number(j).filter(|_| matches!(kind, Kind::Money | Kind::Count)))
            .or_else(|| self.bare_of_number(j).filter(|_| kind == Kind::Percent))
            .or_else(|| self.frequency(j).filter(|_| counted))
            .or_else(|| self.without_days(j).filter(|_| timed))
            .or_else(|| self.each_so_long(j).filter(|_| kind == Kind::Duration))
            .or_else(|| self.part_of_whole(j).filter(|_| kind == Kind::Duration))
            .or_else(|| self.share_of_unit(j).filter(|_| kind == Kind::Percent))
            .or_else(|| self.worth_of_each(j).filter(|_| kind == Kind::Count))
            .or_else(|| self.month_after(j).filter(|_| kind == Kind::Ordinal))
            .or_else(|| self.next_year(j).filter(|_| kind == Kind::Date))
            .or_else(|| self.scale_after(j).filter(|_| matches!(kind, Kind::Money | Kind::Count)))
    }

    /// The token where words before the figure at token `i` begin that make a name of it, or several of it.
    pub(crate) fn repeated_before(&self, i: usize) -> Option<usize> {
        match self.expected.kind? {
            Kind::Count => self.named_before(i),
            Kind::Percent => self.end_of_score(i),
            // "two 18% rises"
            Kind::Change => i.checked_sub(1).filter(|k| {
                let one = self.is_word(*k, "one");
                self.is_number(*k) && !one && self.year(*k).is_none() && !self.glued(i)
            }),
            Kind::Ordinal => i.checked_sub(1).filter(|k| self.word(*k).and_then(month_named).is_some()),
            _ => None,
        }
    }

    /// ", three times", "three times daily": it comes that often.
    fn times_after(&self, j: usize) -> Option<usize> {
        const OFTEN: [&str; 9] =
            ["daily", "weekly", "monthly", "yearly", "annually", "a", "per", "each", "every"];
        let number = j + usize::from(self.symbol(j, ','));
        let said = number > j || self.among(number + 2, &OFTEN);
        (said && self.is_number(number) && self.is_word(number + 1, "times")).then_some(number + 2)
    }

    /// "4 g/12 h", "$200/2 years": for so many of them.
    fn per_number(&self, j: usize) -> Option<usize> {
        let slash = self.symbol(j, '/') && self.glued(j) && self.glued(j + 1);
        (slash && matches!(self.token(j + 1), Some(TokenKind::Number(_)))).then_some(j + 2)
    }

    /// "60 of 80 points", where a share is meant and no sign says so.
    fn bare_of_number(&self, j: usize) -> Option<usize> {
        let signed = j.checked_sub(1).is_some_and(|k| self.word(k).is_some() || self.symbol(k, '%'));
        (!signed && self.is_word(j, "of") && self.is_number(j + 1)).then_some(j + 2)
    }

    /// "45 marks out of 60": the last number of a score, where a share is meant.
    fn end_of_score(&self, i: usize) -> Option<usize> {
        let of = i.checked_sub(1).filter(|k| self.is_word(*k, "of"))?;
        let bare = self.is_number(i) && !self.symbol(i + 1, '%');
        (of.saturating_sub(4)..of).find(|k| bare && self.is_number(*k))
    }

    /// "once a year", "once you pass", "twice daily": how often, or when.
    fn frequency(&self, j: usize) -> Option<usize> {
        const HOW_OFTEN: [&str; 18] = [
            "before", "a", "an", "per", "daily", "weekly", "monthly", "yearly", "annually", "every", "each",
            "more", "in", "the", "as", "again", "over", "with",
        ];
        const NO_CLAUSE: [&str; 12] = [
            "only", "at", "for", "during", "within", "before", "after", "without", "free", "or", "and", "on",
        ];
        let word = j.checked_sub(1)?;
        let joined = self.hyphen(j) && self.glued(j);
        if self.among(word, &["twice", "thrice"]) {
            return (joined || self.among(j, &HOW_OFTEN)).then_some(j + 1);
        }
        let clause = self.word(j).is_some() && (!self.among(j, &NO_CLAUSE) || self.word(j + 1).is_none());
        (self.is_word(word, "once") && (clause || joined)).then_some(j + 1)
    }

    /// ", excluding weekends", "(Mon–Fri)", "except 12 June": fewer days than those.
    fn without_days(&self, j: usize) -> Option<usize> {
        const DAYS: [&str; 22] = [
            "weekend",
            "weekends",
            "holiday",
            "holidays",
            "saturday",
            "saturdays",
            "sunday",
            "sundays",
            "monday",
            "mondays",
            "friday",
            "fridays",
            "bank",
            "public",
            "weekdays",
            "tuesday",
            "tuesdays",
            "wednesday",
            "wednesdays",
            "thursday",
            "thursdays",
            "mon",
        ];
        let mark =
            self.symbol(j, ',') || self.symbol(j, '(') || matches!(self.token(j), Some(TokenKind::Dash(_)));
        let first = j + usize::from(mark);
        if mark && (self.is_word(first, "mon") || self.is_word(first, "monday")) {
            return Some(first + 1);
        }
        let left_out = self.among(
            first,
            &["excluding", "excl", "except", "without", "minus", "bar", "excepting", "omitting"],
        ) || self.is_word(first, "not")
            && self.among(first + 1, &["counting", "including", "on"])
            || self.is_word(first, "exclusive") && self.is_word(first + 1, "of")
            || self.is_word(first, "net") && self.is_word(first + 1, "of")
            || self.is_word(first, "other") && self.is_word(first + 1, "than")
            || self.is_word(first, "not") && self.is_number(first + 1);
        let day = |k: usize| self.among(k, &DAYS) || self.word(k).and_then(month_named).is_some();
        if left_out {
            let dated = self.expected.kind == Some(Kind::Date);
            return (first + 1..first + 5).find(|k| day(*k) || (dated && self.is_number(*k))).map(|k| k + 1);
        }
        // "weekends excluded"
        let denied = |k: usize| {
            self.among(k, &["excluded", "excepted", "apart"])
                || self.is_word(k, "not") && self.among(k + 1, &["included", "counted", "counting"])
                || self.among(k, &["don", "do"])
        };
        if day(first) && denied(first + 1) { Some(first + 2) } else { self.bar_one(first) }
    }

    /// "45 days bar one".
    fn bar_one(&self, k: usize) -> Option<usize> {
        (self.among(k, &["bar", "but"]) && self.is_number(k + 1)).then_some(k + 2)
    }

    /// "three hour-long papers", "6 hour exams": so many things, each a unit long.
    fn each_so_long(&self, j: usize) -> Option<usize> {
        let (unit, number) = (j.checked_sub(1)?, j.checked_sub(2)?);
        let apart = self.tokens.get(unit).is_some_and(|token| token.gap != Gap::None);
        let one = self.is_word(number, "one") || self.is_word(number, "1");
        if !apart || !self.is_number(number) || one || self.word(unit).is_none_or(|word| word.ends_with('s'))
        {
            return None;
        }
        let joined = self.hyphen(j) && self.glued(j) && self.word(j + 1).is_some();
        let spelled = self.word(number).is_some();
        let things =
            self.word(j).is_some_and(|word| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"));
        (joined || (spelled && things)).then_some(j + 1 + usize::from(joined))
    }

    /// "two hours, 30 minutes of which", "two hours, 30 minutes per section": the second length is a part of the first,
    /// or another one.
    fn part_of_whole(&self, j: usize) -> Option<usize> {
        let joint = j.checked_sub(3)?;
        if !(self.symbol(joint, ',') || self.is_word(joint, "and")) || !self.is_number(j - 2) {
            return None;
        }
        let of = self.is_word(j, "of") && self.among(j + 1, &["which", "them", "those", "it"]);
        let each =
            self.among(j, &["each", "per", "a", "every"]) || self.symbol(j, '\'') || self.symbol(j, '’');
        (of || each).then_some(j + 1 + usize::from(of))
    }

    /// "three quarters of an hour": a part of something else than all.
    fn share_of_unit(&self, j: usize) -> Option<usize> {
        // "99.9% of the year" is said of the year as a whole.
        let signed = j.checked_sub(1).is_some_and(|k| self.symbol(k, '%') || self.is_word(k, "percent"));
        let of = (self.is_word(j, "of") && !signed).then_some(j + 1)?;
        let unit = of + usize::from(self.among(of, &["a", "an", "one", "the"]));
        let measured = matches!(
            self.unit(unit),
            Some((WrittenUnit::Time(_) | WrittenUnit::Measure(_) | WrittenUnit::Money(_), _))
        ) || self.word(unit).is_some_and(|word| MeasureUnit::named(word).is_some());
        (unit > of && (measured || self.among(unit, &["point", "band", "grade"]))).then_some(unit + 1)
    }

    /// "two-mark questions": the number says what each is worth.
    fn worth_of_each(&self, j: usize) -> Option<usize> {
        let joined = self.hyphen(j) && self.glued(j) && self.glued(j + 1);
        let adjective = self.word(j + 1).is_some() && self.noun(j + 1).is_none();
        if joined && adjective { self.noun(j + 2) } else { None }
    }

    /// "3 June", "third of March", "3 o'clock".
    fn month_after(&self, j: usize) -> Option<usize> {
        let at = j + usize::from(self.is_word(j, "of"));
        let clock = self.is_word(j, "o") && self.is_word(j + 2, "clock");
        let month = self.word(at).and_then(month_named).is_some();
        if clock { Some(j + 3) } else { month.then_some(at + 1) }
    }

    /// "2026–27": a year that is none of the calendar.
    fn next_year(&self, j: usize) -> Option<usize> {
        let year = j.checked_sub(1).and_then(|k| self.token(k));
        let plain = matches!(year, Some(TokenKind::Number(run)) if run.whole.len() == 4);
        let joint = matches!(self.token(j), Some(TokenKind::Dash(_))) || self.symbol(j, '/');
        let short = matches!(self.token(j + 1), Some(TokenKind::Number(run)) if run.whole.len() == 2);
        (plain && joint && short && self.glued(j) && self.glued(j + 1)).then_some(j + 2)
    }

    /// "17 hundred crore": a scale that was not read.
    fn scale_after(&self, j: usize) -> Option<usize> {
        const SCALES: [&str; 12] = [
            "hundred", "thousand", "lakh", "lakhs", "lac", "lacs", "crore", "crores", "million", "billion",
            "trillion", "dozen",
        ];
        self.among(j, &SCALES).then_some(j + 1)
    }

    /// "Round three", "attempt 3": the number tells one from the others.
    fn named_before(&self, i: usize) -> Option<usize> {
        const NAMED: [&str; 47] = [
            "class",
            "category",
            "type",
            "zone",
            "gate",
            "box",
            "option",
            "schedule",
            "annex",
            "rank",
            "bed",
            "room",
            "attempt",
            "round",
            "stage",
            "grade",
            "part",
            "paper",
            "section",
            "phase",
            "level",
            "unit",
            "chapter",
            "station",
            "week",
            "day",
            "group",
            "appendix",
            "article",
            "clause",
            "form",
            "question",
            "exercise",
            "page",
            "shift",
            "landing",
            "mile",
            "point",
            "band",
            "year",
            "step",
            "module",
            "lesson",
            "task",
            "item",
            "candidate",
            "qn",
        ];
        let noun = i.checked_sub(1)?;
        let free = self.noun(i + 1).is_none() && self.unit(i + 1).is_none();
        (free && self.is_number(i) && self.among(noun, &NAMED)).then_some(noun)
    }
}
