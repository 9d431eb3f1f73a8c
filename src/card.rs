//! The picture that other sites show with a link to a page: its title on paper, as a PNG.
//!
//! In: three texts. Out: a picture of [`WIDTH`] by [`HEIGHT`] pixels, the same bytes on any machine.
//! The fonts are part of the program, so those of the machine do not matter. Does not know pages; text that
//! would need shaping, or letters that the font lacks, is refused and not drawn wrongly.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write as _;
use std::sync::LazyLock;
use unicode_width::UnicodeWidthChar;

/// Pixels from left to right; with [`HEIGHT`] the size that social networks ask for.
pub const WIDTH: u32 = 1200;
/// Pixels from top to bottom.
pub const HEIGHT: u32 = 630;

const WIDE: usize = WIDTH as usize;
const HIGH: usize = HEIGHT as usize;
/// Free paper at the left and at the right.
const MARGIN: f32 = 84.0;
const MEASURE: f32 = WIDTH as f32 - 2.0 * MARGIN;
/// The title is placed between these lines.
const TOP: f32 = 150.0;
const FOOT: f32 = 500.0;
const SMALL: f32 = 38.0;
/// Sizes of the title, the largest first: the first in which it fits.
const TITLE: [f32; 5] = [104.0, 88.0, 76.0, 64.0, 54.0];
const LEADING: f32 = 1.08;

/// Levels of the palette from paper to ink, then the accent.
const INK: u8 = 14;
const QUIET: u8 = 9;
const ACCENT: u8 = 15;
const PAPER_RGB: [u8; 3] = [0xfb, 0xf9, 0xf4];
const INK_RGB: [u8; 3] = [0x1f, 0x1c, 0x18];
const ACCENT_RGB: [u8; 3] = [0x7a, 0x34, 0x14];

// Not packed: to unpack them took a quarter of the time of a small guide's build.
static REGULAR: LazyLock<FontRef<'static>> =
    LazyLock::new(|| face(include_bytes!("card/fonts/LibertinusSerif-Regular.otf")));
static BOLD: LazyLock<FontRef<'static>> =
    LazyLock::new(|| face(include_bytes!("card/fonts/LibertinusSerif-Bold.otf")));

fn face(bytes: &'static [u8]) -> FontRef<'static> {
    FontRef::try_from_slice(bytes).expect("the embedded font is valid")
}

/// What a card says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// A small line above the title, such as the name of the site; may be empty.
    pub above: String,
    /// The title, broken into lines and made as large as fits.
    pub title: String,
    /// A small line at the foot; may be empty.
    pub below: String,
}

impl Card {
    /// Whether every letter can be drawn as it should be.
    #[must_use]
    pub fn can_be_drawn(&self) -> bool {
        let small = [&self.above, &self.below].into_iter().all(|text| knows(&REGULAR, text));
        small && knows(&BOLD, &self.title) && !self.title.trim().is_empty()
    }

    /// The picture, as the bytes of a PNG.
    #[must_use]
    pub fn png(&self) -> Vec<u8> {
        let mut sheet = Sheet { levels: vec![0; WIDE * HIGH] };
        sheet.rectangle(MARGIN as usize, 0, 6, 96, ACCENT);
        let above = shortened(&REGULAR, SMALL, &self.above);
        sheet.line(&REGULAR, SMALL, MARGIN + 26.0, 84.0, &above, QUIET);
        let (size, lines) = title(&self.title);
        let height = size * LEADING;
        let free = FOOT - TOP - height * lines.len() as f32;
        let mut base = TOP + (free / 2.0).max(0.0) + size * 0.8;
        for line in &lines {
            sheet.line(&BOLD, size, MARGIN, base, line, INK);
            base += height;
        }
        sheet.rectangle(MARGIN as usize, 528, MEASURE as usize, 3, INK);
        let below = shortened(&REGULAR, SMALL, &self.below);
        sheet.line(&REGULAR, SMALL, MARGIN, 580.0, &below, QUIET);
        sheet.png()
    }
}

/// Whether a font has all letters of a text, and they can be set one after the other without shaping.
fn knows(font: &FontRef<'_>, text: &str) -> bool {
    // Both fonts have these letters, and most checks need none of the fonts.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return true;
    }
    let from_right =
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    text.chars().all(|c| {
        c == ' ' || (font.glyph_id(c).0 != 0 && c.width().is_some_and(|width| width > 0) && !from_right(c))
    })
}

/// The largest size in which a title fits, and its lines. Where none does, its end is left out.
fn title(text: &str) -> (f32, Vec<String>) {
    let fits = |size: f32, lines: &[String]| lines.len() as f32 * size * LEADING <= FOOT - TOP;
    for size in TITLE {
        let lines = broken(&BOLD, size, text, MEASURE);
        // A long title in two huge lines reads worse than in three smaller ones.
        if fits(size, &lines) && (lines.len() <= 3 || size == TITLE[TITLE.len() - 1]) {
            return (size, balanced(size, text, lines));
        }
    }
    let size = TITLE[TITLE.len() - 1];
    let mut lines = broken(&BOLD, size, text, MEASURE);
    let room = ((FOOT - TOP) / (size * LEADING)) as usize;
    let rest = lines.split_off(room.min(lines.len()) - 1).join(" ");
    lines.push(shortened(&BOLD, size, &rest));
    (size, lines)
}

/// The same number of lines, as equal in length as they can be.
fn balanced(size: f32, text: &str, lines: Vec<String>) -> Vec<String> {
    let (mut low, mut high) = (MEASURE / 2.0, MEASURE);
    let mut best = lines;
    for _ in 0..8 {
        let middle = (low + high) / 2.0;
        let narrower = broken(&BOLD, size, text, middle);
        if narrower.len() == best.len() {
            (best, high) = (narrower, middle);
        } else {
            low = middle;
        }
    }
    best
}

/// The words of a text in lines of a width; a word that is longer is broken.
fn broken(font: &FontRef<'_>, size: f32, text: &str, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|line| length(font, size, line) <= width) {
            Some(line) => *lines.last_mut().expect("it has one") = line,
            None => lines.push(word.to_owned()),
        }
        while let Some(line) = lines.last().filter(|line| length(font, size, line) > width) {
            let most = fitting(font, size, line, width);
            let rest = line[most..].to_owned();
            lines.last_mut().expect("it has one").truncate(most);
            lines.push(rest);
        }
    }
    lines
}

/// How many bytes of a text fit into a width: at least one letter.
fn fitting(font: &FontRef<'_>, size: f32, text: &str, width: f32) -> usize {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let first = text.chars().next().map_or(0, char::len_utf8);
    ends.take_while(|end| length(font, size, &text[..*end]) <= width).last().unwrap_or(first)
}

/// A text in one line; where it is too long, an ellipsis replaces its end.
fn shortened(font: &FontRef<'_>, size: f32, text: &str) -> String {
    if length(font, size, text) <= MEASURE - 26.0 {
        return text.to_owned();
    }
    let most = fitting(font, size, text, MEASURE - 26.0 - length(font, size, "…"));
    format!("{}…", text[..most].trim_end())
}

fn length(font: &FontRef<'_>, size: f32, text: &str) -> f32 {
    let scaled = font.as_scaled(scale(font, size));
    text.chars().map(|c| scaled.h_advance(scaled.glyph_id(c))).sum()
}

/// A size in pixels of the em, which the library measures by ascent and descent.
fn scale(font: &FontRef<'_>, size: f32) -> PxScale {
    let em = font.units_per_em().unwrap_or(1000.0);
    PxScale::from(size * font.height_unscaled() / em)
}

/// Paper: a level of the palette for each pixel.
struct Sheet {
    levels: Vec<u8>,
}

impl Sheet {
    fn rectangle(&mut self, left: usize, top: usize, width: usize, height: usize, level: u8) {
        for row in self.levels.chunks_mut(WIDE).skip(top).take(height) {
            row[left..left + width].fill(level);
        }
    }

    /// Writes letters on a base line.
    fn line(&mut self, font: &FontRef<'_>, size: f32, left: f32, base: f32, text: &str, ink: u8) {
        let scale = scale(font, size);
        let scaled = font.as_scaled(scale);
        let mut at = left;
        for c in text.chars() {
            let id = scaled.glyph_id(c);
            if let Some(outline) = font.outline_glyph(id.with_scale_and_position(scale, point(at, base))) {
                let corner = outline.px_bounds().min;
                outline.draw(|x, y, cover| {
                    let (x, y) = (corner.x as i64 + i64::from(x), corner.y as i64 + i64::from(y));
                    self.dot(x, y, (cover.clamp(0.0, 1.0) * f32::from(ink)).round() as u8);
                });
            }
            at += scaled.h_advance(id);
        }
    }

    /// The darker of what is there and what comes; what falls off the paper is lost.
    fn dot(&mut self, x: i64, y: i64, level: u8) {
        if (0..WIDE as i64).contains(&x) && (0..HIGH as i64).contains(&y) {
            let at = y as usize * WIDE + x as usize;
            self.levels[at] = self.levels[at].max(level);
        }
    }

    fn png(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette());
        // Packed at once: line by line takes several times as long.
        let mut packed = Vec::with_capacity(self.levels.len() / 2 + HIGH);
        for line in self.levels.chunks(WIDE) {
            // No filter.
            packed.push(0);
            packed.extend(line.as_chunks().0.iter().map(|[left, right]| left << 4 | right));
        }
        let mut deflated = ZlibEncoder::new(Vec::new(), Compression::new(3));
        deflated.write_all(&packed).expect("memory takes it");
        let deflated = deflated.finish().expect("memory takes it");
        let mut writer = encoder.write_header().expect("memory takes it");
        writer.write_chunk(png::chunk::IDAT, &deflated).expect("memory takes it");
        writer.finish().expect("memory takes it");
        out
    }
}

/// Red, green and blue of each level.
fn palette() -> Vec<u8> {
    let ramp = (0..=INK).flat_map(|level| {
        let mix = |channel: usize| {
            let (paper, ink) = (u32::from(PAPER_RGB[channel]), u32::from(INK_RGB[channel]));
            let (level, all) = (u32::from(level), u32::from(INK));
            u8::try_from((paper * (all - level) + ink * level) / all).expect("between two bytes")
        };
        [mix(0), mix(1), mix(2)]
    });
    ramp.chain(ACCENT_RGB).collect()
}

#[cfg(test)]
mod tests;
