//! Exact numbers.
//!
//! In: decimal text such as `1,250.50`, or small integers. Out: [`Number`], a rational of big
//! integers with the few operations the value grammar needs, and its decimal forms.
//!
//! It knows no units, no signs other than `-`, no scales (`K`) and no words; it never touches a float.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive};
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

/// The largest count of digits a written number may have.
pub const MAX_DIGITS: usize = 40;

/// An exact rational number. Orders, compares and hashes by value.
///
/// `Display` writes the shortest exact decimal (`17.6`, `-0.25`, `450000`); a number without one
/// (a third) is rounded to twelve significant digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

/// Lowest terms, positive denominator; big only where small does not fit, so that equality is by form.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Small(i64, i64),
    Big(Box<BigRational>),
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(mut x), Ok(mut y)) = (u64::try_from(a), u64::try_from(b)) {
            while y != 0 {
                (x, y) = (y, x % y);
            }
            return u128::from(x);
        }
        (a, b) = (b, a % b);
    }
    a
}

impl Number {
    /// `n / d` with `d` above zero.
    fn reduced(n: i128, d: i128) -> Self {
        let g = if d == 1 { 1 } else { gcd(n.unsigned_abs(), d.unsigned_abs()).max(1) };
        let g = i128::try_from(g).unwrap_or(1);
        match (i64::try_from(n / g), i64::try_from(d / g)) {
            (Ok(n), Ok(d)) if n != i64::MIN => Self(Repr::Small(n, d)),
            _ => Self::of_big(BigRational::new(n.into(), d.into())),
        }
    }

    fn of_big(r: BigRational) -> Self {
        match (r.numer().to_i64(), r.denom().to_i64()) {
            (Some(n), Some(d)) if n != i64::MIN => Self(Repr::Small(n, d)),
            _ => Self(Repr::Big(Box::new(r))),
        }
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Repr::Small(n, d) => BigRational::new_raw((*n).into(), (*d).into()),
            Repr::Big(r) => (**r).clone(),
        }
    }

    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        Self(Repr::Small(0, 1))
    }

    /// One.
    #[must_use]
    pub fn one() -> Self {
        Self(Repr::Small(1, 1))
    }

    /// `n / d`; `None` when `d` is zero.
    #[must_use]
    pub fn ratio(n: i64, d: i64) -> Option<Self> {
        let (n, d) = (i128::from(n), i128::from(d));
        (d != 0).then(|| Self::reduced(n * d.signum(), d.abs()))
    }

    /// `n / d` for constants; a zero denominator counts as one.
    pub(crate) fn frac(n: i64, d: i64) -> Self {
        Self::ratio(n, d).unwrap_or_else(|| Self::from(n))
    }

    /// Ten to the power `e`; `e` is held between -200 and 200.
    #[must_use]
    pub fn pow10(e: i32) -> Self {
        let e = e.clamp(-200, 200);
        if let Some(p) = 10i64.checked_pow(e.unsigned_abs()) {
            return Self(if e < 0 { Repr::Small(1, p) } else { Repr::Small(p, 1) });
        }
        let p = BigInt::from(10).pow(e.unsigned_abs());
        Self::of_big(if e < 0 {
            BigRational::new_raw(BigInt::one(), p)
        } else {
            BigRational::from_integer(p)
        })
    }

    /// Reads `[-]digits[,ddd]*[.digits]`, ASCII, at most [`MAX_DIGITS`] digits; `None` otherwise.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match body.split_once('.') {
            Some((w, f)) => (w, f),
            None => (body, ""),
        };
        if whole.is_empty() || (body.contains('.') && fraction.is_empty()) {
            return None;
        }
        let mut groups = whole.split(',');
        let first = groups.next()?;
        if whole.contains(',') && (first.is_empty() || first.len() > 3) {
            return None;
        }
        let mut digits = first.to_string();
        for group in groups {
            if group.len() != 3 {
                return None;
            }
            digits.push_str(group);
        }
        let value = Self::from_digits(&digits, fraction)?;
        Some(if negative { -&value } else { value })
    }

    /// `whole.fraction` from runs of ASCII digits.
    pub(crate) fn from_digits(whole: &str, fraction: &str) -> Option<Self> {
        let all: String = [whole, fraction].concat();
        let ok = !all.is_empty() && all.len() <= MAX_DIGITS && all.bytes().all(|b| b.is_ascii_digit());
        if !ok {
            return None;
        }
        let places = u32::try_from(fraction.len()).ok()?;
        if let (Ok(n), Some(d)) = (all.parse::<i64>(), 10i128.checked_pow(places)) {
            return Some(Self::reduced(n.into(), d));
        }
        let n: BigInt = all.parse().ok()?;
        Some(Self::of_big(BigRational::new(n, BigInt::from(10).pow(places))))
    }

    /// The distance from zero.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// About how many digits its numerator and denominator have together.
    #[must_use]
    pub fn digits(&self) -> usize {
        let r = self.big();
        // log10(2) is about 0.301.
        usize::try_from((r.numer().bits() + r.denom().bits()) * 301 / 1000).unwrap_or(usize::MAX)
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0, _))
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(n, _) => *n < 0,
            Repr::Big(r) => r.is_negative(),
        }
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Small(_, d) => *d == 1,
            Repr::Big(r) => r.is_integer(),
        }
    }

    /// The quotient; `None` when `other` is zero.
    #[must_use]
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        Some(match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                let (n, m) = (i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c));
                Self::reduced(n * m.signum(), m.abs())
            }
            _ => Self::of_big(self.big() / other.big()),
        })
    }

    /// The quotient by a constant other than zero.
    pub(crate) fn over(&self, n: i64) -> Self {
        self.checked_div(&Self::from(n)).unwrap_or_else(Self::zero)
    }

    /// The whole number not above it.
    fn floor(&self) -> Self {
        match &self.0 {
            Repr::Small(n, d) => Self(Repr::Small(n.div_euclid(*d), 1)),
            Repr::Big(r) => Self::of_big(r.floor()),
        }
    }

    /// The largest multiple of `step` that is not above it; itself when `step` is zero.
    #[must_use]
    pub fn floor_to(&self, step: &Self) -> Self {
        match self.checked_div(step) {
            Some(q) => &q.floor() * step,
            None => self.clone(),
        }
    }

    /// The smallest multiple of `step` that is not below it; itself when `step` is zero.
    #[must_use]
    pub fn ceil_to(&self, step: &Self) -> Self {
        -&(-self).floor_to(step)
    }

    /// The nearest multiple of `step`, ties away from zero; itself when `step` is zero.
    #[must_use]
    pub fn round_to(&self, step: &Self) -> Self {
        if self.is_negative() {
            return -&(-self).round_to(step);
        }
        match self.checked_div(step) {
            Some(q) => &(&q + &Self::frac(1, 2)).floor() * step,
            None => self.clone(),
        }
    }

    /// Rounded to `digits` significant digits.
    #[must_use]
    pub fn significant(&self, digits: u32) -> Self {
        self.round_to(&Self::pow10(self.magnitude() + 1 - i32::try_from(digits.clamp(1, 40)).unwrap_or(40)))
    }

    /// The power of ten of its first digit: 2 for 450, -1 for 0.3, 0 for zero.
    #[must_use]
    pub fn magnitude(&self) -> i32 {
        if self.is_zero() {
            return 0;
        }
        let a = self.abs();
        let len = |text: String| i32::try_from(text.len()).unwrap_or(i32::MAX / 2);
        let guess = match &a.0 {
            Repr::Small(n, d) => {
                i32::try_from(n.ilog10()).unwrap_or(0) - i32::try_from(d.ilog10()).unwrap_or(0)
            }
            Repr::Big(r) => len(r.numer().to_string()) - len(r.denom().to_string()),
        };
        if a < Self::pow10(guess) { guess - 1 } else { guess }
    }

    /// The exact decimal, `None` when it has none of at most sixty digits after the point.
    #[must_use]
    pub fn exact_decimal(&self) -> Option<String> {
        if let Repr::Small(n, d) = &self.0 {
            let places = small_places(*d)?;
            let scaled = BigInt::from(*n) * BigInt::from(10).pow(places) / BigInt::from(*d);
            let text = if *d == 1 { n.to_string() } else { scaled.to_string() };
            return Some(point(&text, places as usize));
        }
        let mut places = 0;
        let mut scaled = self.big();
        while !scaled.is_integer() {
            if places == 60 {
                return None;
            }
            scaled *= BigInt::from(10);
            places += 1;
        }
        Some(point(&scaled.numer().to_string(), places))
    }

    /// How many digits the exact decimal has after the point; `None` when there is no exact decimal.
    #[must_use]
    pub fn decimal_places(&self) -> Option<usize> {
        if let Repr::Small(_, d) = &self.0 {
            return small_places(*d).map(|p| p as usize);
        }
        self.exact_decimal().map(|s| s.split_once('.').map_or(0, |(_, f)| f.len()))
    }

    /// The decimal with exactly `places` digits after the point, ties away from zero.
    #[must_use]
    pub fn fixed(&self, places: usize) -> String {
        let step = Self::pow10(-i32::try_from(places.min(100)).unwrap_or(100));
        let rounded = self.round_to(&step);
        let units = rounded.checked_div(&step).unwrap_or_else(Self::zero);
        point(&units.big().to_integer().to_string(), places.min(100))
    }

    /// As `Display`, with commas between groups of three digits: `450,000`, `1,234.5`.
    #[must_use]
    pub fn grouped(&self) -> String {
        group(&self.to_string())
    }
}

/// Puts commas between the groups of three digits of a decimal.
pub(crate) fn group(text: &str) -> String {
    let (sign, body) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// How many digits a fraction of this denominator has after the point; `None` when it never ends.
fn small_places(mut d: i64) -> Option<u32> {
    let (mut twos, mut fives) = (0, 0);
    while d % 2 == 0 {
        d /= 2;
        twos += 1;
    }
    while d % 5 == 0 {
        d /= 5;
        fives += 1;
    }
    (d == 1).then_some(twos.max(fives)).filter(|p| *p <= 60)
}

/// Puts the point `places` digits from the end of an integer.
fn point(integer: &str, places: usize) -> String {
    let (sign, digits) = match integer.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", integer),
    };
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{sign}{whole}.{fraction}")
}

impl From<i64> for Number {
    fn from(n: i64) -> Self {
        Self::reduced(n.into(), 1)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.exact_decimal() {
            Some(text) => f.write_str(&text),
            None => {
                let short = self.significant(12);
                f.write_str(&short.exact_decimal().unwrap_or_else(|| short.fixed(12)))
            }
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Add for &Number {
    type Output = Number;
    fn add(self, other: &Number) -> Number {
        match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
                Number::reduced(a * d + c * b, b * d)
            }
            _ => Number::of_big(self.big() + other.big()),
        }
    }
}

impl Sub for &Number {
    type Output = Number;
    fn sub(self, other: &Number) -> Number {
        self + &-other
    }
}

impl Mul for &Number {
    type Output = Number;
    fn mul(self, other: &Number) -> Number {
        match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
                Number::reduced(a * c, b * d)
            }
            _ => Number::of_big(self.big() * other.big()),
        }
    }
}

impl Neg for &Number {
    type Output = Number;
    fn neg(self) -> Number {
        match &self.0 {
            Repr::Small(n, d) => Number(Repr::Small(-n, *d)),
            Repr::Big(r) => Number::of_big(-(**r).clone()),
        }
    }
}
