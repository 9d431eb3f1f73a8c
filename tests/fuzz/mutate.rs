//! Mutations of texts.
//!
//! In: seeds and random numbers. Out: texts that are nearly right. Knows no target.

use crate::seeds::Seeds;

/// Pieces that mean something to the program, and letters that are more than one byte, or none that one sees.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "[", "]", "(", ")", "［", "］", "（", "）", "【", "】", "<", ">", "](fact:", "］（fact:", "】(source:", "[x](fact:a)", "<fact:a/b>", "(fact: x)", "[[", "]]", "[[a|b]]",
    "![", "{#x}", "{.mistakes}", "{.faq}", "```", "~~~", "`", "$", "$$", "€", "£", "¥", "₹", "%", "％", "‰", "–", "—", "−", "〜", "～", "~", "≈", "±", "×", "½", "¼", "１２", "٤٥", "四十五", "万",
    "about ", "at least ", "up to ", "between ", " and ", " to ", "from ", "per ", "/year", " weeks", "週間", " minutes", "K", "M", "bn", "lakh", "1,000", "1.000", "1 000", "1'000", "00", "0.5", "-5", "+3", "1e9", "999999999999999999999",
    "# ", "## ", "- ", "- [ ] ", "1. ", "> ", "> [!NOTE]\n", "| a | b |\n| - | - |\n", "|", "\\", "***", "**", "_", "~~", "[^1]", "[^1]: ", "---\n", "...\n", ": ", "\n: ", "\n\n", "\n", "\r\n", "\t", "  ", "    ",
    "&amp;", "&#x0;", "&lt;", "<b>", "</b>", "<a href=\"#\">", "</a>", "<!--", "-->", "<script>", "<br/>", "https://a.example/?b=c", "https://a.example/@b", "www.a.example", "a@b.example", "@", "$`", "`$", "$$", "```math\n", "\\frac{", "<T>", "</div>", "<div", "<textarea>", "[1][x]", "# ", "javascript:alert(1)", "data:text/html,x", "//x", "../", "#x", "?x",
    "é", "e\u{301}", "\u{301}", "ñ", "ß", "ﬁ", "İ", "ı", "日本語", "面接", "合格率", "한국어", "ก็", "हिन्दी", "عربي", "עברית", "🎉", "👩‍💻", "🇩🇪", "1\u{fe0f}\u{20e3}",
    "\u{0}", "\u{7}", "\u{b}", "\u{c}", "\u{1b}[31m", "\u{7f}", "\u{85}", "\u{a0}", "\u{ad}", "\u{200b}", "\u{200d}", "\u{200e}", "\u{202e}", "\u{2028}", "\u{2066}", "\u{feff}", "\u{fffc}", "\u{fffd}", "\u{10ffff}",
    "[$5](fact:)", "as-of: 2026-10\n", "sources: [a]\n", "at: {a: b}\n", "facts: {", "weight: {a: 10%, b: 20%}\n", "table: a.csv\n", "rows: subject\n", "freshness: never\n", "<!-- prepress facts(subject) -->\n", "a,b\n\"c\"\"\",d\n",
    "subject: ", "value: ", "facts:\n", "id: ", "- {", "}", "{", "&a ", "*a", "!!str ", "|\n", ">-\n", "null", "true", ".nan", "2026-13-45", "2026", "{{ page.title }}", "{% for x in page %}", "{%", "%}", "{{", "}}",
];

/// No input grows beyond this.
const LONGEST: usize = 1 << 14;

/// Numbers of a sequence that its seed determines (SplitMix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Makes inputs.
pub(crate) struct Mutator<'a> {
    pub(crate) random: &'a mut Random,
    pub(crate) seeds: &'a Seeds,
}

impl Mutator<'_> {
    /// A text of one of the seeds, changed a few times.
    pub(crate) fn mutated(&mut self, seeds: &[String]) -> String {
        let text = self.random.pick(seeds).clone();
        self.changed(text, seeds)
    }

    /// A text changed a few times, with parts of the seeds.
    pub(crate) fn changed(&mut self, mut text: String, seeds: &[String]) -> String {
        for _ in 0..=self.random.below(6) {
            text = self.once(text, seeds);
        }
        if text.len() > LONGEST {
            text.truncate((0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0));
        }
        text
    }

    fn once(&mut self, text: String, seeds: &[String]) -> String {
        let range = self.range(&text);
        let piece = match self.random.below(10) {
            // Something else in its place.
            0..=3 => self.random.pick(PIECES).to_string(),
            // Nothing in its place.
            4 => String::new(),
            // It comes again, once or many times.
            5 => text[range.clone()].repeat(2),
            6 if range.len() < 40 => text[range.clone()].repeat(2 + self.random.below(60)),
            // A part of another.
            7 | 8 => {
                let other = self.random.pick(seeds).clone();
                let part = self.range(&other);
                other[part].to_owned()
            }
            // Any letter.
            _ => char::from_u32(u32::try_from(self.random.below(0x11_0000)).unwrap_or(0))
                .unwrap_or('x')
                .to_string(),
        };
        let insert = self.random.below(2) == 0;
        let end = if insert { range.start } else { range.end };
        format!("{}{piece}{}", &text[..range.start], &text[end..])
    }

    /// A part of a text, mostly short.
    fn range(&mut self, text: &str) -> std::ops::Range<usize> {
        let boundary =
            |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let start = boundary(self.random.below(text.len() + 1));
        let length = if self.random.below(8) == 0 { text.len() } else { 12 };
        start..boundary(start + self.random.below(length + 1)).max(start)
    }
}
