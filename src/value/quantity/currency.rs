//! Currencies: signs, codes and words.
//!
//! In: a sign, an ISO code or a word. Out: [`Currency`] codes, and [`WrittenCurrency`] for what was
//! written (a bare `$` is any dollar until the attribute says which). No rates: nothing is ever converted.

use std::fmt;

/// An ISO 4217 code such as `USD`; three upper-case ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency of a code in [`CODES`], any case; `None` when the code is not listed.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if code.len() != 3 {
            return None;
        }
        CODES.iter().find(|c| c.eq_ignore_ascii_case(code)).map(|c| Self::listed(c))
    }

    /// The code, upper case.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// The sign written before a sum (`$`, `€`, `C$`); `None` when the code is written instead.
    #[must_use]
    pub fn sign(&self) -> Option<&'static str> {
        SIGNS.iter().find(|(_, code)| *code == self.code()).map(|(sign, _)| *sign)
    }

    /// Whether a bare `$` may mean it.
    #[must_use]
    pub fn is_dollar(&self) -> bool {
        DOLLARS.contains(&self.code())
    }

    pub(crate) fn listed(code: &str) -> Self {
        let b = code.as_bytes();
        match b {
            [x, y, z] => Self([*x, *y, *z]),
            _ => Self(*b"XXX"),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a text says about the currency of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WrittenCurrency {
    /// A code or an unambiguous sign.
    Code(Currency),
    /// `$` or "dollars": the attribute decides which.
    Dollar,
}

impl WrittenCurrency {
    /// Whether a sum written so may be in `wanted`; a bare `$` without a wanted currency is USD.
    pub(crate) fn fits(self, wanted: Currency) -> bool {
        match self {
            WrittenCurrency::Code(code) => code == wanted,
            WrittenCurrency::Dollar => wanted.is_dollar(),
        }
    }

    /// Whether both may mean one currency.
    pub(crate) fn compatible(self, other: WrittenCurrency) -> bool {
        match (self, other) {
            (WrittenCurrency::Dollar, WrittenCurrency::Dollar) => true,
            (WrittenCurrency::Code(a), WrittenCurrency::Code(b)) => a == b,
            (WrittenCurrency::Dollar, WrittenCurrency::Code(c))
            | (WrittenCurrency::Code(c), WrittenCurrency::Dollar) => c.is_dollar(),
        }
    }
}

/// The ISO codes that are read. Codes that are English words (ALL, TRY, TOP, CUP) are left out.
pub const CODES: [&str; 27] = [
    "USD", "EUR", "GBP", "CAD", "AUD", "NZD", "SGD", "HKD", "JPY", "CNY", "INR", "CHF", "SEK", "NOK", "DKK",
    "PLN", "CZK", "BRL", "MXN", "ZAR", "KRW", "ILS", "TWD", "AED", "THB", "HUF", "RUB",
];

const DOLLARS: [&str; 7] = ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"];

/// Signs used when writing; the first sign of a code is the one written.
const SIGNS: [(&str, &str); 13] = [
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("NZ$", "NZD"),
    ("S$", "SGD"),
    ("HK$", "HKD"),
    ("R$", "BRL"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₪", "ILS"),
];

/// Letters that may stand before `$`, and the code the pair means.
const LETTERED: [(&str, &str); 11] = [
    ("US", "USD"),
    ("C", "CAD"),
    ("CA", "CAD"),
    ("A", "AUD"),
    ("AU", "AUD"),
    ("NZ", "NZD"),
    ("S", "SGD"),
    ("HK", "HKD"),
    ("R", "BRL"),
    ("MX", "MXN"),
    ("NT", "TWD"),
];

/// Words after a number; `None` stands for any dollar.
const WORDS: [(&str, Option<&str>); 12] = [
    ("dollar", None),
    ("dollars", None),
    ("bucks", None),
    ("euro", Some("EUR")),
    ("euros", Some("EUR")),
    ("pound", Some("GBP")),
    ("pounds", Some("GBP")),
    ("yen", Some("JPY")),
    ("yuan", Some("CNY")),
    ("rupee", Some("INR")),
    ("rupees", Some("INR")),
    ("francs", Some("CHF")),
];

/// The currency of a sign that stands alone.
pub(crate) fn by_sign(c: char) -> Option<WrittenCurrency> {
    let code = match c {
        '$' => return Some(WrittenCurrency::Dollar),
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '₹' => "INR",
        '₩' => "KRW",
        '₪' => "ILS",
        '₽' => "RUB",
        '฿' => "THB",
        _ => return None,
    };
    Some(WrittenCurrency::Code(Currency::listed(code)))
}

/// The currency of letters directly before `$`.
pub(crate) fn by_letters(letters: &str) -> Option<WrittenCurrency> {
    let (_, code) = LETTERED.iter().find(|(l, _)| *l == letters)?;
    Some(WrittenCurrency::Code(Currency::listed(code)))
}

/// The currency of a code or a word.
pub(crate) fn by_word(word: &str) -> Option<WrittenCurrency> {
    if let Some(code) = Currency::from_code(word) {
        return Some(WrittenCurrency::Code(code));
    }
    let (_, code) = WORDS.iter().find(|(w, _)| w.eq_ignore_ascii_case(word))?;
    Some(code.map_or(WrittenCurrency::Dollar, |c| WrittenCurrency::Code(Currency::listed(c))))
}
