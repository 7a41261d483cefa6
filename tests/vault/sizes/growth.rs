//! How the file on disk grows, and what large contents cost.

use std::fs::{self, File};
use std::process::{Command, Stdio};

use super::measure::{median, ok, say, with_input};
use crate::support::Home;

fn length(home: &Home) -> u64 {
    fs::metadata(home.vault().join("vault-1.redb"))
        .unwrap()
        .len()
}

/// Bytes that do not compress and are the same every time (xorshift64*).
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        bytes.extend_from_slice(&state.wrapping_mul(0x2545_F491_4F6C_DD1D).to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

fn anything_goes(home: &Home) {
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    home.ok(["policy", "set", "max_file_size", "100G"]);
    home.ok(["policy", "set", "max_upload_size", "100G"]);
}

/// Files come and go beside some that stay: the file on disk stays within twice of what is live.
pub(crate) fn cycles(count: usize) {
    let home = Home::new();
    anything_goes(&home);
    home.file("stays.bin", noise(1, 6 << 20));
    home.ok(["add", "stays.bin"]);
    let mut lengths = Vec::new();
    let mut times = Vec::new();
    for n in 0..count {
        // Small, middle, and large enough to be cut.
        let size = [3_000, 200_000, 1_300_000][n % 3];
        home.file("goes.bin", noise(n as u64 + 2, size));
        let mut seconds = 0.0;
        for arguments in [
            &["-q", "add", "goes.bin"][..],
            &["-q", "rm", "/inbox/goes.bin"],
            &["-q", "-y", "trash", "empty"],
        ] {
            seconds += ok(&home, arguments).1.seconds;
        }
        times.push(seconds);
        lengths.push(length(&home));
    }
    let tenth = (count / 10).max(1);
    println!(
        "{count} rounds: {:.3} s at first, {:.3} s at last",
        median(&times[..tenth]),
        median(&times[count - tenth..])
    );
    let shown = |at: usize| lengths[at] / 1024;
    println!(
        "length in KiB: {} after one round, {} after half, {} after all, {} at most",
        shown(0),
        shown(count / 2),
        shown(count - 1),
        lengths.iter().max().unwrap() / 1024
    );
    println!("{}", ok(&home, &["status"]).0.out);
    let before = length(&home);
    ok(&home, &["compact"]);
    let after = length(&home);
    println!(
        "compact: {} KiB before, {} KiB after",
        before / 1024,
        after / 1024
    );
    let most = *lengths.iter().max().unwrap();
    assert!(most <= 2 * after, "{most} bytes, of which {after} are live");
    home.ok(["verify"]);
}

/// A large content goes: what is freed need not be read.
pub(crate) fn removal(size: usize) {
    let home = Home::new();
    anything_goes(&home);
    let source = home.work().join("large.bin");
    let mut file = File::create(&source).unwrap();
    for at in (0..size).step_by(16 << 20) {
        let piece = noise(at as u64, (16 << 20).min(size - at));
        std::io::Write::write_all(&mut file, &piece).unwrap();
    }
    say("add", &ok(&home, &["-q", "add", "large.bin"]).1);
    fs::remove_file(source).unwrap();
    let full = length(&home);
    let (_, rm) = ok(&home, &["-q", "rm", "/inbox/large.bin"]);
    say("rm", &rm);
    let (_, empty) = ok(&home, &["-q", "-y", "trash", "empty"]);
    say("trash empty", &empty);
    let (_, compact) = ok(&home, &["compact"]);
    say("compact", &compact);
    println!(
        "{} KiB before, {} KiB after",
        full / 1024,
        length(&home) / 1024
    );
    assert!(length(&home) < full / 8);
    // redb reads each page that it frees, but none twice.
    let read = rm.read + empty.read;
    println!("{} KiB read to free {} KiB", read / 1024, size / 1024);
    // With its assertions the engine looks at every page when it is opened.
    let checks_itself = cfg!(debug_assertions);
    assert!(
        checks_itself || read < full + full / 2,
        "{read} bytes read to free {full}"
    );
    home.ok(["verify"]);
}

/// A stream comes in and goes out again: memory does not depend on its length.
pub(crate) fn stream(size: usize) {
    let home = Home::new();
    anything_goes(&home);
    let mut peaks = Vec::new();
    for size in [size / 4, size] {
        let source = home.file("source", noise(9, size));
        // By way of a pipe, so that its length is not known.
        let mut cat = Command::new("cat")
            .arg(&source)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = Stdio::from(cat.stdout.take().unwrap());
        let (_, cost) = with_input(&home, &["-q", "add", "-", "--name", "big.mp4"], input);
        say(&format!("add - of {size} bytes"), &cost);
        assert!(cat.wait().unwrap().success());
        let (run, out) = ok(&home, &["cat", "/inbox/big.mp4"]);
        say("cat", &out);
        assert!(run.bytes == fs::read(&source).unwrap(), "the same bytes");
        peaks.extend([cost.peak, out.peak]);
    }
    for peak in peaks.into_iter().flatten() {
        assert!(peak < 150 * 1024, "{peak} KiB");
    }
    home.ok(["verify"]);
}
