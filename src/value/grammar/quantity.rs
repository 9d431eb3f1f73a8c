//! One quantity of a figure: sign, currency, number, scale, unit, period.
//!
//! In: a token index. Out: [`WrittenQuantity`], what was written and nothing more; a missing unit stays
//! missing ([`WrittenUnit::Bare`]). Ranges are built from quantities in `range`, inheritance happens in `read`.

use super::fault::{Fault, FaultKind, Scanned};
use super::lex::{Dash, Gap, TokenKind};
use super::numeral::Spelling;
use super::period::Per;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::quantity::{WrittenCurrency, currency};
use crate::value::{Kind, MeasureUnit, Number, TimeUnit, singular};
use std::ops::Range;

/// A number with what was written around it.
#[derive(Clone, Debug)]
pub(crate) struct WrittenQuantity {
    /// Bytes of the quantity.
    pub span: Range<usize>,
    /// Bytes of the number itself, without sign, currency and scale.
    pub number: Range<usize>,
    /// The number before its scale, sign applied.
    pub value: Number,
    /// The worth of the last digit before the scale.
    pub digit: Number,
    /// The power of ten of the scale.
    pub scale: Option<i32>,
    /// -1, 0 or +1 for a written sign.
    pub sign: i8,
    pub unit: WrittenUnit,
    pub period: Option<Per>,
    /// What it is for, or the time it is spread over, follows: "per seat", "over four years".
    pub shared_out: bool,
    /// It is for a quantity of a unit of measure: "per GB", "/kg".
    pub per_measure: bool,
    /// The word for what it is for one of: `GB`, "seat".
    pub thing: Option<String>,
    /// The same where it follows "per", "each" or a slash: "seat", and not "four" of "over four years".
    pub part: Option<String>,
    /// The lower end of the scale that a score is on, where it is written.
    pub scale_from: Option<Number>,
    pub plus: bool,
    pub ish: bool,
    pub spelling: Spelling,
}

impl WrittenQuantity {
    /// The value in the base unit of its measure.
    pub(crate) fn base(&self) -> Number {
        &self.value * &self.unit_worth()
    }

    /// The last digit in the base unit of its measure.
    pub(crate) fn base_digit(&self) -> Number {
        &self.digit * &self.unit_worth()
    }

    /// Whether it is for one of something else than `own`, or for several of it.
    pub(crate) fn shared_out_to_another(&self, own: &str) -> bool {
        let same = |thing: &String| match (MeasureUnit::named(thing), MeasureUnit::named(own)) {
            (Some(a), Some(b)) => a == b,
            (None, None) => singular(&thing.to_lowercase()) == own,
            _ => false,
        };
        // "per 100 g" has no word where the thing stands.
        let numbered = self.per_measure && self.thing.is_none();
        numbered || self.thing.as_ref().is_some_and(|thing| !same(thing))
    }

    fn unit_worth(&self) -> Number {
        let scale = Number::pow10(self.scale.unwrap_or(0));
        match &self.unit {
            WrittenUnit::Time(unit) => &scale * &unit.factor(),
            WrittenUnit::Measure(unit) => &scale * &unit.size(),
            _ => scale,
        }
    }
}

impl Scanner<'_> {
    pub(super) fn plain_quantity(
        &self,
        i: usize,
        next: usize,
        value: Number,
        unit: WrittenUnit,
    ) -> WrittenQuantity {
        WrittenQuantity {
            span: self.bytes(&(i..next)),
            number: self.bytes(&(i..next)),
            value,
            digit: Number::one(),
            scale: None,
            sign: 0,
            unit,
            period: None,
            shared_out: false,
            per_measure: false,
            thing: None,
            part: None,
            scale_from: None,
            plus: false,
            ish: false,
            spelling: Spelling::Words,
        }
    }

    /// The quantity at token `i`; `joined` as in [`Scanner::numeral`].
    pub(crate) fn quantity(&self, i: usize, joined: bool) -> Scanned<(WrittenQuantity, usize)> {
        if let Some(next) = self.plus_minus(i) {
            return Err(Fault { kind: FaultKind::PlusMinus, span: self.bytes(&(i..next)) });
        }
        let (sign, j) = self.sign(i);
        let (money, j) = match self.currency_before(j) {
            Some((c, next)) if matches!(self.token(next), Some(TokenKind::Number(_))) => (Some(c), next),
            Some(_) => return Ok(None),
            None => (None, j),
        };
        if money.is_none() {
            let whole = self
                .multiple(j)
                .or_else(|| self.how_often(j))
                .or_else(|| self.gratis(j))
                .or_else(|| self.fraction_of_unit(j));
            if let Some(found) = whole.or_else(|| self.clock(j)) {
                return Ok(Some(found));
            }
            if let Some(found) = self.share(j)? {
                return Ok(Some(found));
            }
        }
        let numeral = match self.numeral(j, joined) {
            Ok(Some(n)) => n,
            Ok(None) => return Ok(None),
            Err(fault) if fault.kind == FaultKind::Points && money.is_none() => return Ok(None),
            Err(mut fault) => {
                fault.span.start = self.tokens[i].start;
                return Err(fault);
            }
        };
        let mut quantity = WrittenQuantity {
            span: 0..0,
            number: self.bytes(&(j..numeral.next.max(j + 1))),
            value: if sign < 0 { -&numeral.value } else { numeral.value },
            digit: numeral.digit,
            scale: None,
            sign,
            unit: money.map_or(WrittenUnit::Bare, WrittenUnit::Money),
            period: None,
            shared_out: false,
            per_measure: false,
            thing: None,
            part: None,
            scale_from: None,
            plus: false,
            ish: false,
            spelling: numeral.spelling,
        };
        let Some(next) = self.tail(i, numeral.next, &mut quantity)? else {
            return Ok(None);
        };
        quantity.span = self.bytes(&(i..next));
        Ok(Some((quantity, next)))
    }

    /// Everything after the number; `None` when it shows that this is no figure.
    fn tail(&self, i: usize, mut j: usize, quantity: &mut WrittenQuantity) -> Scanned<usize> {
        let fault = |why, to: usize| Fault { kind: why, span: self.bytes(&(i..to)) };
        let digits = quantity.spelling == Spelling::Digits;
        self.plus(&mut j, quantity)?;
        self.ish(&mut j, quantity);
        // "Rs. 5,000/- per paper": the mark that closes a sum.
        let dash = self.hyphen(j + 1) || self.symbol(j + 1, '=');
        let closed = self.symbol(j, '/') && self.glued(j) && dash && self.glued(j + 1);
        if closed && matches!(quantity.unit, WrittenUnit::Money(_)) {
            j += 2;
        }
        match self.scale(j, quantity)? {
            Some((scale, next)) => {
                quantity.scale = Some(scale);
                j = next;
                // "a million and a half dollars"
                if quantity.spelling == Spelling::Words
                    && let Some((part, digit, next)) = self.fraction_more(j)
                    && self.unit(next).is_some()
                {
                    quantity.value = &quantity.value + &part;
                    quantity.digit = digit;
                    j = next;
                } else if quantity.spelling == Spelling::Words
                    && let Some((more, next)) = self.rest_in_words(j, scale)
                {
                    let one = Number::pow10(-scale);
                    quantity.value = &quantity.value + &(&more * &one);
                    quantity.digit = one;
                    j = next;
                }
            }
            None if matches!(quantity.unit, WrittenUnit::Money(_)) && self.foreign_scale(j) => {
                return Err(fault(FaultKind::Suffix, j + 1));
            }
            None if digits && self.unknown_suffix(j) => {
                if matches!(quantity.unit, WrittenUnit::Money(_)) {
                    return Err(fault(FaultKind::Suffix, j + 1));
                }
                return Ok(None);
            }
            None => {}
        }
        self.plus(&mut j, quantity)?;
        if let Some(next) = self.of_counted(i, j, quantity)? {
            j = next;
        }
        if let Some(next) = self.score(i, j, quantity)? {
            return Ok(Some(next));
        }
        self.measure(i, &mut j, quantity)?;
        // "a kilo and a half"; lengths of time are put together elsewhere.
        let measured = matches!(quantity.unit, WrittenUnit::Measure(_) | WrittenUnit::Money(_));
        if measured
            && quantity.spelling != Spelling::Digits
            && let Some((part, digit, next)) = self.fraction_more(j)
        {
            quantity.value = &quantity.value + &part;
            quantity.digit = digit;
            j = next;
        }
        self.below_zero(&mut j, quantity);
        self.plus(&mut j, quantity)?;
        self.ish(&mut j, quantity);
        // "a second round" is no length of time.
        let second = quantity.unit == WrittenUnit::Time(TimeUnit::Second);
        let empty = quantity.unit == WrittenUnit::Bare && quantity.scale.is_none();
        if quantity.spelling == Spelling::Article && (empty || second) {
            return Ok(None);
        }
        if self.vague_unit(j) {
            return Ok(None);
        }
        if self.three_decimals(quantity) {
            return Err(fault(FaultKind::ThreeDecimals, j));
        }
        if let Some(span) = self.unknown_sign(j) {
            return Err(fault(FaultKind::UnknownSign, span));
        }
        let Some(j) = self.rate(j, quantity)? else { return Ok(None) };
        // "$28.50 an hour and a half"
        if quantity.period.is_some()
            && let Some((_, _, next)) = self.fraction_more(j)
        {
            return Err(fault(FaultKind::Fraction, next));
        }
        let money = matches!(quantity.unit, WrittenUnit::Money(_));
        let large = money || quantity.scale.is_some() || quantity.value >= Number::from(100);
        if quantity.spelling == Spelling::Words && large && self.below_hundred(j).is_some() {
            return Err(fault(FaultKind::WriteDigits, j + 1));
        }
        Ok(Some(j))
    }

    /// "45.000 €": three digits after the point are thousands elsewhere.
    fn three_decimals(&self, quantity: &WrittenQuantity) -> bool {
        let WrittenUnit::Money(written) = quantity.unit else { return false };
        let decimals = match written {
            WrittenCurrency::Code(code) => code.decimals(),
            WrittenCurrency::Dollar | WrittenCurrency::Shared(_) => 2,
        };
        let digits = self.text.get(quantity.number.clone()).unwrap_or("");
        let Some((whole, fraction)) = digits.rsplit_once('.') else { return false };
        // No sum that was computed ends in a zero there.
        let thousands = whole.len() <= 3 && fraction.len() == 3 && fraction.ends_with('0') && decimals != 3;
        quantity.spelling == Spelling::Digits && quantity.scale.is_none() && thousands
    }

    /// The token after a sign in the place of a unit that is none which is known: `18‰`.
    fn unknown_sign(&self, j: usize) -> Option<usize> {
        let Some(TokenKind::Symbol(c)) = self.token(j) else { return None };
        let unit = matches!(c, '‰' | '‱' | '°' | '′' | '″' | '^' | '=') && self.glued(j);
        // "90'" may be minutes or feet; "5 years' experience" has its unit.
        let number = j.checked_sub(1).is_some_and(|k| matches!(self.token(k), Some(TokenKind::Number(_))));
        let mark = matches!(c, '\'' | '\u{2019}')
            && self.expected.kind == Some(Kind::Duration)
            && number
            && self.glued(j);
        let money = currency::is_sign(*c) && currency::by_sign(*c).is_none();
        (unit || mark || money).then_some(j + 1)
    }

    /// `±5`, `+/-5`: the token after the number.
    fn plus_minus(&self, i: usize) -> Option<usize> {
        let slashed = self.symbol(i, '+')
            && self.symbol(i + 1, '/')
            && matches!(self.token(i + 2), Some(TokenKind::Dash(_)));
        let j = if slashed { i + 3 } else { i + 1 };
        let j = self.currency_before(j).map_or(j, |(_, next)| next);
        let number = matches!(self.token(j), Some(TokenKind::Number(_)));
        let first = || !self.tokens[..i].iter().any(|t| matches!(t.kind, TokenKind::Number(_)));
        ((slashed || self.symbol(i, '±')) && number && first()).then_some(j + 1)
    }

    /// A minus or plus directly before a number or a currency, with no number before it.
    fn sign(&self, i: usize) -> (i8, usize) {
        let spelled = self.is_word(i, "minus") || self.is_word(i, "negative");
        if spelled && (self.is_number(i + 1) || self.currency_before(i + 1).is_some()) {
            return (-1, i + 1);
        }
        let sign = match self.token(i) {
            Some(TokenKind::Dash(Dash::Hyphen | Dash::Minus | Dash::En)) => -1,
            Some(TokenKind::Symbol('+')) => 1,
            _ => return (0, i),
        };
        let starts = match self.tokens.get(i + 1).map(|t| &t.kind) {
            Some(TokenKind::Number(_)) => true,
            Some(TokenKind::Symbol(c)) => currency::by_sign(*c).is_some(),
            _ => false,
        };
        let free = i == 0
            || self.tokens[i].gap != Gap::None
            || matches!(self.token(i - 1), Some(TokenKind::Symbol(_) | TokenKind::Dash(Dash::En)));
        if starts && free && self.glued(i + 1) { (sign, i + 1) } else { (0, i) }
    }

    pub(super) fn plus(&self, j: &mut usize, quantity: &mut WrittenQuantity) -> Result<(), Fault> {
        if self.symbol(*j, '+') && self.glued(*j) {
            if matches!(self.token(*j + 1), Some(TokenKind::Number(_))) && self.glued(*j + 1) {
                return Err(Fault { kind: FaultKind::Sum, span: self.bytes(&(*j - 1..*j + 2)) });
            }
            quantity.plus = true;
            *j += 1;
        } else if let Some(next) = self.plus_word(*j) {
            quantity.plus = true;
            *j = next;
        }
        Ok(())
    }

    /// "4-plus rounds", "5 plus years"; "$450K plus equity" is a sum.
    fn plus_word(&self, j: usize) -> Option<usize> {
        let hyphen = self.hyphen(j) && self.glued(j) && self.glued(j + 1);
        let at = j + usize::from(hyphen);
        // "3 years plus", "40% plus"
        let sum = self.expected.kind == Some(Kind::Money);
        let unit = j.checked_sub(1).is_some_and(|k| !self.is_number(k));
        let last = self.token(at + 1).is_none() && unit && !sum;
        (self.is_word(at, "plus") && (hyphen || last || self.unit(at + 1).is_some())).then_some(at + 1)
    }

    fn ish(&self, j: &mut usize, quantity: &mut WrittenQuantity) {
        let hyphen = usize::from(self.hyphen(*j) && self.glued(*j));
        if self.is_word(*j + hyphen, "ish") && self.glued(*j + hyphen) {
            quantity.ish = true;
            *j += hyphen + 1;
        }
    }

    fn scale(&self, j: usize, quantity: &WrittenQuantity) -> Scanned<(i32, usize)> {
        if quantity.spelling == Spelling::Article {
            return Ok(None);
        }
        let hyphen = usize::from(self.hyphen(j) && self.glued(j) && self.glued(j + 1));
        let Some(word) = self.word(j + hyphen).filter(|_| self.measure_unit(j + hyphen).is_none()) else {
            return Ok(None);
        };
        let spelled = match word.to_ascii_lowercase().as_str() {
            "hundred" if quantity.spelling == Spelling::Digits => Some(2),
            "hundred" if quantity.number == self.bytes(&(j..j + 1)) => Some(2),
            "thousand" => Some(3),
            "lakh" | "lakhs" | "lac" | "lacs" => Some(5),
            "crore" | "crores" | "cr" => Some(7),
            "grand" if self.expected.kind == Some(Kind::Money) => Some(3),
            "mil" if self.expected.kind == Some(Kind::Money) => Some(6),
            "mn" | "mln" | "mio" if quantity.spelling == Spelling::Digits => Some(6),
            "tn" | "trn" if quantity.spelling == Spelling::Digits => Some(12),
            "million" => Some(6),
            "billion" => Some(9),
            "trillion" => Some(12),
            _ => None,
        };
        if let Some(scale) = spelled {
            return Ok(Some((scale, j + hyphen + 1)));
        }
        let scale = match word {
            "k" | "K" => 3,
            "m" | "M" | "MM" | "mm" => 6,
            "bn" | "Bn" | "BN" | "b" | "B" => 9,
            _ => return Ok(None),
        };
        let money = matches!(quantity.unit, WrittenUnit::Money(_));
        let near = self.glued(j) || money || matches!(word, "K" | "M" | "MM" | "bn");
        if hyphen == 1 || quantity.spelling != Spelling::Digits || !near {
            return Ok(None);
        }
        if self.expected.kind == Some(Kind::Duration) && !money && scale > 3 {
            let span = quantity.number.start..self.tokens[j].end;
            return Err(Fault { kind: FaultKind::MinutesOrMillions, span });
        }
        Ok(Some((scale, j + 1)))
    }

    /// Words for a scale that is not read: "$5 dozen".
    fn foreign_scale(&self, j: usize) -> bool {
        const SCALES: [&str; 7] = ["grand", "quadrillion", "dozen", "score", "gross", "lpa", "myriad"];
        // "$300 gross", "€45,300 gross annual salary": a sum before tax.
        const PAID: [&str; 9] =
            ["annual", "annually", "monthly", "yearly", "salary", "income", "pay", "wage", "wages"];
        let taxed = self.is_word(j, "gross") && (self.ends_there(j + 1) || self.among(j + 1, &PAID));
        !taxed && self.among(j, &SCALES)
    }

    /// Letters glued to the digits that are neither a unit nor a scale: `5G`, `200s`.
    fn unknown_suffix(&self, j: usize) -> bool {
        if !self.glued(j) {
            return false;
        }
        match self.token(j) {
            Some(TokenKind::Word)
                if self.expected.kind == Some(Kind::Scale) && self.among(j, &["pts", "pt"]) =>
            {
                false
            }
            Some(TokenKind::Word) => {
                self.unit(j).is_none() && self.hundredths(j).is_none() && self.ordinal_suffix(j).is_none()
            }
            Some(TokenKind::Symbol('_')) => true,
            _ => false,
        }
    }

    /// Reads the unit, and refuses two currencies.
    fn measure(&self, i: usize, j: &mut usize, quantity: &mut WrittenQuantity) -> Result<(), Fault> {
        let hyphen = usize::from(self.hyphen(*j) && self.glued(*j) && self.glued(*j + 1));
        let skipped = self.past_descriptions(*j + hyphen) - *j;
        if let Some((unit, next)) = self.hundredths(*j + hyphen)
            && quantity.unit == WrittenUnit::Bare
            && quantity.scale.is_none()
        {
            quantity.value = quantity.value.over(100);
            quantity.digit = quantity.digit.over(100);
            quantity.unit = WrittenUnit::Money(unit);
            *j = next;
            return Ok(());
        }
        if let WrittenUnit::Money(_) = quantity.unit
            && let Some((code, next)) = self.country_after(*j)
        {
            return self.second_currency(i, j, quantity, code, next);
        }
        let Some((unit, next)) = self.unit(*j + skipped) else {
            return Ok(());
        };
        match (&quantity.unit, unit) {
            (WrittenUnit::Bare, WrittenUnit::Points) if self.is_basis(*j + skipped) => {
                quantity.value = quantity.value.over(100);
                quantity.digit = quantity.digit.over(100);
                quantity.unit = WrittenUnit::Points;
            }
            (WrittenUnit::Bare, unit) => quantity.unit = unit,
            (WrittenUnit::Money(_), WrittenUnit::Money(b)) => {
                return self.second_currency(i, j, quantity, b, next);
            }
            _ => return Ok(()),
        }
        *j = next;
        // "200 dollars Canadian", "200 dollars (AUD)"
        if let WrittenUnit::Money(_) = quantity.unit
            && let Some((code, end)) = self.country_after(next)
        {
            return self.second_currency(i, j, quantity, code, end);
        }
        Ok(())
    }

    /// "$500 CAD": the second currency says which one the first is, or is another.
    fn second_currency(
        &self,
        i: usize,
        j: &mut usize,
        quantity: &mut WrittenQuantity,
        second: WrittenCurrency,
        next: usize,
    ) -> Result<(), Fault> {
        let WrittenUnit::Money(first) = quantity.unit else { return Ok(()) };
        let peso = first.is_any_dollar() && second.is_peso();
        if !first.compatible(second) && !peso {
            return Err(Fault { kind: FaultKind::TwoCurrencies, span: self.bytes(&(i..next)) });
        }
        if !matches!(first, WrittenCurrency::Code(_)) {
            quantity.unit = WrittenUnit::Money(second);
        }
        *j = next;
        Ok(())
    }
}
