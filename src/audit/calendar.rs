//! Calendar files.
//!
//! In: all-day events. Out: an iCalendar text (RFC 5545) with folded lines and line ends as the format
//! wants them. The same events give the same bytes.

use jiff::ToSpan;
use jiff::civil::Date;

/// An event of one day.
pub(super) struct Event {
    /// What it is, from one file to the next.
    pub uid: String,
    pub on: Date,
    pub summary: String,
    pub description: String,
}

pub(super) fn calendar(title: &str, today: Date, events: impl Iterator<Item = Event>) -> String {
    let mut out = String::new();
    let mut line = |text: String| fold(&text, &mut out);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line("PRODID:-//prepress//due//EN".to_owned());
    line(format!("X-WR-CALNAME:{}", escape(title)));
    for event in events {
        let next = event.on.checked_add(1.day()).unwrap_or(event.on);
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}@prepress", blake3::hash(event.uid.as_bytes()).to_hex().get(..24).unwrap_or("")));
        line(format!("DTSTAMP:{}T000000Z", compact(today)));
        line(format!("DTSTART;VALUE=DATE:{}", compact(event.on)));
        line(format!("DTEND;VALUE=DATE:{}", compact(next)));
        line(format!("SUMMARY:{}", escape(&event.summary)));
        line(format!("DESCRIPTION:{}", escape(&event.description)));
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    out
}

fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Lines have at most 75 bytes; the rest follows after a space.
fn fold(text: &str, out: &mut String) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}
