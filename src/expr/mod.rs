//! Expressions: the values of derived facts and the assertions of rules.
//!
//! In: the text of a `derive:` or an `assert:`, and an [`Environment`] that knows the facts. Out: an [`Expr`]
//! with the byte range of each part, and from it a [`Value`] with its unit, or a three-valued [`Truth`], and
//! the steps of the arithmetic. The rules are in `docs/claims.md`, under "Derived facts" and "Rules".
//!
//! | step | function | result |
//! | --- | --- | --- |
//! | read | [`parse`]`(text, names)` | [`Expr`] or [`SyntaxError`] |
//! | read `for:` | [`parse_quantifiers`]`(text)` | [`Quantifier`]s or [`SyntaxError`] |
//! | what it refers to | [`Expr::refs`] | [`Ref`]s as written, each with its bytes |
//! | every case of a rule | [`instances`]`(quantifiers, base, environment)` | [`Bindings`], one for each case |
//! | a reference in one case | [`Ref::resolve`]`(bindings)` | [`Reference`] without variables |
//! | a fact as an operand | [`Value::of_fact`]`(stored, schema, statistic)` | [`Value`] |
//! | compute | [`evaluate`]`(expr, bindings, environment)` | [`Outcome`] or [`Trouble`] |
//! | keep it as a fact | [`Outcome::to_stored`]`(schema)` | `Stored` with its spread |
//!
//! Numbers are exact. Each quantity is a set, twice: as it is stated, and with what its written precision leaves
//! open; comparisons look at the first, `agrees` and derived facts at the second. Operands are taken as
//! independent: `a - a` of a range is not zero.
//!
//! Byte ranges are offsets into the text of the expression. Messages are one sentence, lower case, without a full
//! stop. No text makes anything here panic: texts longer than [`MAX_TEXT`] and expressions nested deeper than
//! [`MAX_DEPTH`] are refused.
//!
//! The module uses `value` and nothing else of the crate. It finds no facts, knows no subjects and no lints, and
//! does not look for cycles.

mod agrees;
mod algebra;
mod ast;
mod bind;
mod call;
mod compare;
mod environment;
mod error;
mod eval;
mod function;
mod hyphen;
mod lex;
mod lex_reference;
mod literal;
mod logic;
mod measure;
mod operand;
mod parse;
mod quantify;
mod result;
mod sets;
mod show;
mod truth;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

pub use ast::{Expr, Literal, Node, Pick, Qualifier, QualifierValue, Ref, ScaleSign, Sign};
pub use bind::{Bindings, instances};
pub use environment::{Environment, Reference, Trouble, TroubleKind};
pub use error::SyntaxError;
pub use eval::{Answer, Outcome, evaluate};
pub use function::Function;
pub use measure::Measure;
pub use operand::{Dates, Quantity, Value, Word};
pub use parse::parse;
pub use quantify::{Quantifier, Set, parse_quantifiers};
pub use truth::{Doubt, Truth};

/// The longest expression that is read, in bytes.
pub const MAX_TEXT: usize = 4096;

/// How deep an expression may be nested.
pub const MAX_DEPTH: usize = 32;

/// How many cases [`instances`] gives at most.
pub const MAX_INSTANCES: usize = 100_000;
