//! The program: hands its arguments to the library and ends with its exit code.

/// Builds make millions of small values on every core; this allocator makes them in a fifth less time than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    prepress::cli::run(std::env::args_os())
}
