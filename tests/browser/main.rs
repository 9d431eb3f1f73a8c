//! The pages and the preview in a real browser, driven over the DevTools protocol.
//!
//! `chrome` starts a browser, `tab` speaks to one page and counts everything that goes wrong in it,
//! `act` does what readers do: click, type, change the window. `guide` builds this repository's own
//! guide once and serves it. The tests: `aids`, `checklists`, `disk`, `hosted`, `hostile`, `evidence`, `reading`,
//! `practice`, `search`, `tables`, `preview`, `live`, `lens`, `offline`.
//! Every console error, page error, failed load and request to elsewhere fails a test.

mod act;
mod aids;
mod checklists;
mod chrome;
mod disk;
mod evidence;
mod guide;
mod hosted;
mod hostile;
mod lens;
mod live;
mod offline;
mod practice;
mod preview;
mod reading;
mod search;
mod tab;
mod tables;
