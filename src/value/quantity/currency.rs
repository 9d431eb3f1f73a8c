//! Currencies: signs, codes and words.
//!
//! In: a sign, an ISO code or a word. Out: [`Currency`] codes, and [`WrittenCurrency`] for what was
//! written (a bare `$` is any dollar until the attribute says which). No rates: nothing is ever converted.

use super::names::Names;
use std::fmt;
use std::sync::LazyLock;

/// An ISO 4217 code such as `USD`; three upper-case ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency of an ISO 4217 code: those of [`CODES`] in any case, all others in capitals, because many of
    /// them are words (`TRY`, `ALL`); `None` when there is no such code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::common(code).or_else(|| CODES_IN_CAPITALS.iter().find(|c| **c == code).map(|c| Self::listed(c)))
    }

    /// The currency of a code that no prose has by accident.
    pub(crate) fn common(code: &str) -> Option<Self> {
        if code.len() != 3 {
            return None;
        }
        COMMON.get(code).map(Self::listed)
    }

    /// How many digits its sums have after the point.
    pub(crate) fn decimals(self) -> usize {
        if THREE_DECIMALS.contains(&self.code()) { 3 } else { 2 }
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
    /// A sign or word of several currencies, such as `kr` or "rupees": the attribute decides which of them.
    Shared(&'static [&'static str]),
}

impl WrittenCurrency {
    /// Whether a sum written so may be in `wanted`; a bare `$` without a wanted currency is USD.
    pub(crate) fn fits(self, wanted: Currency) -> bool {
        match self {
            WrittenCurrency::Code(code) => code == wanted,
            WrittenCurrency::Dollar => wanted.is_dollar(),
            WrittenCurrency::Shared(codes) => codes.contains(&wanted.code()),
        }
    }

    /// Whether it is a bare `$`, which pesos are written with as well.
    pub(crate) fn is_any_dollar(self) -> bool {
        self == WrittenCurrency::Dollar
    }

    /// Whether it is a peso.
    pub(crate) fn is_peso(self) -> bool {
        match self {
            WrittenCurrency::Code(code) => PESOS.contains(&code.code()),
            WrittenCurrency::Shared(codes) => codes == PESOS,
            WrittenCurrency::Dollar => false,
        }
    }

    /// Whether both may mean one currency.
    pub(crate) fn compatible(self, other: WrittenCurrency) -> bool {
        match (self, other) {
            (WrittenCurrency::Dollar, WrittenCurrency::Dollar) => true,
            (WrittenCurrency::Code(a), WrittenCurrency::Code(b)) => a == b,
            (WrittenCurrency::Dollar, WrittenCurrency::Code(c))
            | (WrittenCurrency::Code(c), WrittenCurrency::Dollar) => c.is_dollar(),
            (WrittenCurrency::Shared(a), WrittenCurrency::Shared(b)) => a.iter().any(|c| b.contains(c)),
            (WrittenCurrency::Shared(codes), WrittenCurrency::Code(c))
            | (WrittenCurrency::Code(c), WrittenCurrency::Shared(codes)) => codes.contains(&c.code()),
            (WrittenCurrency::Shared(codes), WrittenCurrency::Dollar)
            | (WrittenCurrency::Dollar, WrittenCurrency::Shared(codes)) => {
                codes.iter().any(|code| DOLLARS.contains(code))
            }
        }
    }
}

/// The ISO codes that are read in any case, in prose as well. The others are in [`CODES_IN_CAPITALS`].
pub const CODES: [&str; 27] = [
    "USD", "EUR", "GBP", "CAD", "AUD", "NZD", "SGD", "HKD", "JPY", "CNY", "INR", "CHF", "SEK", "NOK", "DKK",
    "PLN", "CZK", "BRL", "MXN", "ZAR", "KRW", "ILS", "TWD", "AED", "THB", "HUF", "RUB",
];

/// The other codes of ISO 4217, which are read in capitals and where a sum is expected.
#[rustfmt::skip]
const CODES_IN_CAPITALS: [&str; 132] = [
    "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD",
    "BND", "BOB", "BSD", "BTN", "BWP", "BYN", "BZD", "CDF", "CLP", "COP", "CRC", "CUP", "CVE", "DJF", "DOP",
    "DZD", "EGP", "ERN", "ETB", "FJD", "FKP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HNL", "HRK",
    "HTG", "IDR", "IQD", "IRR", "ISK", "JMD", "JOD", "KES", "KGS", "KHR", "KMF", "KPW", "KWD", "KYD", "KZT",
    "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR",
    "MVR", "MWK", "MYR", "MZN", "NAD", "NGN", "NIO", "NPR", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PYG",
    "QAR", "RON", "RSD", "RWF", "SAR", "SBD", "SCR", "SDG", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC",
    "SYP", "SZL", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TZS", "UAH", "UGX", "UYU", "UZS", "VED", "VES",
    "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZMW", "ZWG", "ZWL",
];

const DOLLARS: [&str; 22] = [
    "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "BBD", "BMD", "BND", "BSD", "BZD", "FJD", "GYD", "JMD",
    "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "XCD",
];

const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

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
const LETTERED: [(&str, &str); 22] = [
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
    ("J", "JMD"),
    ("TT", "TTD"),
    ("BZ", "BZD"),
    ("FJ", "FJD"),
    ("USD", "USD"),
    ("AUD", "AUD"),
    ("CAD", "CAD"),
    ("CDN", "CAD"),
    ("NZD", "NZD"),
    ("SGD", "SGD"),
    ("HKD", "HKD"),
];

/// Codes that share a sign or a word.
const RUPEES: &[&str] = &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"];
const KRONER: &[&str] = &["SEK", "NOK", "DKK", "ISK"];
const PESOS: &[&str] = &["MXN", "ARS", "CLP", "COP", "PHP", "CUP", "DOP", "UYU"];
const FRANCS: &[&str] = &["CHF", "XOF", "XAF", "XPF", "BIF", "CDF", "DJF", "GNF", "KMF", "RWF"];
const DINARS: &[&str] = &["BHD", "DZD", "IQD", "JOD", "KWD", "LYD", "RSD", "TND"];
const RIYALS: &[&str] = &["SAR", "QAR", "OMR", "IRR", "YER"];
const SHILLINGS: &[&str] = &["KES", "TZS", "UGX", "SOS"];
const YEN_OR_YUAN: &[&str] = &["JPY", "CNY"];
const ANY_DOLLAR: &[&str] = &DOLLARS;

/// [`CODES`] in any case.
static COMMON: LazyLock<Names<&str>> = LazyLock::new(|| Names::of(CODES.map(|code| (code, code))));
/// [`WORDS`] in any case.
static BY_WORD: LazyLock<Names<&[&str]>> = LazyLock::new(|| Names::of(WORDS));
/// [`ADJECTIVES`] in any case.
static BY_ADJECTIVE: LazyLock<Names<&str>> = LazyLock::new(|| Names::of(ADJECTIVES));

/// Words after a number that name a currency in any text.
const WORDS: [(&str, &[&str]); 43] = [
    ("quid", &["GBP"]),
    ("dollar", ANY_DOLLAR),
    ("dollars", ANY_DOLLAR),
    ("bucks", ANY_DOLLAR),
    ("euro", &["EUR"]),
    ("euros", &["EUR"]),
    ("pound", &["GBP"]),
    ("pounds", &["GBP"]),
    ("yen", &["JPY"]),
    ("yuan", &["CNY"]),
    ("renminbi", &["CNY"]),
    ("rupee", RUPEES),
    ("rupees", RUPEES),
    ("francs", FRANCS),
    ("pesos", PESOS),
    ("dinars", DINARS),
    ("riyals", RIYALS),
    ("rials", RIYALS),
    ("shillings", SHILLINGS),
    ("kroner", &["NOK", "DKK"]),
    ("kronor", &["SEK"]),
    ("baht", &["THB"]),
    ("forint", &["HUF"]),
    ("zloty", &["PLN"]),
    ("zlotys", &["PLN"]),
    ("złoty", &["PLN"]),
    ("koruna", &["CZK"]),
    ("koruny", &["CZK"]),
    ("roubles", &["RUB"]),
    ("rubles", &["RUB"]),
    ("ringgit", &["MYR"]),
    ("ringgits", &["MYR"]),
    ("forints", &["HUF"]),
    ("rupiah", &["IDR"]),
    ("naira", &["NGN"]),
    ("cedis", &["GHS"]),
    ("taka", &["BDT"]),
    ("shekels", &["ILS"]),
    ("hryvnia", &["UAH"]),
    ("dirhams", &["AED", "MAD"]),
    ("tenge", &["KZT"]),
    ("lari", &["GEL"]),
    ("reais", &["BRL"]),
];

/// Abbreviations and words that name a currency only where a sum is expected, as they are written.
const SHORT: [(&str, &[&str]); 42] = [
    ("Rs", RUPEES),
    ("Re", RUPEES),
    ("RM", &["MYR"]),
    ("kr", KRONER),
    ("Kr", KRONER),
    ("krona", KRONER),
    ("krone", KRONER),
    ("zł", &["PLN"]),
    ("zl", &["PLN"]),
    ("Kč", &["CZK"]),
    ("Kc", &["CZK"]),
    ("Ft", &["HUF"]),
    ("Fr", &["CHF"]),
    ("SFr", &["CHF"]),
    ("sFr", &["CHF"]),
    ("NIS", &["ILS"]),
    ("NTD", &["TWD"]),
    ("crowns", KRONER),
    ("franc", FRANCS),
    ("R", &["ZAR"]),
    ("rand", &["ZAR"]),
    ("Rp", &["IDR"]),
    ("Tk", &["BDT"]),
    ("KSh", &["KES"]),
    ("Ksh", &["KES"]),
    ("TSh", &["TZS"]),
    ("USh", &["UGX"]),
    ("Dh", &["AED", "MAD"]),
    ("Dhs", &["AED"]),
    ("SR", &["SAR"]),
    ("QR", &["QAR"]),
    ("KD", &["KWD"]),
    ("lei", &["RON", "MDL"]),
    ("leva", &["BGN"]),
    ("lira", &["TRY"]),
    ("liras", &["TRY"]),
    ("TL", &["TRY"]),
    ("won", &["KRW"]),
    ("dong", &["VND"]),
    ("real", &["BRL"]),
    ("peso", PESOS),
    ("RMB", &["CNY"]),
];

/// Adjectives before "dollars" and other words of several currencies, and before `$`.
const ADJECTIVES: [(&str, &str); 69] = [
    ("egyptian", "EGP"),
    ("egypt", "EGP"),
    ("lebanese", "LBP"),
    ("syrian", "SYP"),
    ("sudanese", "SDG"),
    ("gibraltar", "GIP"),
    ("nepal", "NPR"),
    ("pakistan", "PKR"),
    ("canada", "CAD"),
    ("australia", "AUD"),
    ("aussie", "AUD"),
    ("kiwi", "NZD"),
    ("bahamian", "BSD"),
    ("trinidadian", "TTD"),
    ("barbadian", "BBD"),
    ("namibian", "NAD"),
    ("liberian", "LRD"),
    ("brunei", "BND"),
    ("guyanese", "GYD"),
    ("belizean", "BZD"),
    ("us", "USD"),
    ("american", "USD"),
    ("canadian", "CAD"),
    ("australian", "AUD"),
    ("singapore", "SGD"),
    ("singaporean", "SGD"),
    ("taiwan", "TWD"),
    ("taiwanese", "TWD"),
    ("jamaican", "JMD"),
    ("fijian", "FJD"),
    ("british", "GBP"),
    ("sterling", "GBP"),
    ("egyptian", "EGP"),
    ("swiss", "CHF"),
    ("indian", "INR"),
    ("pakistani", "PKR"),
    ("nepalese", "NPR"),
    ("nepali", "NPR"),
    ("mauritian", "MUR"),
    ("japanese", "JPY"),
    ("chinese", "CNY"),
    ("mexican", "MXN"),
    ("philippine", "PHP"),
    ("argentine", "ARS"),
    ("colombian", "COP"),
    ("chilean", "CLP"),
    ("swedish", "SEK"),
    ("norwegian", "NOK"),
    ("danish", "DKK"),
    ("kenyan", "KES"),
    ("kuwaiti", "KWD"),
    ("nz", "NZD"),
    ("korean", "KRW"),
    ("turkish", "TRY"),
    ("thai", "THB"),
    ("malaysian", "MYR"),
    ("polish", "PLN"),
    ("czech", "CZK"),
    ("hungarian", "HUF"),
    ("israeli", "ILS"),
    ("brazilian", "BRL"),
    ("indonesian", "IDR"),
    ("vietnamese", "VND"),
    ("nigerian", "NGN"),
    ("ghanaian", "GHS"),
    ("qatari", "QAR"),
    ("saudi", "SAR"),
    ("emirati", "AED"),
    ("icelandic", "ISK"),
];

/// What a list of codes says: one code is that currency, the dollars stand for `$`.
fn written(codes: &'static [&'static str]) -> WrittenCurrency {
    match codes {
        [code] => WrittenCurrency::Code(Currency::listed(code)),
        _ if codes.first() == DOLLARS.first() => WrittenCurrency::Dollar,
        _ => WrittenCurrency::Shared(codes),
    }
}

/// The currency of a sign that stands alone.
pub(crate) fn by_sign(c: char) -> Option<WrittenCurrency> {
    let codes: &'static [&'static str] = match c {
        '$' => ANY_DOLLAR,
        '€' => &["EUR"],
        '£' => &["GBP"],
        '¥' => YEN_OR_YUAN,
        '₹' => &["INR"],
        '₨' => RUPEES,
        '₩' | '￦' => &["KRW"],
        '₪' => &["ILS"],
        '₽' => &["RUB"],
        '฿' => &["THB"],
        '₦' => &["NGN"],
        '₫' => &["VND"],
        '₱' => &["PHP"],
        '₴' => &["UAH"],
        '₺' => &["TRY"],
        '₵' => &["GHS"],
        '₸' => &["KZT"],
        '₭' => &["LAK"],
        '₡' => &["CRC"],
        '₲' => &["PYG"],
        '₮' => &["MNT"],
        '₼' => &["AZN"],
        '₾' => &["GEL"],
        '֏' => &["AMD"],
        '؋' => &["AFN"],
        '৳' => &["BDT"],
        '៛' => &["KHR"],
        '﷼' => RIYALS,
        _ => return None,
    };
    Some(written(codes))
}

/// Whether a character is a sign of money, known or not.
pub(crate) fn is_sign(c: char) -> bool {
    by_sign(c).is_some() || matches!(c, '\u{20A0}'..='\u{20CF}' | '¤' | '¢' | '﷼')
}

/// The currency of letters directly before `$`.
pub(crate) fn by_letters(letters: &str) -> Option<WrittenCurrency> {
    let (_, code) = LETTERED.iter().find(|(l, _)| *l == letters)?;
    Some(WrittenCurrency::Code(Currency::listed(code)))
}

/// The currency of a code or a word in any text.
pub(crate) fn by_word(word: &str) -> Option<WrittenCurrency> {
    if let Some(code) = Currency::common(word) {
        return Some(WrittenCurrency::Code(code));
    }
    BY_WORD.get(word).map(written)
}

/// Whether several countries call their money by a word that means one currency where it stands alone: pounds.
pub(crate) fn is_shared_name(word: &str) -> bool {
    ["pound", "pounds", "yen", "yuan"].iter().any(|name| name.eq_ignore_ascii_case(word))
}

/// The currency of a code or an abbreviation where a sum is expected.
pub(crate) fn by_short(word: &str) -> Option<WrittenCurrency> {
    if let Some(code) = Currency::from_code(word) {
        return Some(WrittenCurrency::Code(code));
    }
    SHORT.iter().find(|(w, _)| *w == word).map(|(_, codes)| written(codes))
}

/// The currency that an adjective makes of a word or sign of several: Canadian dollars.
pub(crate) fn by_adjective(word: &str) -> Option<Currency> {
    BY_ADJECTIVE.get(word).map(Currency::listed)
}
