//! How a wording was read, in words.
//!
//! In: what is stated, the schema and the options. Out: the label under the caret. Decides nothing.

use crate::value::agree::allowed;
use crate::value::write::amount;
use crate::value::{Amount, Bound, Core, Hedge, Number, Options, Schema, Stated};

/// How the wording was read, for the label under the caret.
pub(crate) fn reading(stated: &Stated, schema: &Schema, options: &Options) -> String {
    let tol = options.tolerance.as_ref();
    let text = match &stated.core {
        Core::One(x) => return single(stated, x, schema, options),
        Core::Range(a, b) => {
            let exact = amount::range_to(a, b, schema, amount::Style::Compact);
            if stated.hedge == Hedge::None || stated.hedge == Hedge::Exactly {
                exact
            } else {
                let lo = &a.value - &allowed(a, stated.hedge, schema, tol);
                let hi = &b.value + &allowed(b, stated.hedge, schema, tol);
                let ends = [amount::computed(lo, a, schema), amount::computed(hi, b, schema)].join(" to ");
                format!("{exact}, hedged: {ends}")
            }
        }
        Core::Date(d) => format!("{}{d}", signed(stated.bound)),
        Core::Dates(a, b) => format!("{a} to {b}"),
        Core::Word(w) => w.clone(),
        Core::Comparative => stated.direction.map_or("a comparison".to_string(), |d| d.to_string()),
    };
    format!("read as {text}")
}

fn signed(bound: Bound) -> String {
    if bound == Bound::None { String::new() } else { format!("{} ", bound.sign()) }
}

fn single(stated: &Stated, x: &Amount, schema: &Schema, options: &Options) -> String {
    let figure = amount::short(x, schema);
    if stated.bound != Bound::None {
        return format!("read as {} {figure}", stated.bound.sign());
    }
    let by = allowed(x, stated.hedge, schema, options.tolerance.as_ref());
    let lo = || edge(&x.value - &by, x, schema);
    let hi = || edge(&x.value + &by, x, schema);
    match stated.hedge {
        Hedge::Exactly => format!("read as exactly {figure}"),
        Hedge::Nearly => format!("read as nearly {figure}: from {}, below {figure}", lo()),
        Hedge::JustOver => format!("read as just over {figure}: above it, to {}", hi()),
        Hedge::About => format!("read as {figure}, hedged: {} to {}", lo(), hi()),
        Hedge::None if by.is_zero() => format!("read as {figure}"),
        Hedge::None if options.tolerance.is_some() => {
            format!("read as {figure}, allowed: {} to {}", lo(), hi())
        }
        Hedge::None => format!("read as {figure}, rounded: {} to {}", lo(), hi()),
    }
}

/// One end of what a wording allows, with as many digits as tell it from the figure.
fn edge(at: Number, x: &Amount, schema: &Schema) -> String {
    let short = amount::computed(at.clone(), x, schema);
    let near = (&at - &x.value).abs() < x.value.abs().over(100);
    if !near || at.decimal_places().is_none_or(|places| places > 9) {
        return short;
    }
    amount::short(&Amount { value: at, last_digit: x.last_digit.over(10), ..x.clone() }, schema)
}
