//! From the scopes of a grammar to the classes of the style sheet.
//!
//! In: the scopes that hold at a place, outermost first. Out: one of the letters listed in
//! `docs/templates.md`, or none for plain text. Does not write HTML.

use std::collections::HashMap;
use std::sync::OnceLock;
use syntect::parsing::Scope;

/// A class of one letter.
pub(super) type Class = char;

/// What the prefix of a scope says about the text under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Nothing; the scope around it decides.
    Pass,
    /// Plain text, whatever is around it.
    Plain,
    /// A class.
    Is(Class),
    /// Strings under it are keys.
    Key,
}

/// Prefixes of scopes by rule. The longest prefix of a scope counts.
const RULES: &[(Rule, &str)] = &[
    (Rule::Is('c'), "comment punctuation.definition.comment"),
    (Rule::Is('s'), "string punctuation.definition.string markup.raw markup.underline.link"),
    (
        Rule::Is('r'),
        "constant.character.escape constant.character.entity punctuation.definition.entity constant.other.placeholder string.regexp source.regexp",
    ),
    (Rule::Is('n'), "constant support.constant keyword.other.unit meta.diff.range"),
    (
        Rule::Is('k'),
        "keyword storage entity.name.tag variable.language keyword.operator.new keyword.operator.word",
    ),
    (Rule::Is('o'), "keyword.operator"),
    (
        Rule::Is('f'),
        "entity.name.function entity.name.macro support.function support.macro variable.function",
    ),
    (
        Rule::Is('t'),
        "entity.name entity.other.inherited-class support.type support.class storage.type.numeric",
    ),
    (
        Rule::Is('v'),
        "variable.parameter punctuation.definition.variable punctuation.definition.parameter variable.other.normal variable.other.php \
         variable.other.readwrite.shell support.variable",
    ),
    (Rule::Is('p'), "punctuation"),
    (
        Rule::Is('a'),
        "entity.other.attribute-name variable.annotation punctuation.definition.annotation \
         entity.name.tag.yaml entity.name.tag.toml meta.property-name support.type.property-name \
         variable.other.key entity.name.label",
    ),
    (Rule::Is('i'), "markup.inserted punctuation.definition.inserted"),
    (Rule::Is('d'), "markup.deleted punctuation.definition.deleted"),
    (
        Rule::Is('e'),
        "markup.heading markup.bold markup.italic entity.name.section punctuation.definition.heading \
         punctuation.definition.bold punctuation.definition.italic meta.diff.header",
    ),
    (Rule::Key, "meta.mapping.key meta.structure.dictionary.key"),
    (Rule::Plain, "source text meta.interpolation meta.embedded variable.other"),
    // Every second token is one of these: as marks they would be a fifth of the page.
    (Rule::Pass, "punctuation.separator punctuation.terminator punctuation.accessor"),
];

fn rules() -> &'static [(Scope, Rule)] {
    static PREFIXES: OnceLock<Vec<(Scope, Rule)>> = OnceLock::new();
    PREFIXES.get_or_init(|| {
        let pairs = RULES.iter().flat_map(|(rule, names)| {
            names.split_whitespace().filter_map(|name| Some((Scope::new(name).ok()?, *rule)))
        });
        let mut prefixes: Vec<_> = pairs.collect();
        prefixes.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        prefixes
    })
}

/// Finds classes, and remembers the rules of the scopes met.
pub(super) struct Classes {
    known: HashMap<Scope, Rule>,
}

impl Classes {
    pub(super) fn new() -> Self {
        Self { known: HashMap::new() }
    }

    /// The class of the text under these scopes; the innermost scope that has a rule decides.
    pub(super) fn of(&mut self, scopes: &[Scope]) -> Option<Class> {
        let mut class = None;
        for scope in scopes.iter().rev() {
            match self.rule(*scope) {
                Rule::Is(found) if class.is_none() => class = Some(found),
                Rule::Key if class == Some('s') => return Some('a'),
                Rule::Plain => return class,
                _ => {}
            }
            if class.is_some_and(|class| class != 's') {
                break;
            }
        }
        class
    }

    fn rule(&mut self, scope: Scope) -> Rule {
        *self.known.entry(scope).or_insert_with(|| {
            let found = rules().iter().find(|(prefix, _)| prefix.is_prefix_of(scope));
            found.map_or(Rule::Pass, |(_, rule)| *rule)
        })
    }
}
