//! The picture as pixels: its size, its margins, and what is refused.

use super::*;

fn card(title: &str) -> Card {
    Card { above: "A guide".into(), title: title.into(), below: "12 claims checked".into() }
}

/// Levels of the picture, read back from its bytes.
fn levels(bytes: &[u8]) -> Vec<u8> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().expect("a header");
    let mut packed = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut packed).expect("pixels");
    packed.iter().flat_map(|pair| [pair >> 4, pair & 15]).collect()
}

#[test]
fn a_card_has_its_size_and_is_small() {
    let bytes = card("What a licence costs").png();
    assert_eq!(crate::image::size(&bytes), Some((WIDTH, HEIGHT)));
    assert!(bytes.len() < 40_000, "{} bytes", bytes.len());
    assert_eq!(bytes, card("What a licence costs").png(), "the same words give the same bytes");
    assert_ne!(bytes, card("What a licence brings").png());
}

#[test]
fn letters_stay_inside_the_margins() {
    let long = "Everything about the theoretical and the practical examination ".repeat(5);
    for title in ["Pay", "What a licence costs", &"Donaudampfschifffahrt".repeat(8), long.trim()] {
        let levels = levels(&card(title).png());
        let (left, right) = (MARGIN as usize - 8, WIDE - MARGIN as usize + 8);
        for (at, level) in levels.iter().enumerate() {
            let column = at % WIDE;
            assert!(*level == 0 || (left..right).contains(&column), "{title}: ink at {column}");
        }
        let dark = levels.iter().filter(|level| **level == INK).count();
        assert!(dark > 4_000, "{title}: {dark} dark pixels, the rule alone has 3,096");
        let under = &levels[505 * WIDE..528 * WIDE];
        assert!(under.iter().all(|level| *level == 0), "{title} runs into the rule");
    }
}

#[test]
fn a_title_is_as_large_as_fits() {
    assert_eq!(title("Pay").0, TITLE[0]);
    let (size, lines) = title(
        "The plan for the last three weeks before the interview, and what to leave out when they are two",
    );
    assert!(size < TITLE[0] && lines.len() <= 3, "{size} {lines:?}");
    let (size, lines) = title(&"word ".repeat(100));
    assert_eq!(size, TITLE[TITLE.len() - 1]);
    assert!(lines.last().is_some_and(|line| line.ends_with('…')), "{lines:?}");
}

#[test]
fn what_cannot_be_drawn_well_is_refused() {
    for title in ["Führerschein: 100 %", "Экзамен", "Άσκηση", "L4–L6, “quoted”"] {
        assert!(card(title).can_be_drawn(), "{title}");
    }
    for title in ["面试", "اختبار", "מבחן", "e\u{301}tude", "Done 🎉", "", "a\tb"] {
        assert!(!card(title).can_be_drawn(), "{title}");
    }
}

#[test]
fn both_fonts_have_the_letters_that_are_not_looked_up() {
    let lacks =
        |font: &FontRef<'_>| (' '..='~').find(|letter| *letter != ' ' && font.glyph_id(*letter).0 == 0);
    assert_eq!((lacks(&REGULAR), lacks(&BOLD)), (None, None));
}
