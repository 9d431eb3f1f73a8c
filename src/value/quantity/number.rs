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

mod decimal;

pub(crate) use decimal::group;

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
        // Nearly all are small, and division of 128 bits is slow.
        if let (Ok(n), Ok(d)) = (i64::try_from(n), i64::try_from(d))
            && n != i64::MIN
        {
            let (mut g, mut rest) = (d.unsigned_abs(), if d == 1 { 0 } else { n.unsigned_abs() });
            while rest != 0 {
                (g, rest) = (rest, g % rest);
            }
            let g = i64::try_from(g.max(1)).unwrap_or(1);
            return Self(Repr::Small(n / g, d / g));
        }
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
