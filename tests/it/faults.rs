//! What becomes of files when a run is killed, or the disk is full.
//!
//! Runs are killed at moments spread over the time that they take. Whatever the moment, every file is as it was or as
//! it was to be; a later run has nothing to complain of, and leaves nothing behind. Full disks need a file system of
//! their own: where the system allows no mount, those tests say so and pass.

use crate::desk::{Desk, TODAY};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a command is killed.
const KILLS: u32 = 25;

/// The bytes of all files below a folder, by path.
type Bytes = BTreeMap<PathBuf, Vec<u8>>;

fn bytes(folder: &Path) -> Bytes {
    crate::desk::files(folder).into_iter().map(|(path, (_, bytes))| (path, bytes)).collect()
}

/// Hidden files and folders of prepress at and below a folder.
fn debris(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
    let ours = |name: &str| name.starts_with('.') && name.contains("prepress");
    let found = entries.filter(|entry| ours(&entry.file_name().to_string_lossy()));
    found.map(walkdir::DirEntry::into_path).collect()
}

fn start(desk: &Desk, args: &[&str]) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_prepress"))
        .args(args)
        .current_dir(&desk.site)
        .env("HOME", desk.folder.path())
        .env("XDG_CACHE_HOME", desk.folder.path().join("cache"))
        .env_remove("SOURCE_DATE_EPOCH")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// How long a command takes that nobody kills.
fn undisturbed(desk: &Desk, args: &[&str]) -> Duration {
    let begin = Instant::now();
    start(desk, args).wait().expect("it ends");
    begin.elapsed()
}

/// Starts a command and kills it when a part of its time is over.
fn kill_at(desk: &Desk, args: &[&str], time: Duration, part: u32) {
    let mut run = start(desk, args);
    thread::sleep(time * part / KILLS);
    // It may have ended by now.
    let _ = run.kill();
    run.wait().expect("it ends");
}

fn page(text: &str) -> String {
    format!(
        "---\ntitle: Page\nsubject: acme-pm\n---\n\nThe loop has {text} and takes [3–5 weeks](fact:process-length).\n"
    )
}

/// The demo with more pages, which repairs can change.
fn busy() -> Desk {
    let desk = Desk::new();
    for number in 0..40 {
        let path = desk.site.join(format!("content/part-{}/p{number}.md", number % 4));
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, page("about [4–6 rounds](fact:interview-rounds)")).expect("a file can be written");
    }
    desk
}

#[test]
fn a_killed_build_leaves_one_whole_output() {
    let desk = busy();
    let build = ["build", "--today", TODAY];
    let public = desk.site.join("public");
    assert_eq!(desk.run(&build).code, 0);
    let old = bytes(&public);
    let changed = desk.site.join("content/part-1/p1.md");
    let (before, after) = (fs::read(&changed).expect("a page"), page("rounds"));
    fs::write(&changed, &after).expect("written");
    let time = undisturbed(&desk, &build);
    let new = bytes(&public);
    assert_ne!(old, new);
    for part in 0..KILLS {
        fs::write(&changed, &before).expect("written");
        assert_eq!(desk.run(&build).code, 0, "part {part}");
        fs::write(&changed, &after).expect("written");
        kill_at(&desk, &build, time, part);
        let left = bytes(&public);
        assert!(left == old || left == new, "a mixed output, killed at {part} of {KILLS}");
    }
    assert_eq!(desk.run(&build).code, 0);
    assert_eq!(bytes(&public), new);
    assert_eq!(debris(&desk.site), [] as [PathBuf; 0]);
}

#[test]
fn killed_repairs_leave_whole_sources() {
    let desk = busy();
    let content = desk.site.join("content");
    let old = bytes(&content);
    let time = undisturbed(&desk, &["fix"]);
    let new = bytes(&content);
    assert!(old.iter().filter(|(path, text)| new[*path] != **text).count() >= 40);
    for part in 0..KILLS {
        old.iter().for_each(|(path, text)| fs::write(path, text).expect("written"));
        kill_at(&desk, &["fix"], time, part);
        for (path, text) in bytes(&content) {
            let drafted =
                path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".prepress-"));
            let whole = old.get(&path) == Some(&text) || new.get(&path) == Some(&text);
            assert!(drafted || whole, "{} is neither, killed at {part}", path.display());
        }
        // A later run finishes the work, and takes away what the killed one left.
        let ran = desk.run(&["fix"]);
        assert!(ran.code <= 1, "{}", ran.err);
        let wanted: Bytes = new.clone();
        assert_eq!(bytes(&content), wanted, "after a run that was killed at {part}");
    }
    old.iter().for_each(|(path, text)| fs::write(path, text).expect("written"));
    desk.run(&["fix"]);
    assert_eq!(debris(&desk.site), [] as [PathBuf; 0]);
}

#[test]
fn a_killed_baseline_is_the_old_one_or_the_new_one() {
    let desk = busy();
    let file = desk.site.join("prepress.baseline.json");
    fs::write(&file, "{}").expect("written");
    let time = undisturbed(&desk, &["baseline"]);
    let new = fs::read(&file).expect("a baseline");
    for part in 0..KILLS {
        fs::write(&file, "{}").expect("written");
        kill_at(&desk, &["baseline"], time, part);
        let left = fs::read(&file).expect("a baseline");
        assert!(left == b"{}" || left == new, "killed at {part}: {}", String::from_utf8_lossy(&left));
    }
    assert_eq!(desk.run(&["baseline"]).code, 0);
    assert_eq!(debris(&desk.site), [] as [PathBuf; 0]);
}

#[test]
fn a_killed_init_can_be_run_again() {
    let desk = Desk::new();
    let time = undisturbed(&desk, &["init", "whole"]);
    let whole = bytes(&desk.site.join("whole"));
    for part in 0..KILLS {
        let guide = desk.site.join("new");
        let _ = fs::remove_dir_all(&guide);
        kill_at(&desk, &["init", "new"], time, part);
        let again = desk.run(&["init", "new"]);
        let finished = again.code == 2 && again.err.contains("already exists");
        assert!(again.code == 0 || finished, "killed at {part}: {}", again.err);
        let named = |all: &Bytes, top: &str| -> Vec<PathBuf> {
            all.keys()
                .map(|path| path.strip_prefix(desk.site.join(top)).expect("below").to_path_buf())
                .collect()
        };
        assert_eq!(named(&bytes(&guide), "new"), named(&whole, "whole"), "killed at {part}");
        assert_eq!(debris(&guide), [] as [PathBuf; 0], "killed at {part}");
    }
}

/// Runs a script in a copy of the site on a small file system of its own, which is full but for some kilobytes.
/// Returns what it printed; nothing where the system allows no mount.
fn on_a_full_disk(desk: &Desk, free: usize, script: &str) -> Option<String> {
    let disk = desk.folder.path().join("disk");
    fs::create_dir_all(&disk).expect("a folder");
    let whole = format!(
        "mount -t tmpfs -o size=16m tmpfs {disk} && cp -r {site} {disk}/site && cd {disk}/site || exit 99\n\
         export XDG_CACHE_HOME={disk}/cache HOME={disk}\n\
         dd if=/dev/zero of=../filler bs=1k 2>/dev/null; {room}\n\
         run() {{ {program} \"$@\" >{said} 2>&1; echo \"$1: $?\"; if grep -q 'new copy' {said}; then echo 'of a copy'; fi; }}\n\
         {script}\n\
         find .. -name '.*prepress*' -o -name '*.code' -o -path '*cache*' -type f -size 0",
        disk = disk.display(),
        site = desk.site.display(),
        said = desk.folder.path().join("said").display(),
        room = if free == 0 { String::new() } else { format!("truncate -s -{free}k ../filler") },
        program = env!("CARGO_BIN_EXE_prepress"),
    );
    let users: [&[&str]; 2] = [&["--mount"], &["--user", "--map-root-user", "--mount"]];
    for user in users {
        let done = Command::new("unshare").args(user).args(["sh", "-c", &whole]).output().ok()?;
        if done.status.code() != Some(99) && done.status.code() != Some(1) {
            return Some(String::from_utf8_lossy(&done.stdout).into_owned());
        }
    }
    eprintln!("skipped: this system allows no file system of one's own");
    None
}

#[test]
fn a_full_disk_is_said_and_leaves_nothing_behind() {
    let desk = busy();
    assert_eq!(desk.run(&["build", "--today", TODAY]).code, 0);
    let text = page("about [4–6 rounds](fact:interview-rounds)");
    for number in 0..40 {
        // New pages for the build, and long ones for the repairs.
        fs::write(
            desk.site.join(format!("content/new-{number}.md")),
            text.clone() + &"\nWords.\n".repeat(2000),
        )
        .expect("written");
    }
    let script = "run build\nrun fix\nrun init ../guide\nrun new article fresh\nrun theme eject static/theme.css\n\
                  ls ../guide content/fresh.md themes 2>/dev/null\ngrep -c . public/prepress-manifest.txt >/dev/null && echo kept";
    let Some(said) = on_a_full_disk(&desk, 8, script) else { return };
    assert_eq!(said, "build: 2\nfix: 2\ninit: 2\nnew: 0\ntheme: 2\ncontent/fresh.md\nkept\n", "{said}");
}

#[test]
fn a_disk_without_any_room_keeps_no_empty_file() {
    let desk = busy();
    let script = "run baseline; run fix; run init ../guide; run init ../guide; run new article fresh; run theme eject static/theme.css\n\
                  ls ../guide content/fresh.md themes prepress.baseline.json 2>/dev/null";
    let Some(said) = on_a_full_disk(&desk, 0, script) else { return };
    assert_eq!(said, "baseline: 2\nfix: 2\ninit: 2\ninit: 2\nnew: 2\ntheme: 2\n", "{said}");
}

/// The exit code of a command that has to end soon.
#[cfg(unix)]
fn soon(desk: &Desk, args: &[&str]) -> Option<i32> {
    let mut run = start(desk, args);
    let end = Instant::now() + Duration::from_secs(20);
    while Instant::now() < end {
        if let Some(status) = run.try_wait().expect("it can be asked") {
            return status.code();
        }
        thread::sleep(Duration::from_millis(10));
    }
    let _ = run.kill();
    let _ = run.wait();
    None
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_not_waited_for() {
    // Files, and the exit code of `check` and `build` when a pipe stands in their place.
    let places = [
        ("checklist-ids.txt", 2),
        ("public/prepress-manifest.txt", 2),
        (".public.prepress-4194999", 0),
        (".public.prepress-4194998/prepress-manifest.txt", 0),
        ("prepress.baseline.json", 1),
        ("prepress.yaml", 1),
        ("content/pipe.md", 1),
        ("content/pipe.png", 1),
    ];
    for (place, code) in places {
        for device in [false, true] {
            let desk = Desk::new();
            let path = desk.site.join(place);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
            let _ = fs::remove_file(&path);
            if device {
                std::os::unix::fs::symlink("/dev/zero", &path).expect("a link");
            } else {
                assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo runs").success());
            }
            for command in ["check", "build"] {
                let ended = soon(&desk, &[command, "--today", TODAY]);
                assert_eq!(ended, Some(code), "{command} with {place}, a device: {device}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_no_baseline() {
    for device in [false, true] {
        let desk = Desk::new();
        let path = desk.site.join("prepress.baseline.json");
        if device {
            std::os::unix::fs::symlink("/dev/zero", &path).expect("a link");
        } else {
            assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo runs").success());
        }
        assert_eq!(soon(&desk, &["baseline"]), Some(2), "a device: {device}");
    }
}

/// A list of gigabytes is refused; the file is sparse.
#[test]
fn a_list_of_gigabytes_is_refused() {
    let desk = Desk::new();
    let list = fs::File::create(desk.site.join("checklist-ids.txt")).expect("a file");
    list.set_len(5 << 30).expect("a sparse file");
    let ran = desk.run(&["check", "--today", TODAY]);
    assert!(ran.code == 2 && ran.err.contains("larger than"), "{}", ran.err);
}

/// Runs a command whose standard output, or else standard error, is a full disk.
#[cfg(target_os = "linux")]
fn unheard(desk: &Desk, args: &[&str], output: bool) -> Option<i32> {
    let full = || Stdio::from(fs::File::options().write(true).open("/dev/full").expect("a full device"));
    let (out, err) = if output { (full(), Stdio::null()) } else { (Stdio::null(), full()) };
    let mut command = Command::new(env!("CARGO_BIN_EXE_prepress"));
    command.args(args).current_dir(&desk.site).env("HOME", desk.folder.path());
    command.env("XDG_CACHE_HOME", desk.folder.path().join("cache")).stdout(out).stderr(err);
    command.status().expect("the program runs").code()
}

#[cfg(target_os = "linux")]
#[test]
fn what_could_not_be_said_is_no_success() {
    let desk = busy();
    #[rustfmt::skip]
    let reports: [&[&str]; 16] = [
        &["explain"], &["explain", "value-mismatch"], &["--help"], &["--version"], &["theme", "eject", "--list"],
        &["check", "--format", "json"], &["check", "--format", "sarif"], &["check", "--format", "github"], &["build", "--format", "json"],
        &["coverage"], &["coverage", "--format", "json"], &["due", "--within", "9999"], &["mutate"], &["impact", "acme-pm/interview-rounds"],
        &["fix", "--dry-run"], &["new", "article", "fresh"],
    ];
    for args in reports {
        assert_eq!(unheard(&desk, args, true), Some(2), "{args:?} on a full standard output");
    }
    for args in [&["check"][..], &["build", "--today", TODAY], &["fix"], &["baseline"], &["explain", "nope"]]
    {
        assert_eq!(unheard(&desk, args, false), Some(2), "{args:?} on a full standard error");
    }
    // A reader who has seen enough is no fault.
    let mut command = Command::new(env!("CARGO_BIN_EXE_prepress"));
    let mut run = command.arg("explain").stdout(Stdio::piped()).spawn().expect("the program starts");
    drop(run.stdout.take());
    assert_eq!(run.wait().expect("it ends").code(), Some(0));
}

/// A thread needs a stack. One that no memory can hold leaves the program with the thread that it has.
#[cfg(target_os = "linux")]
#[test]
fn one_thread_is_enough() {
    let desk = Desk::new();
    let build = ["build", "--today", TODAY];
    let ran = desk.run_with(&build, &[("RUST_MIN_STACK", "1000000000000000")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let alone = bytes(&desk.site.join("public"));
    fs::remove_dir_all(desk.site.join("public")).expect("the output");
    assert_eq!(desk.run(&build).code, 0);
    assert!(bytes(&desk.site.join("public")) == alone, "one thread gives another output");
}

/// The lines of `tests/it/preload/order.rs` about a run.
fn order(desk: &Desk, args: &[&str]) -> Vec<String> {
    let library = desk.folder.path().join("order.so");
    let list = desk.folder.path().join("order");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/preload/order.rs");
    let built = Command::new("rustc")
        .args(["--edition", "2024", "--crate-type", "cdylib", "-o"])
        .args([&library, &source])
        .status()
        .expect("rustc starts");
    assert!(built.success());
    let ran = Command::new(env!("CARGO_BIN_EXE_prepress"))
        .args(args)
        .current_dir(&desk.site)
        .env("LD_PRELOAD", &library)
        .env("PREPRESS_ORDER", &list)
        .env("XDG_CACHE_HOME", desk.folder.path().join("cache"))
        .output()
        .expect("the program starts");
    assert!(ran.status.code().is_some_and(|code| code <= 1), "{}", String::from_utf8_lossy(&ran.stderr));
    fs::read_to_string(list).expect("the list").lines().map(str::to_owned).collect()
}

#[test]
fn what_takes_the_place_of_a_source_is_on_disk_before() {
    let desk = busy();
    fs::write(desk.site.join("prepress.baseline.json"), "{}\n").expect("written");
    for (args, least) in [(["fix"], 40), (["baseline"], 1)] {
        let lines = order(&desk, &args);
        let renamed: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("renamed ")).collect();
        assert!(renamed.len() >= least, "{args:?}: {lines:?}");
        for draft in renamed {
            let at = |word: &str| lines.iter().position(|line| *line == format!("{word} {draft}"));
            assert!(at("flushed").is_some_and(|flushed| Some(flushed) < at("renamed")), "{args:?}: {draft}");
        }
        fs::remove_file(desk.folder.path().join("order")).expect("removed");
    }
}
