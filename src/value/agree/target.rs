//! Which number of a fact is meant.
//!
//! In: a stored value, the statistic of the reference and the one that the words name. Out: the shape to
//! compare with, never a distribution; or a refusal when the fact does not hold that statistic.

use super::{Case, Options, Reason, Refusal};
use crate::value::error::quote;
use crate::value::{Bound, Core, Crowd, Distribution, Shape, Stat, Stored, statistic, write};

/// Chooses the shape to compare with.
pub(crate) fn choose(stored: &Stored, options: &Options, case: &Case) -> Result<Shape, Refusal> {
    let named = case.stated.statistic;
    if let Some(asked) = options.statistic {
        if let Some(said) = named.filter(|said| *said != asked) {
            return Err(refuse(case, &format!("the words say {said}, the reference asks for {asked}")));
        }
        return match statistic(stored, asked) {
            Some(amount) => Ok(Shape::Point(amount)),
            None => Err(refuse(case, &lacks(stored, asked, case))),
        };
    }
    match &stored.shape {
        Shape::Distribution(d) => of_distribution(d, stored, case),
        Shape::Point(_) => Ok(stored.shape.clone()),
        shape => match named {
            None => Ok(shape.clone()),
            Some(said) => match statistic(stored, said) {
                Some(amount) => Ok(Shape::Point(amount)),
                None => Err(refuse(case, &lacks(stored, said, case))),
            },
        },
    }
}

fn of_distribution(d: &Distribution, stored: &Stored, case: &Case) -> Result<Shape, Refusal> {
    let stated = case.stated;
    if matches!(stated.core, Core::Range(..)) {
        let Some((low, high)) = stated.percentiles else {
            return Err(refuse(case, "the range names no percentiles, the fact is a distribution"));
        };
        let ends = (d.get(Stat::Percentile(low)), d.get(Stat::Percentile(high)));
        return match ends {
            (Some(a), Some(b)) => Ok(Shape::Range(a.clone(), b.clone())),
            _ => Err(refuse(case, &format!("the fact has no p{low} and p{high}"))),
        };
    }
    // "Most earn $210K" is no median; "most earn more than $200K" follows from one.
    let half = stated.crowd == Some(Crowd::Half) && stated.bound != Bound::None;
    if stated.crowd.is_some() && stated.statistic.is_none() && !half {
        let held: Vec<String> = d.parts.iter().map(|(stat, _)| stat.name()).collect();
        let held = held.join(", ");
        return Err(if stated.crowd == Some(Crowd::Unheld) {
            refuse(case, &format!("that is none of {held}"))
        } else {
            refuse(case, &format!("how many people do is not said by {held}"))
        });
    }
    let stat = stated.statistic.unwrap_or(case.schema.headline);
    match d.get(stat) {
        Some(amount) => Ok(Shape::Point(amount.clone())),
        None => Err(refuse(case, &lacks(stored, stat, case))),
    }
}

/// What the fact holds instead.
fn lacks(stored: &Stored, stat: Stat, case: &Case) -> String {
    match &stored.shape {
        Shape::Distribution(d) => {
            let held: Vec<String> = d.parts.iter().map(|(s, _)| s.name()).collect();
            let list = held.join(", ");
            let article =
                if matches!(d.parts.as_slice(), [(Stat::Median | Stat::Mean, _)]) { "a " } else { "" };
            format!("the fact holds {article}{list}, no {stat}")
        }
        Shape::Point(_) => format!("the fact is one value, {}, no {stat}", write::fact(stored, case.schema)),
        _ => format!("the fact is {}, no {stat}", write::fact(stored, case.schema)),
    }
}

fn refuse(case: &Case, why: &str) -> Refusal {
    let text = case.stated.text.trim();
    let quoted = quote(text, &(0..text.len()));
    Refusal::new(Reason::StatisticMismatch, format!("{quoted}: {why}"))
}
