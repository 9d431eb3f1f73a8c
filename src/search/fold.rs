//! One spelling for words that readers do not distinguish.
//!
//! In: a piece of text without joints. Out: its term: lower case, no diacritics on Latin letters,
//! no apostrophes, no commas between digits. `search.js` folds queries by the same rules; the tests
//! hold the table of cases for both. Does not stem: plurals are tried when a query is read.

use std::sync::LazyLock;

/// Longest term in characters; both sides cut here.
const LONGEST: usize = 32;

/// Latin letters, each with the variants that it stands for.
const LATIN: &[(&str, &str)] = &[
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
    ("ae", "æǣǽ"),
    ("b", "ḃḅḇ"),
    ("c", "çćĉċčḉ"),
    ("d", "ðďđḋḍḏḑḓ"),
    ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ("f", "ḟ"),
    ("g", "ĝğġģǧǵḡ"),
    ("h", "ĥħȟḣḥḧḩḫẖ"),
    ("i", "ìíîïĩīĭįıǐȉȋḭḯỉị"),
    ("j", "ĵǰ"),
    ("k", "ķǩḱḳḵ"),
    ("l", "ĺļľłḷḹḻḽ"),
    ("m", "ḿṁṃ"),
    ("n", "ñńņňǹṅṇṉṋ"),
    ("o", "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("p", "ṕṗ"),
    ("r", "ŕŗřȑȓṙṛṝṟ"),
    ("s", "śŝşšſșṡṣṥṧṩẛ"),
    ("ss", "ß"),
    ("t", "ţťțṫṭṯṱẗ"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
    ("v", "ṽṿ"),
    ("w", "ŵẁẃẅẇẉẘ"),
    ("x", "ẋẍ"),
    ("y", "ýÿŷȳẏẙỳỵỷỹ"),
    ("z", "źżžẑẓẕ"),
    ("ʒ", "ǯ"),
];

/// The same, sorted by letter.
static PLAIN: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
    let pairs = LATIN.iter().flat_map(|(plain, letters)| letters.chars().map(|c| (c, *plain)));
    let mut table: Vec<_> = pairs.collect();
    table.sort_unstable();
    table
});

/// Marks that combine with the letter before them.
pub(super) fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

pub(super) fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '’'
}

/// Writes the term of ASCII letters.
pub(super) fn fold_letters(letters: &str, out: &mut String) {
    out.clear();
    out.push_str(&letters[..letters.len().min(LONGEST)]);
    out.make_ascii_lowercase();
}

/// Writes the term of a piece; it is empty when nothing is left.
pub(super) fn fold(piece: &str, out: &mut String) {
    let piece = piece.strip_suffix(['s', 'S']).and_then(|p| p.strip_suffix(is_apostrophe)).unwrap_or(piece);
    out.clear();
    if piece.is_ascii() {
        out.push_str(piece);
        out.make_ascii_lowercase();
        if piece.bytes().any(|b| b == b',' || b == b'\'') {
            out.retain(|c| c != ',' && c != '\'');
        }
    } else {
        // Whole words are lowered, not letters: the form of a sigma depends on its place.
        let kept = |c: &char| !is_mark(*c) && !is_apostrophe(*c) && *c != ',';
        piece.to_lowercase().chars().filter(kept).for_each(|c| push_plain(c, out));
    }
    // Bytes are at least as many as characters, and quick to count.
    if out.len() > LONGEST
        && let Some((end, _)) = out.char_indices().nth(LONGEST)
    {
        out.truncate(end);
    }
}

fn push_plain(c: char, out: &mut String) {
    match c {
        // Full-width forms are in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => out.extend(char::from_u32(u32::from(c) - 0xfee0)),
        '\u{df}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
            match PLAIN.binary_search_by(|(letter, _)| letter.cmp(&c)) {
                Ok(at) => out.push_str(PLAIN[at].1),
                Err(_) => out.push(c),
            }
        }
        _ => out.push(c),
    }
}
