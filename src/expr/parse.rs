//! From tokens to the tree.
//!
//! In: the text of an expression and which names are known. Out: [`Expr`], or a [`SyntaxError`] with the bytes at
//! fault and what to write instead. Every value in backticks is read here; facts are not looked up.

use super::ast::{Expr, Literal, Node, ScaleSign, Sign};
use super::error::SyntaxError;
use super::function::Function;
use super::lex::{Token, TokenKind, tokens};
use super::{MAX_DEPTH, MAX_TEXT, hyphen, literal};
use crate::text::word_suggestion;
use crate::value::Period;
use std::ops::Range;

/// Reads an expression. `names` says which names of subjects, attributes and variables there are; it is asked only
/// to tell `base-stock` from `base - stock`.
///
/// # Errors
/// [`SyntaxError`] when the text is not one expression.
pub fn parse(text: &str, names: &dyn Fn(&str) -> bool) -> Result<Expr, SyntaxError> {
    if text.len() > MAX_TEXT {
        let message = format!("the expression has {} bytes, more than {MAX_TEXT}", text.len());
        return Err(SyntaxError::new(0..text.len(), message));
    }
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(SyntaxError::new(0..text.len(), "the expression is empty"));
    }
    let mut parser = Parser { text, tokens, next: 0, nested: 0, names };
    let expr = parser.or()?;
    if parser.next < parser.tokens.len() {
        return Err(parser.left_over(&expr));
    }
    if expr.depth() > MAX_DEPTH {
        return Err(too_deep(0..text.len()));
    }
    Ok(expr)
}

fn too_deep(at: Range<usize>) -> SyntaxError {
    SyntaxError::new(at, format!("the expression is nested deeper than {MAX_DEPTH}"))
        .help("name a part of it as a derived fact")
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    next: usize,
    nested: usize,
    names: &'a dyn Fn(&str) -> bool,
}

type Parsed = Result<Expr, SyntaxError>;

impl Parser<'_> {
    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.next).map(|t| &t.kind)
    }

    fn take(&mut self, tok: &TokenKind) -> bool {
        let is = self.peek() == Some(tok);
        self.next += usize::from(is);
        is
    }

    /// The bytes of the next token, or of the end.
    fn here(&self) -> Range<usize> {
        let end = self.text.trim_end().len();
        self.tokens.get(self.next).map_or(end..end, |t| t.at.clone())
    }

    /// Runs a reader one level deeper; the only way to recursion.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.nested == MAX_DEPTH {
            return Err(too_deep(self.here()));
        }
        self.nested += 1;
        let found = read(self);
        self.nested -= 1;
        found
    }

    fn or(&mut self) -> Parsed {
        self.joined(&TokenKind::Or, Self::and, Node::Or)
    }

    fn and(&mut self) -> Parsed {
        self.joined(&TokenKind::And, Self::not, Node::And)
    }

    fn joined(
        &mut self,
        sign: &TokenKind,
        part: fn(&mut Self) -> Parsed,
        node: fn(Vec<Expr>) -> Node,
    ) -> Parsed {
        let first = part(self)?;
        if self.peek() != Some(sign) {
            return Ok(first);
        }
        let start = first.at.start;
        let mut list = vec![first];
        while self.take(sign) {
            list.push(part(self)?);
        }
        let end = list.last().map_or(start, |e| e.at.end);
        Ok(Expr { at: start..end, node: node(list) })
    }

    fn not(&mut self) -> Parsed {
        let start = self.here().start;
        if self.take(&TokenKind::Not) {
            let x = self.deeper(Self::not)?;
            return Ok(Expr { at: start..x.at.end, node: Node::Not(Box::new(x)) });
        }
        self.compare()
    }

    fn compare(&mut self) -> Parsed {
        let a = self.sum()?;
        let Some(TokenKind::Relation(relation)) = self.peek() else {
            return Ok(a);
        };
        let relation = *relation;
        self.next += 1;
        self.one_sign()?;
        let b = self.sum()?;
        if let Some(TokenKind::Relation(_)) = self.peek() {
            let message = "comparisons cannot be chained";
            return Err(SyntaxError::new(self.here(), message).help("join two comparisons with `and`"));
        }
        Ok(Expr { at: a.at.start..b.at.end, node: Node::Compare(Box::new(a), relation, Box::new(b)) })
    }

    /// `>>` is two signs, and no operator.
    fn one_sign(&self) -> Result<(), SyntaxError> {
        let before = self.tokens.get(self.next - 1);
        match (before, self.tokens.get(self.next)) {
            (Some(first), Some(Token { kind: TokenKind::Relation(_), at, spaced: false })) => {
                let at = first.at.start..at.end;
                Err(no_operator(&self.text[at.clone()], at))
            }
            _ => Ok(()),
        }
    }

    fn sum(&mut self) -> Parsed {
        let first = self.product()?;
        let mut rest = Vec::new();
        loop {
            let sign = match self.peek() {
                Some(TokenKind::Plus) => Sign::Plus,
                Some(TokenKind::Minus) => Sign::Minus,
                _ => break,
            };
            if sign == Sign::Minus {
                self.spaced_minus()?;
            }
            self.next += 1;
            rest.push((sign, self.product()?));
        }
        let Some((_, last)) = rest.last() else {
            return Ok(first);
        };
        Ok(Expr { at: first.at.start..last.at.end, node: Node::Sum(Box::new(first), rest) })
    }

    /// `a -b` reads as two things to a person; so it is no subtraction.
    fn spaced_minus(&self) -> Result<(), SyntaxError> {
        let spaced = |i: usize| self.tokens.get(i).is_none_or(|t| t.spaced);
        if spaced(self.next) && spaced(self.next + 1) {
            return Ok(());
        }
        let error = SyntaxError::new(self.here(), "subtraction needs a space on both sides of `-`");
        Err(error.help("write `a - b` with spaces; without them a hyphen belongs to a name"))
    }

    fn product(&mut self) -> Parsed {
        let first = self.unary()?;
        let mut rest = Vec::new();
        loop {
            let sign = match self.peek() {
                Some(TokenKind::Star) => ScaleSign::Times,
                Some(TokenKind::Slash) => ScaleSign::Over,
                _ => break,
            };
            self.next += 1;
            rest.push((sign, self.unary()?));
        }
        let Some((_, last)) = rest.last() else {
            return Ok(first);
        };
        Ok(Expr { at: first.at.start..last.at.end, node: Node::Product(Box::new(first), rest) })
    }

    fn unary(&mut self) -> Parsed {
        let start = self.here().start;
        if self.take(&TokenKind::Minus) {
            if self.peek() == Some(&TokenKind::Minus) {
                return Err(SyntaxError::new(start..self.here().end, "two minus signs in a row"));
            }
            let x = self.atom()?;
            return Ok(Expr { at: start..x.at.end, node: Node::Negative(Box::new(x)) });
        }
        self.atom()
    }

    fn atom(&mut self) -> Parsed {
        let at = self.here();
        if self.take(&TokenKind::Open) {
            let inner = self.deeper(Self::or)?;
            self.close(&at, "parenthesis")?;
            return Ok(inner);
        }
        let called = self.tokens.get(self.next + 1).is_some_and(|t| t.kind == TokenKind::Open);
        match self.peek() {
            Some(TokenKind::Ref(r)) if called && r.is_bare() => {
                self.next += 1;
                self.deeper(Self::call)
            }
            _ => self.leaf(at),
        }
    }

    /// A literal or a reference.
    fn leaf(&mut self, at: Range<usize>) -> Parsed {
        let Some(tok) = self.peek() else {
            return Err(SyntaxError::new(at, "expected a value, found the end of the expression"));
        };
        let inside = if *tok == TokenKind::Ticks { at.start + 1..at.end - 1 } else { at.clone() };
        let value = match tok {
            TokenKind::Number => literal::number(self.text, &inside)?,
            TokenKind::Percent | TokenKind::Ticks => literal::ticked(self.text, &inside)?,
            TokenKind::Ref(reference) => {
                if let Some(error) = hyphen::instead(reference, self.names) {
                    return Err(error);
                }
                let node = Node::Ref(Box::new(reference.clone()));
                self.next += 1;
                return Ok(Expr { at, node });
            }
            _ => {
                let message = format!("expected a value, found `{}`", &self.text[at.clone()]);
                return Err(SyntaxError::new(at, message));
            }
        };
        let literal =
            Literal { text: self.text[inside].to_string(), plain: *tok == TokenKind::Number, value };
        self.next += 1;
        Ok(Expr { at, node: Node::Literal(Box::new(literal)) })
    }

    fn close(&mut self, open: &Range<usize>, what: &str) -> Result<usize, SyntaxError> {
        let at = self.here();
        if self.take(&TokenKind::Close) {
            return Ok(at.end);
        }
        if at.is_empty() {
            return Err(SyntaxError::new(open.clone(), format!("unclosed {what}")));
        }
        let message = format!("expected `)` or an operator, found `{}`", self.text[at.clone()].trim());
        Err(self.teach(SyntaxError::new(at, message)))
    }

    /// A call, after its name.
    fn call(&mut self) -> Parsed {
        let at = self.tokens.get(self.next - 1).map_or(0..0, |t| t.at.clone());
        let open = self.here();
        self.next += 1;
        let name = &self.text[at.clone()];
        if name == "per" {
            return self.per(at.start, &open);
        }
        let function = Function::named(name).ok_or_else(|| no_function(name, &at))?;
        let mut list = Vec::new();
        if self.peek() != Some(&TokenKind::Close) {
            list.push(self.or()?);
            while self.take(&TokenKind::Comma) {
                list.push(self.or()?);
            }
        }
        let end = self.close(&(at.start..open.end), "call")?;
        arguments(function, &list, at.start..end)?;
        Ok(Expr { at: at.start..end, node: Node::Call(function, list) })
    }

    /// `per(x, year)`, after its parenthesis.
    fn per(&mut self, start: usize, open: &Range<usize>) -> Parsed {
        let x = self.or()?;
        let comma = self.take(&TokenKind::Comma);
        let at = self.here();
        let period = match self.peek() {
            Some(TokenKind::Ref(r)) if comma && r.is_bare() => Period::from_noun(&r.attribute),
            _ => None,
        };
        let Some(period) = period else {
            let error = SyntaxError::new(at, "`per` takes a value and a period");
            return Err(error.help("write `per(base, year)` or `per(base, month)`"));
        };
        self.next += 1;
        let end = self.close(&(start..open.end), "call")?;
        Ok(Expr { at: start..end, node: Node::Per(Box::new(x), period) })
    }

    /// Something follows a complete expression.
    fn left_over(&self, expr: &Expr) -> SyntaxError {
        let at = self.here();
        let found = &self.text[at.clone()];
        match self.peek() {
            Some(TokenKind::Close) => SyntaxError::new(at, "unmatched `)`"),
            Some(TokenKind::Comma) => SyntaxError::new(at, "a comma can only separate arguments")
                .help("qualifiers follow each other without a space: `@level=l4,year=2025`"),
            Some(TokenKind::Not) => SyntaxError::new(at, "`not` goes before a comparison")
                .help("write `not a > b`, or the opposite operator"),
            _ => {
                let whole = &self.text[expr.at.clone()];
                let message = format!("missing operator between `{whole}` and `{found}`");
                self.teach(SyntaxError::new(at, message))
            }
        }
    }

    /// The help for a unit that follows a number without backticks.
    fn teach(&self, error: SyntaxError) -> SyntaxError {
        let before = self.next.checked_sub(1).and_then(|i| self.tokens.get(i));
        match (before, self.tokens.get(self.next)) {
            (
                Some(Token { kind: TokenKind::Number, at: n, .. }),
                Some(Token { kind: TokenKind::Ref(_), at: unit, .. }),
            ) => {
                let text = &self.text[n.start..unit.end];
                error.help(format!("write a value with a unit in backticks: `{text}`"))
            }
            _ => error,
        }
    }
}

fn no_function(name: &str, at: &Range<usize>) -> SyntaxError {
    if matches!(name, "next" | "prev") {
        let message = format!("`{name}(…)` can only be the value of a qualifier");
        return SyntaxError::new(at.clone(), message).help(format!("write `attribute@level={name}(level)`"));
    }
    let all: Vec<&str> = Function::ALL.iter().map(|f| f.name()).collect();
    let help = format!("the functions are {} and per", all.join(", "));
    let near = word_suggestion(name, all.iter().copied().chain(["per"]));
    SyntaxError::new(at.clone(), format!("unknown function `{name}`{near}")).help(help)
}

/// Signs that are none together: `>>`.
fn no_operator(signs: &str, at: Range<usize>) -> SyntaxError {
    let all = "write one of `<`, `<=`, `>`, `>=`, `=` and `!=`, or within, overlaps, agrees";
    SyntaxError::new(at, format!("unknown operator `{signs}`")).help(all)
}

/// Checks the arguments of a call.
fn arguments(function: Function, list: &[Expr], at: Range<usize>) -> Result<(), SyntaxError> {
    let (least, most) = function.arity();
    if list.len() < least || most.is_some_and(|m| list.len() > m) {
        let many = match (least, most) {
            (1, Some(1)) => "one argument".to_string(),
            (a, Some(b)) if a == b => format!("{a} arguments"),
            (a, Some(b)) => format!("{a} or {b} arguments"),
            (_, None) => "an argument".to_string(),
        };
        let message = format!("`{function}` takes {many}, found {}", list.len());
        return Err(SyntaxError::new(at, message).help(format!("write `{}`", function.usage())));
    }
    let other = list.iter().find(|e| !matches!(e.node, Node::Ref(_)));
    match other.filter(|_| function.takes_references()) {
        Some(e) => {
            let message = format!("`{function}` takes a reference to a fact, not a value");
            Err(SyntaxError::new(e.at.clone(), message).help(format!("write `{}`", function.usage())))
        }
        None => Ok(()),
    }
}
