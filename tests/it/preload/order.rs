//! A library that stands before the system's own and writes down which files are flushed and which are renamed.
//!
//! In: calls of `fsync` and `rename`. Out: a line for each in the file that `PREPRESS_ORDER` names, in their order; the
//! calls do what they always do. Built by the test of faults, loaded with `LD_PRELOAD`.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::io::Write;

unsafe extern "C" {
    fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
}

/// The next library's function of a name.
fn next(name: &CStr) -> *mut c_void {
    unsafe { dlsym(-1_isize as *mut c_void, name.as_ptr()) }
}

fn tell(line: &str) {
    let Some(path) = std::env::var_os("PREPRESS_ORDER") else { return };
    let file = std::fs::OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| writeln!(file, "{line}")).expect("the list can be written");
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn fsync(file: c_int) -> c_int {
    if let Ok(path) = std::fs::read_link(format!("/proc/self/fd/{file}")) {
        tell(&format!("flushed {}", path.display()));
    }
    let call: unsafe extern "C" fn(c_int) -> c_int = unsafe { std::mem::transmute(next(c"fsync")) };
    unsafe { call(file) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    let path = unsafe { CStr::from_ptr(from) }.to_string_lossy();
    let path = std::path::absolute(&*path).expect("a path");
    tell(&format!("renamed {}", path.display()));
    let call: unsafe extern "C" fn(*const c_char, *const c_char) -> c_int =
        unsafe { std::mem::transmute(next(c"rename")) };
    unsafe { call(from, to) }
}
