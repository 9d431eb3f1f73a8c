//! The names that authors write for languages.
//!
//! In: the word after the fence of a code block. Out: the grammar for it. Does not highlight.

use std::collections::HashSet;
use std::sync::LazyLock;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Words for text that has no grammar on purpose.
const PLAIN: &str = " text txt plain plaintext plain-text none nohighlight output \
    console shell-session shellsession sh-session terminal session transcript ";

/// Other words for what a grammar calls itself, as `alias grammar-name-or-ending`.
const ALIASES: &[(&str, &str)] = &[
    ("bazel starlark python3 python2 ipython pycon", "py"),
    // The grammar of the ending knows no class fields.
    ("javascript js mjs cjs node ecmascript", "javascript (babel)"),
    ("typescript", "ts"),
    ("jsx", "tsx"),
    ("shell sh zsh ksh bashrc", "bash"),
    ("jsonc json5 jsonl ndjson webmanifest geojson ipynb", "json"),
    ("docker containerfile", "dockerfile"),
    ("golang", "go"),
    ("rustlang", "rs"),
    ("csharp c-sharp dotnet", "cs"),
    ("cplusplus", "cpp"),
    ("fsharp fs", "fsx"),
    ("objc objectivec", "objective-c"),
    ("postgres postgresql psql plsql plpgsql mysql sqlite tsql bigquery", "sql"),
    ("jinja tera nunjucks django liquid htmldjango", "html.j2"),
    ("elisp emacs-lisp scheme common-lisp", "lisp"),
    ("regex regexp", "re"),
    ("env dotenv", ".env"),
    ("gitignore dockerignore", ".gitignore"),
    ("udiff", "diff"),
    ("vimscript viml", "vim"),
    ("batch", "bat"),
    ("plist wsdl rss atom", "xml"),
    ("terraform", "tf"),
    ("fortran", "f90"),
    ("asm assembly x86asm", "nasm"),
    ("graphviz", "dot"),
    ("mk", "makefile"),
    ("docbook", "xml"),
    ("rmd qmd mdx", "md"),
    ("lhaskell", "lhs"),
];

/// Whether a block of this language is left alone on purpose: no language, `text` and its like, or
/// a terminal session, whose output no grammar fits.
pub(crate) fn is_plain(language: &str) -> bool {
    let word = word(language);
    word.is_empty() || PLAIN.split(' ').any(|plain| plain == word)
}

/// The grammar of a language by its name, alias or file ending, in any case.
pub(super) fn find<'a>(set: &'a SyntaxSet, language: &str) -> Option<&'a SyntaxReference> {
    if is_plain(language) {
        return None;
    }
    let word = word(language);
    grammar(set, token(&word))
}

/// The grammar that calls itself so, or has this file ending.
pub(super) fn grammar<'a>(set: &'a SyntaxSet, token: &str) -> Option<&'a SyntaxReference> {
    let named = set.syntaxes().iter().rev().find(|s| s.name.eq_ignore_ascii_case(token));
    named
        .or_else(|| set.find_syntax_by_extension(token.trim_start_matches('.')))
        .or_else(|| set.find_syntax_by_extension(token))
        .filter(|syntax| !syntax.name.starts_with("Plain Text"))
}

/// Names and file endings of all grammars, in lower case and in order: most builds read no grammar.
static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("known.txt").lines().collect());

/// Whether there is a grammar, as [`find`] finds it.
pub(super) fn is_known(language: &str) -> bool {
    if is_plain(language) {
        return false;
    }
    let word = word(language);
    let token = token(&word);
    KNOWN.contains(token) || KNOWN.contains(token.trim_start_matches('.'))
}

/// What grammars call a language.
fn token(word: &str) -> &str {
    let alias = ALIASES.iter().find(|(words, _)| words.split(' ').any(|alias| alias == word));
    alias.map_or(word, |(_, token)| token)
}

/// The language in the text after a fence: `rust` of `Rust,ignore title="x"`.
fn word(language: &str) -> String {
    let end = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | ';');
    language.trim_start().split(end).next().unwrap_or("").to_lowercase()
}
