//! Much of everything: versions, files in a folder, folders in each other, additions and removals,
//! bytes in a stream. What is asserted: it works, it comes back right, the file on disk and the
//! memory stay bounded. What is printed: how long it took.

mod growth;
mod many;
mod measure;

/// How many, where the default is too few or too many.
fn count(default: usize) -> usize {
    let count = std::env::var("FILE_ORGANIZER_COUNT").ok();
    count.map_or(default, |count| count.parse().unwrap())
}

#[test]
fn versions_of_one_file() {
    many::versions(20);
}

#[test]
fn files_in_one_folder() {
    many::files(1500);
}

#[test]
fn folders_in_each_other() {
    many::folders(200);
}

#[test]
fn additions_and_removals() {
    growth::cycles(30);
}

#[test]
fn a_large_content_goes() {
    growth::removal(32 << 20);
}

#[test]
fn a_stream_takes_no_memory() {
    growth::stream(96 << 20);
}

#[test]
#[ignore = "slow: a thousand versions, a minute"]
fn sizes_versions() {
    many::versions(count(1000));
}

#[test]
#[ignore = "slow: a hundred thousand files, a minute"]
fn sizes_files() {
    many::files(count(100_000));
}

#[test]
#[ignore = "slow: two thousand rounds, some minutes"]
fn sizes_cycles() {
    growth::cycles(count(2000));
}

#[test]
#[ignore = "slow: a gibibyte comes and goes"]
fn sizes_removal() {
    growth::removal(1 << 30);
}
