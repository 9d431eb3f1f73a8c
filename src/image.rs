//! Sizes of images, from the first bytes of their files.
//!
//! Our own, because the `imagesize` library ignores the orientation that cameras store in JPEGs and reads no SVG.
//! In: the beginning of a file. Out: its width and height in pixels as a browser lays it out, for PNG,
//! GIF, JPEG, WebP and SVG. Does not decode pixels; what it does not understand has no size.

/// Width and height in pixels.
pub type Size = (u32, u32);

/// Endings of files that may be images with a size.
pub const ENDINGS: [&str; 6] = ["png", "gif", "jpg", "jpeg", "webp", "svg"];

/// The size of the image that starts with these bytes.
#[must_use]
pub fn size(bytes: &[u8]) -> Option<Size> {
    let found = match bytes {
        [0x89, b'P', b'N', b'G', ..] => png(bytes),
        [b'G', b'I', b'F', b'8', ..] => Some((le16(bytes, 6)?, le16(bytes, 8)?)),
        [0xff, 0xd8, ..] => jpeg(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(bytes),
        _ => svg(bytes),
    };
    found.filter(|(width, height)| *width > 0 && *height > 0)
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    let pair = bytes.get(at..at + 2)?;
    Some(u32::from(pair[0]) << 8 | u32::from(pair[1]))
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    be16(bytes, at).map(|n| (n & 0xff) << 8 | n >> 8)
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(be16(bytes, at)? << 16 | be16(bytes, at + 2)?)
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    Some(le16(bytes, at)? | u32::from(*bytes.get(at + 2)?) << 16)
}

fn png(bytes: &[u8]) -> Option<Size> {
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((be32(bytes, 16)?, be32(bytes, 20)?))
}

/// The three kinds of WebP: lossy, lossless, extended.
fn webp(bytes: &[u8]) -> Option<Size> {
    match bytes.get(12..16)? {
        b"VP8 " => Some((le16(bytes, 26)? & 0x3fff, le16(bytes, 28)? & 0x3fff)),
        b"VP8L" => {
            let bits = le16(bytes, 21)? | le16(bytes, 23)? << 16;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((le24(bytes, 24)? + 1, le24(bytes, 27)? + 1)),
        _ => None,
    }
}

/// Walks over the segments until the frame; a picture that the camera held upright is turned.
fn jpeg(bytes: &[u8]) -> Option<Size> {
    let mut at = 2;
    let mut turned = false;
    loop {
        // Any number of fill bytes may precede a marker.
        while *bytes.get(at)? == 0xff && *bytes.get(at + 1)? == 0xff {
            at += 1;
        }
        let (lead, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if lead != 0xff {
            return None;
        }
        match marker {
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let (height, width) = (be16(bytes, at + 5)?, be16(bytes, at + 7)?);
                return Some(if turned { (height, width) } else { (width, height) });
            }
            0x01 | 0xd0..=0xd7 => at += 2,
            0xd9 | 0xda => return None,
            _ => {
                let length = be16(bytes, at + 2)? as usize;
                if marker == 0xe1 {
                    turned |= bytes.get(at + 4..at + 2 + length).is_some_and(is_turned);
                }
                at += 2 + length.max(2);
            }
        }
    }
}

/// Whether Exif says that rows are columns (orientations 5 to 8).
fn is_turned(segment: &[u8]) -> bool {
    let turned = || {
        let tiff = segment.strip_prefix(b"Exif\0\0")?;
        let little = tiff.starts_with(b"II");
        let n16 = |at: usize| if little { le16(tiff, at) } else { be16(tiff, at) };
        let n32 = |at: usize| match little {
            true => Some(le16(tiff, at)? | le16(tiff, at + 2)? << 16),
            false => be32(tiff, at),
        };
        let list = n32(4)? as usize;
        let entries = (0..n16(list)? as usize).map(|entry| list + 2 + entry * 12);
        entries.into_iter().find(|at| n16(*at) == Some(0x0112)).and_then(|at| n16(at + 8))
    };
    turned().is_some_and(|orientation| (5..=8).contains(&orientation))
}

/// `width` and `height` of the root element in pixels, else the size of its `viewBox`.
fn svg(bytes: &[u8]) -> Option<Size> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // The end of what was read may cut a letter.
        Err(error) => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?,
    };
    let start = text
        .match_indices("<svg")
        .find(|(at, _)| text[at + 4..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>'))?;
    let tag = &text[start.0 + 4..];
    let tag = &tag[..tag.find('>')?];
    let own = attribute(tag, "width").and_then(pixels).zip(attribute(tag, "height").and_then(pixels));
    own.or_else(|| {
        let mut numbers = attribute(tag, "viewBox")?.split([' ', ',', '\n', '\t']).filter(|n| !n.is_empty());
        Some((pixels(numbers.nth(2)?)?, pixels(numbers.next()?)?))
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut from = 0;
    while let Some(at) = tag[from..].find(name).map(|at| at + from) {
        from = at + name.len();
        let alone = tag[..at].ends_with(|c: char| c.is_ascii_whitespace());
        let rest = tag[from..].trim_start();
        if let Some(value) = rest.strip_prefix('=').filter(|_| alone) {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value[1..].split_once(quote).map(|(value, _)| value.trim());
        }
    }
    None
}

/// Whole pixels of `120`, `120px` or `119.6`, rounded; other units depend on the page.
fn pixels(text: &str) -> Option<u32> {
    let number = text.strip_suffix("px").unwrap_or(text);
    let (whole, rest) = number.split_once('.').unwrap_or((number, "0"));
    if rest.is_empty() || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let up = u32::from(rest.as_bytes()[0] >= b'5');
    whole.parse::<u32>().ok()?.checked_add(up)
}

#[cfg(test)]
mod tests {
    use super::size;

    fn with(parts: &[&[u8]]) -> Vec<u8> {
        parts.concat()
    }

    #[test]
    fn each_format_has_its_size() {
        let png = with(&[b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[0, 0, 3, 32, 0, 0, 2, 88]]);
        assert_eq!(size(&png), Some((800, 600)));
        assert_eq!(size(b"GIF89a\x20\x03\x58\x02"), Some((800, 600)));
        let lossy = with(&[b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a", &[0x20, 3, 0x58, 2]]);
        assert_eq!(size(&lossy), Some((800, 600)));
        let lossless = with(&[b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f", &[0x1f, 0xc3, 0x95, 0]]);
        assert_eq!(size(&lossless), Some((800, 600)));
        let extended = with(&[b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0", &[0x1f, 3, 0, 0x57, 2, 0]]);
        assert_eq!(size(&extended), Some((800, 600)));
    }

    #[test]
    fn the_frame_of_a_jpeg_comes_after_other_segments() {
        let frame: &[u8] = &[0xff, 0xc2, 0, 17, 8, 2, 88, 3, 32, 3];
        let start: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc4, 0, 3, 9];
        assert_eq!(size(&with(&[start, frame])), Some((800, 600)));
        let exif = |kind: u8| {
            let tiff: &[u8] =
                &[b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, kind, 0, 0];
            with(&[&[0xff, 0xd8, 0xff, 0xe1, 0, 30], b"Exif\0\0", tiff, frame])
        };
        assert_eq!(size(&exif(1)), Some((800, 600)));
        assert_eq!(size(&exif(6)), Some((600, 800)), "held upright");
    }

    #[test]
    fn drawings_state_it_in_pixels_or_by_their_view_box() {
        assert_eq!(size(b"<?xml?><svg width='120px' height=\"59.6\">"), Some((120, 60)));
        assert_eq!(size(b"<svg stroke-width=\"3\" viewBox=\"0 0 32 16\" width=\"100%\">"), Some((32, 16)));
        assert_eq!(size(b"<svg width=\"3em\" height=\"2em\">"), None);
    }

    #[test]
    fn broken_files_have_none_and_no_prefix_of_a_file_panics() {
        let whole =
            with(&[&[0xff, 0xd8, 0xff, 0xe1, 0, 30], b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01", &[0; 20]]);
        let texts: [&[u8]; 4] = [
            &whole,
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
            b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0",
            b"<svg width='",
        ];
        for text in texts {
            for end in 0..=text.len() {
                assert_eq!(size(&text[..end]), None, "{end} bytes of {text:?}");
            }
        }
        assert_eq!(size(b"<svg width='0' height='0'>"), None);
    }
}
