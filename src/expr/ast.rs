//! The tree of an expression.
//!
//! In: what the parser found. Out: [`Expr`], which lists its references and prints itself so that it reads back as
//! the same tree. Places do not count for equality. Nothing is looked up or computed here.

use super::function::Function;
use super::operand::Value;
use crate::value::{Period, Relation, Stat};
use std::fmt::{self, Write as _};
use std::ops::Range;

/// An expression and its place.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// What it is.
    pub node: Node,
}

/// Equal when they mean the same; their places may differ.
impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// A sign between the terms of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// A sign between the factors of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleSign {
    /// `*`
    Times,
    /// `/`
    Over,
}

/// The kinds of expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A number, or a value in backticks.
    Literal(Box<Literal>),
    /// A fact, or a variable.
    Ref(Box<Ref>),
    /// A call.
    Call(Function, Vec<Expr>),
    /// `per(x, year)`
    Per(Box<Expr>, Period),
    /// `-x`
    Negative(Box<Expr>),
    /// `not x`
    Not(Box<Expr>),
    /// `a + b - c`, from left to right.
    Sum(Box<Expr>, Vec<(Sign, Expr)>),
    /// `a * b / c`, from left to right.
    Product(Box<Expr>, Vec<(ScaleSign, Expr)>),
    /// `a > b`
    Compare(Box<Expr>, Relation, Box<Expr>),
    /// `a and b and c`
    And(Vec<Expr>),
    /// `a or b or c`
    Or(Vec<Expr>),
}

/// A value that stands in the expression itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// As written, without backticks.
    pub text: String,
    /// Whether it is a plain number without backticks.
    pub plain: bool,
    /// What it says.
    pub value: Value,
}

/// What of a fact is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pick {
    /// One number of its value.
    Stat(Stat),
    /// The date of the fact, `#as-of`.
    AsOf,
}

impl fmt::Display for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pick::Stat(stat) => write!(f, "{stat}"),
            Pick::AsOf => f.write_str("as-of"),
        }
    }
}

/// A reference to a fact as written; variables are not yet replaced.
#[derive(Clone, Debug)]
pub struct Ref {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// The subject, or a variable.
    pub subject: Option<String>,
    /// The attribute; alone it may be a variable.
    pub attribute: String,
    /// The qualifiers, in order.
    pub qualifiers: Vec<Qualifier>,
    /// The statistic, or the date.
    pub pick: Option<Pick>,
}

/// Equal when they refer to the same; their places may differ.
impl PartialEq for Ref {
    fn eq(&self, other: &Self) -> bool {
        self.subject == other.subject
            && self.attribute == other.attribute
            && self.qualifiers == other.qualifiers
            && self.pick == other.pick
    }
}

impl Ref {
    /// Whether it is a single name.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.subject.is_none() && self.qualifiers.is_empty() && self.pick.is_none()
    }
}

/// One qualifier of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualifier {
    /// Its name; the first qualifier of the attribute when absent.
    pub key: Option<String>,
    /// Its value.
    pub value: QualifierValue,
}

/// The value of a qualifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QualifierValue {
    /// A token, or a variable.
    Token(String),
    /// `next(variable)`: the one after it in the list it runs through.
    Next(String),
    /// `prev(variable)`: the one before it.
    Prev(String),
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(subject) = &self.subject {
            write!(f, "{subject}/")?;
        }
        f.write_str(&self.attribute)?;
        for (i, qualifier) in self.qualifiers.iter().enumerate() {
            f.write_char(if i == 0 { '@' } else { ',' })?;
            if let Some(key) = &qualifier.key {
                write!(f, "{key}=")?;
            }
            match &qualifier.value {
                QualifierValue::Token(token) => f.write_str(token)?,
                QualifierValue::Next(variable) => write!(f, "next({variable})")?,
                QualifierValue::Prev(variable) => write!(f, "prev({variable})")?,
            }
        }
        match self.pick {
            Some(pick) => write!(f, "#{pick}"),
            None => Ok(()),
        }
    }
}

impl Expr {
    /// Every reference, from left to right, those in `exists` and `age` included.
    #[must_use]
    pub fn refs(&self) -> Vec<&Ref> {
        let mut out = Vec::new();
        self.collect(&mut out);
        out
    }

    fn collect<'a>(&'a self, out: &mut Vec<&'a Ref>) {
        if let Node::Ref(r) = &self.node {
            out.push(r);
        }
        for child in self.children() {
            child.collect(out);
        }
    }

    /// Whether it adds and takes away, and nothing else: what is exact in its parts is exact in the result.
    #[must_use]
    pub fn only_adds(&self) -> bool {
        match &self.node {
            Node::Ref(_) | Node::Literal(_) => true,
            Node::Negative(_) | Node::Sum(..) | Node::Call(Function::Sum | Function::Points, _) => {
                self.children().into_iter().all(Self::only_adds)
            }
            _ => false,
        }
    }

    /// The expressions directly below, from left to right.
    fn children(&self) -> Vec<&Expr> {
        match &self.node {
            Node::Literal(_) | Node::Ref(_) => Vec::new(),
            Node::Call(_, list) | Node::And(list) | Node::Or(list) => list.iter().collect(),
            Node::Per(x, _) | Node::Negative(x) | Node::Not(x) => vec![x],
            Node::Sum(first, rest) => std::iter::once(&**first).chain(rest.iter().map(|(_, e)| e)).collect(),
            Node::Product(first, rest) => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, e)| e)).collect()
            }
            Node::Compare(a, _, b) => vec![a, b],
        }
    }

    /// How many expressions stand inside each other.
    pub(super) fn depth(&self) -> usize {
        1 + self.children().into_iter().map(Expr::depth).max().unwrap_or(0)
    }

    /// How tightly it binds: a part that binds less tightly than its place asks for takes parentheses.
    fn strength(&self) -> u8 {
        match &self.node {
            Node::Or(_) => 1,
            Node::And(_) => 2,
            Node::Not(_) => 3,
            Node::Compare(..) => 4,
            Node::Sum(..) => 5,
            Node::Product(..) => 6,
            Node::Negative(_) => 7,
            _ => 8,
        }
    }

    fn part(&self, f: &mut fmt::Formatter<'_>, least: u8) -> fmt::Result {
        if self.strength() < least { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

fn listed(f: &mut fmt::Formatter<'_>, list: &[Expr], joint: &str, least: u8) -> fmt::Result {
    for (i, item) in list.iter().enumerate() {
        if i > 0 {
            f.write_str(joint)?;
        }
        item.part(f, least)?;
    }
    Ok(())
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.node {
            Node::Literal(l) if l.plain => f.write_str(&l.text),
            Node::Literal(l) => write!(f, "`{}`", l.text),
            Node::Ref(r) => write!(f, "{r}"),
            Node::Call(function, list) => {
                write!(f, "{function}(")?;
                listed(f, list, ", ", 1)?;
                f.write_char(')')
            }
            Node::Per(x, period) => write!(f, "per({x}, {period})"),
            Node::Negative(x) => {
                f.write_char('-')?;
                x.part(f, 8)
            }
            Node::Not(x) => {
                f.write_str("not ")?;
                x.part(f, 3)
            }
            Node::Sum(first, rest) => {
                first.part(f, 6)?;
                for (sign, x) in rest {
                    f.write_str(if *sign == Sign::Plus { " + " } else { " - " })?;
                    x.part(f, 6)?;
                }
                Ok(())
            }
            Node::Product(first, rest) => {
                first.part(f, 7)?;
                for (sign, x) in rest {
                    f.write_str(if *sign == ScaleSign::Times { " * " } else { " / " })?;
                    x.part(f, 7)?;
                }
                Ok(())
            }
            Node::Compare(a, relation, b) => {
                a.part(f, 5)?;
                write!(f, " {} ", relation.sign())?;
                b.part(f, 5)
            }
            Node::And(list) => listed(f, list, " and ", 3),
            Node::Or(list) => listed(f, list, " or ", 2),
        }
    }
}
