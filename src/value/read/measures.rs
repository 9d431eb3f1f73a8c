//! Units of measure, so that a count in one of them is not taken for a count in another.
//!
//! In: a word. Out: the unit it names, if it is one that everybody knows. Converts nothing: `18 metres` and
//! `59 feet` are different wordings, and which one a fact has is the author's to say.

/// Names of one unit each: singular, plural, other spellings, abbreviations that mean nothing else in prose.
const UNITS: &[&[&str]] = &[
    &["millimetre", "millimetres", "millimeter", "millimeters", "mm"],
    &["centimetre", "centimetres", "centimeter", "centimeters", "cm"],
    &["metre", "metres", "meter", "meters"],
    &["kilometre", "kilometres", "kilometer", "kilometers", "km", "kms"],
    &["inch", "inches"],
    &["foot", "feet", "ft"],
    &["yard", "yards"],
    &["mile", "miles"],
    &["fathom", "fathoms"],
    &["gram", "grams", "gramme", "grammes"],
    &["milligram", "milligrams", "mg"],
    &["kilogram", "kilograms", "kilogramme", "kilogrammes", "kilo", "kilos", "kg", "kgs"],
    &["tonne", "tonnes"],
    &["ounce", "ounces", "oz"],
    &["lb", "lbs"],
    &["millilitre", "millilitres", "milliliter", "milliliters", "ml"],
    &["litre", "litres", "liter", "liters"],
    &["gallon", "gallons"],
    &["pint", "pints"],
    &["hectare", "hectares"],
    &["acre", "acres"],
    &["mph"],
    &["kph", "kmh"],
    &["knot", "knots"],
    &["psi"],
    &["kilobyte", "kilobytes", "kb"],
    &["megabyte", "megabytes", "mb"],
    &["gigabyte", "gigabytes", "gb"],
    &["watt", "watts"],
    &["kilowatt", "kilowatts", "kw"],
    &["volt", "volts"],
    &["celsius"],
    &["fahrenheit"],
];

/// All names of the unit that a word in lower-case letters names.
pub(super) fn names(word: &str) -> Option<&'static [&'static str]> {
    UNITS.iter().find(|names| names.contains(&word)).copied()
}
