//! The files of `themes/default`, put here by the build script.

include!(concat!(env!("OUT_DIR"), "/theme.rs"));
