//! Units of measure: sizes of data, lengths, weights and the like.
//!
//! In: a word or a sign. Out: [`MeasureUnit`], its dimension and its exact size in the base of that. Units of one dimension
//! convert into each other; what has several sizes (gallon) or a zero of its own (degrees) converts into nothing. Time
//! and money live elsewhere.

use super::names::Names;
use super::number::Number;
use super::time::Period;
use foldhash::HashMap;
use std::sync::LazyLock;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Bytes.
    Data,
    /// Bits per second.
    DataRate,
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Grams.
    Mass,
    /// Litres.
    Volume,
    /// Metres per second.
    Speed,
    /// Watts.
    Power,
    /// Joules.
    Energy,
    /// Pascals.
    Pressure,
    /// Amperes.
    Current,
    /// Volts.
    Voltage,
    /// Hertz.
    Frequency,
    /// Moles.
    Substance,
    /// Nothing else is measured in it.
    Alone(&'static str),
}

struct Row {
    dimension: Dimension,
    /// One unit is this many of the base: a numerator and a denominator.
    size: (i64, i64),
    /// Signs, in which case counts: `MB` has bytes, `Mb` bits.
    signs: &'static [&'static str],
    /// Words, in any case.
    words: &'static [&'static str],
}

const fn row(
    dimension: Dimension,
    size: (i64, i64),
    signs: &'static [&'static str],
    words: &'static [&'static str],
) -> Row {
    Row { dimension, size, signs, words }
}

use Dimension::{
    Alone, Area, Current, Data, DataRate, Energy, Frequency, Length, Mass, Power, Pressure, Speed, Substance,
    Voltage, Volume,
};

#[rustfmt::skip]
const TABLE: &[Row] = &[
    row(Data, (1, 8), &[], &["bit", "bits"]),
    row(Data, (1, 1), &[], &["byte", "bytes"]),
    row(Data, (1_000, 1), &["kB", "KB"], &["kb", "kilobyte", "kilobytes"]),
    row(Data, (1_000_000, 1), &["MB"], &["mb", "megabyte", "megabytes"]),
    row(Data, (1_000_000_000, 1), &["GB"], &["gb", "gigabyte", "gigabytes"]),
    row(Data, (1_000_000_000_000, 1), &["TB"], &["tb", "terabyte", "terabytes"]),
    row(Data, (1_000_000_000_000_000, 1), &["PB"], &["petabyte", "petabytes"]),
    row(Data, (1_024, 1), &["KiB"], &["kibibyte", "kibibytes"]),
    row(Data, (1_048_576, 1), &["MiB"], &["mebibyte", "mebibytes"]),
    row(Data, (1_073_741_824, 1), &["GiB"], &["gibibyte", "gibibytes"]),
    row(Data, (1_099_511_627_776, 1), &["TiB"], &["tebibyte", "tebibytes"]),
    row(Data, (1_125_899_906_842_624, 1), &["PiB"], &["pebibyte", "pebibytes"]),
    row(Data, (1_152_921_504_606_846_976, 1), &["EiB"], &["exbibyte", "exbibytes"]),
    row(Data, (1_000_000_000_000_000_000, 1), &["EB"], &["exabyte", "exabytes"]),
    row(Data, (125, 1), &["Kb", "kbit"], &["kilobit", "kilobits"]),
    row(Data, (125_000, 1), &["Mb", "Mbit"], &["megabit", "megabits"]),
    row(Data, (125_000_000, 1), &["Gb", "Gbit"], &["gigabit", "gigabits"]),
    row(Data, (125_000_000_000, 1), &["Tb", "Tbit"], &["terabit", "terabits"]),
    row(Data, (128, 1), &["Kib", "Kibit"], &["kibibit", "kibibits"]),
    row(Data, (131_072, 1), &["Mib", "Mibit"], &["mebibit", "mebibits"]),
    row(Data, (134_217_728, 1), &["Gib", "Gibit"], &["gibibit", "gibibits"]),
    row(Data, (137_438_953_472, 1), &["Tib", "Tibit"], &["tebibit", "tebibits"]),
    row(DataRate, (1_000, 1), &["kbps", "Kbps"], &[]),
    row(DataRate, (1_000_000, 1), &["Mbps"], &[]),
    row(DataRate, (1_000_000_000, 1), &["Gbps"], &[]),
    row(DataRate, (1_000_000_000_000, 1), &["Tbps"], &[]),
    row(DataRate, (8_000, 1), &["kBps", "KBps"], &[]),
    row(DataRate, (8_000_000, 1), &["MBps"], &[]),
    row(DataRate, (8_000_000_000, 1), &["GBps"], &[]),
    row(Length, (1, 1_000_000_000), &["nm"], &["nanometre", "nanometres", "nanometer", "nanometers"]),
    row(Length, (1, 1_000_000), &["µm", "μm"], &["micrometre", "micrometres", "micrometer", "micrometers"]),
    row(Length, (1, 1_000), &["mm"], &["millimetre", "millimetres", "millimeter", "millimeters"]),
    row(Length, (1, 100), &["cm"], &["centimetre", "centimetres", "centimeter", "centimeters"]),
    row(Length, (1, 1), &["m"], &["metre", "metres", "meter", "meters"]),
    row(Length, (1_000, 1), &["km", "kms"], &["kilometre", "kilometres", "kilometer", "kilometers"]),
    row(Length, (254, 10_000), &[], &["inch", "inches"]),
    row(Length, (3_048, 10_000), &["ft"], &["foot", "feet"]),
    row(Length, (9_144, 10_000), &["yd"], &["yard", "yards"]),
    row(Length, (18_288, 10_000), &[], &["fathom", "fathoms"]),
    row(Length, (1_609_344, 1_000), &["mi"], &["mile", "miles"]),
    row(Length, (1_852, 1), &["nmi", "NM"], &[]),
    row(Area, (1, 1), &["m²", "m2", "sqm"], &[]),
    row(Area, (1, 10_000), &["cm²", "cm2"], &[]),
    row(Area, (1_000_000, 1), &["km²", "km2"], &[]),
    row(Area, (9_290_304, 100_000_000), &["ft²"], &[]),
    row(Area, (2_589_988_110_336, 1_000_000), &["mi²"], &[]),
    row(Area, (10_000, 1), &["ha"], &["hectare", "hectares"]),
    row(Area, (40_468_564_224, 10_000_000), &[], &["acre", "acres"]),
    row(Mass, (1, 1_000_000), &["µg", "μg", "mcg"], &["microgram", "micrograms"]),
    row(Mass, (1, 1_000), &["mg"], &["milligram", "milligrams"]),
    row(Mass, (1, 1), &["g"], &["gram", "grams", "gramme", "grammes"]),
    row(Mass, (1_000, 1), &["kg", "kgs", "KG"], &["kilogram", "kilograms", "kilogramme", "kilogrammes", "kilo", "kilos"]),
    row(Mass, (1_000_000, 1), &["t"], &["tonne", "tonnes"]),
    row(Mass, (28_349_523_125, 1_000_000_000), &["oz"], &["ounce", "ounces"]),
    row(Mass, (45_359_237, 100_000), &["lb", "lbs"], &[]),
    row(Volume, (1, 100), &["cl", "cL"], &["centilitre", "centilitres", "centiliter", "centiliters"]),
    row(Volume, (1, 10), &["dl", "dL"], &["decilitre", "decilitres", "deciliter", "deciliters"]),
    row(Volume, (1_000, 1), &["m³", "m3"], &[]),
    row(Volume, (1, 1_000), &["ml", "mL", "cc", "cm³"], &["millilitre", "millilitres", "milliliter", "milliliters"]),
    row(Volume, (1, 1), &["l", "L"], &["litre", "litres", "liter", "liters"]),
    row(Alone("gallon"), (1, 1), &[], &["gallon", "gallons"]),
    row(Alone("pint"), (1, 1), &[], &["pint", "pints"]),
    row(Speed, (1_000, 3_600), &["kmh", "kph", "kmph"], &[]),
    row(Speed, (1_609_344, 3_600_000), &["mph"], &[]),
    row(Speed, (1_852, 3_600), &["kn", "kt", "kts"], &["knot", "knots"]),
    row(Power, (1, 1), &["W"], &["watt", "watts"]),
    row(Power, (1, 1_000), &["mW"], &["milliwatt", "milliwatts"]),
    row(Power, (1_000, 1), &["kW"], &["kw", "kilowatt", "kilowatts"]),
    row(Power, (1_000_000, 1), &["MW"], &["megawatt", "megawatts"]),
    row(Power, (1_000_000_000, 1), &["GW"], &["gigawatt", "gigawatts"]),
    row(Power, (1_000_000_000_000, 1), &["TW"], &["terawatt", "terawatts"]),
    row(Energy, (1, 1), &["J"], &["joule", "joules"]),
    row(Energy, (1_000, 1), &["kJ"], &["kilojoule", "kilojoules"]),
    row(Energy, (1_000_000, 1), &["MJ"], &["megajoule", "megajoules"]),
    row(Energy, (3_600, 1), &["Wh"], &[]),
    row(Energy, (3_600_000, 1), &["kWh"], &["kilowatt-hour", "kilowatt-hours"]),
    row(Energy, (3_600_000_000, 1), &["MWh"], &["megawatt-hour", "megawatt-hours"]),
    row(Energy, (3_600_000_000_000, 1), &["GWh"], &["gigawatt-hour", "gigawatt-hours"]),
    row(Energy, (3_600_000_000_000_000, 1), &["TWh"], &["terawatt-hour", "terawatt-hours"]),
    row(Pressure, (1, 1), &["Pa"], &["pascal", "pascals"]),
    row(Pressure, (100, 1), &["hPa", "mbar"], &["hectopascal", "hectopascals", "millibar", "millibars"]),
    row(Pressure, (1_000, 1), &["kPa"], &["kilopascal", "kilopascals"]),
    row(Pressure, (1_000_000, 1), &["MPa"], &["megapascal", "megapascals"]),
    // The weight of a millimetre of mercury, and a pound on a square inch.
    row(Pressure, (133_322_387_415, 1_000_000_000), &["mmHg"], &[]),
    row(Pressure, (44_482_216_152_605, 6_451_600_000), &["psi"], &[]),
    row(Substance, (1, 1), &["mol"], &["mole", "moles"]),
    row(Substance, (1, 1_000), &["mmol"], &["millimole", "millimoles"]),
    row(Substance, (1, 1_000_000), &["µmol", "μmol"], &["micromole", "micromoles"]),
    row(Voltage, (1, 1_000), &["mV"], &["millivolt", "millivolts"]),
    row(Voltage, (1_000, 1), &["kV"], &["kilovolt", "kilovolts"]),
    row(Current, (1, 1), &["A"], &["amp", "amps", "ampere", "amperes"]),
    row(Current, (1, 1_000), &["mA"], &["milliamp", "milliamps", "milliampere", "milliamperes"]),
    row(Voltage, (1, 1), &["V"], &["volt", "volts"]),
    row(Frequency, (1, 1), &["Hz"], &["hertz"]),
    row(Frequency, (1_000, 1), &["kHz"], &["kilohertz"]),
    row(Frequency, (1_000_000, 1), &["MHz"], &["megahertz"]),
    row(Frequency, (1_000_000_000, 1), &["GHz"], &["gigahertz"]),
    row(Alone("psig"), (1, 1), &["psig"], &[]),
    row(Alone("ppm"), (1, 1), &["ppm"], &[]),
    row(Alone("dB"), (1, 1), &["dB"], &["db", "decibel", "decibels"]),
    row(Alone("°C"), (1, 1), &["°C"], &["celsius", "centigrade"]),
    row(Alone("°F"), (1, 1), &["°F"], &["fahrenheit"]),
];

/// Rows by signs, and by short words, which are signs as well: `Tb` is not `tb`.
static SIGNS: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
    let rows = || TABLE.iter().enumerate();
    let signs = rows().flat_map(|(number, row)| row.signs.iter().map(move |sign| (*sign, number)));
    let words = rows().flat_map(|(number, row)| row.words.iter().map(move |word| (*word, number)));
    let mut out = HashMap::default();
    for (name, number) in signs.chain(words.filter(|(word, _)| word.len() < SHORT)) {
        out.entry(name).or_insert(number);
    }
    out
});
/// Rows by longer words.
static WORDS: LazyLock<Names<usize>> = LazyLock::new(|| {
    let rows = TABLE.iter().enumerate();
    let words = rows.flat_map(|(number, row)| row.words.iter().map(move |word| (*word, number)));
    Names::of(words.filter(|(word, _)| word.len() >= SHORT))
});
/// The case of shorter words says what they mean.
const SHORT: usize = 4;

/// A unit of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeasureUnit(usize);

impl MeasureUnit {
    /// The unit that a sign or a word names.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let sign = SIGNS.get(name).copied();
        sign.or_else(|| WORDS.get(name).filter(|_| name.len() >= SHORT)).map(Self)
    }

    /// Its first sign.
    pub(crate) fn sign(self) -> Option<&'static str> {
        TABLE[self.0].signs.first().copied()
    }

    /// Whether a name is a sign, which has no plural.
    #[must_use]
    pub fn is_sign(name: &str) -> bool {
        TABLE.iter().any(|row| row.signs.contains(&name))
    }

    /// What it measures.
    #[must_use]
    pub fn dimension(self) -> Dimension {
        TABLE[self.0].dimension
    }

    /// Whether it counts in powers of 1,024.
    #[must_use]
    pub fn is_binary(self) -> bool {
        let (n, d) = TABLE[self.0].size;
        n >= 1_024 && d == 1 && n.count_ones() == 1
    }

    /// How many units of the dimension's base one unit is.
    #[must_use]
    pub fn size(self) -> Number {
        let (n, d) = TABLE[self.0].size;
        Number::frac(n, d)
    }

    /// What so much in a time measures, in the base of that: megabytes a second are bits per second, kilometres an hour
    /// are metres per second.
    #[must_use]
    pub fn rate(self, period: Option<Period>) -> Option<(Dimension, Number)> {
        let Some(period) = period else { return Some((self.dimension(), self.size())) };
        let (dimension, bases) = match self.dimension() {
            Dimension::Data => (Dimension::DataRate, 8),
            Dimension::Length => (Dimension::Speed, 1),
            _ => return None,
        };
        Some((dimension, &self.size() * &Number::frac(bases, period.seconds()?)))
    }

    /// The names of all units of its dimension, but for single letters, which mean many things.
    pub fn relatives(self) -> impl Iterator<Item = &'static str> {
        let own = self.dimension();
        let rows = TABLE.iter().filter(move |row| row.dimension == own);
        rows.flat_map(|row| row.signs.iter().chain(row.words)).copied().filter(|name| name.len() > 1)
    }
}
