//! Where an import and an export spend their time, one by one, and the import as a whole:
//! `cargo bench --features internals --bench hot_paths`. For comparison with peers see `peers.sh`.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark makes files, and says what it expects"
)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use file_organizer::app::error::Result;
use file_organizer::app::files::add::{AddOptions, Exclude, Item, Listener, Progress, Source, add};
use file_organizer::app::files::rules::Filing;
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::gate::unlock::Credential;
use file_organizer::app::gate::{Context, Gate};
use file_organizer::app::maintenance::init::{InitOptions, init};
use file_organizer::app::secret::Secret;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::policy::TypeSet;
use file_organizer::internals::bench::{Backend, Sealer, chunk, compress, hash};

const MIB: usize = 1 << 20;

/// Text that compresses as sources do, about 4 to 1.
fn text(bytes: usize) -> Vec<u8> {
    let mut state = 1u64;
    let mut text = Vec::with_capacity(bytes + 64);
    while text.len() < bytes {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let (a, b) = (state >> 40, state >> 33 & 0xff);
        text.extend_from_slice(format!("    let name_{b} = read({a})?;\n").as_bytes());
    }
    text.truncate(bytes);
    text
}

fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 1u64;
    std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 56) as u8
    })
    .take(bytes)
    .collect()
}

fn parts(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("parts");
    group.sample_size(20);
    let sealer = Sealer::new().unwrap();
    let mut record = vec![0; 4136];
    group.throughput(Throughput::Bytes(4096));
    group.bench_function("seal a block", |b| {
        b.iter(|| sealer.seal(9, &mut record).unwrap());
    });
    let (noise, text) = (noise(8 * MIB), text(8 * MIB));
    group.throughput(Throughput::Bytes(noise.len() as u64));
    group.bench_function("cut 8 MiB", |b| b.iter(|| chunk(&noise).unwrap()));
    group.bench_function("hash 8 MiB twice", |b| b.iter(|| hash(&noise)));
    group.bench_function("compress 8 MiB of text", |b| {
        b.iter(|| compress(&text).unwrap());
    });
    group.finish();
}

fn backend(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("backend");
    group.sample_size(10);
    let folder = tempfile::tempdir().unwrap();
    let disk = Backend::create(&folder.path().join("file"), 64 * MIB as u64).unwrap();
    let bytes = noise(8 * MIB);
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("write 8 MiB and sync", |b| {
        b.iter(|| {
            disk.write(8 * MIB as u64, &bytes).unwrap();
            disk.sync().unwrap();
        });
    });
    let mut out = vec![0; bytes.len()];
    group.bench_function("read 8 MiB", |b| {
        b.iter(|| disk.read(8 * MIB as u64, &mut out).unwrap());
    });
    group.finish();
}

struct Quiet;

impl Listener for Quiet {
    fn item(&mut self, _: &Item) -> Result<()> {
        Ok(())
    }
    fn progress(&mut self, _: &Progress) {}
    fn wants_total(&self) -> bool {
        false
    }
}

fn vault(folder: &Path) -> Gate {
    let dir = folder.join("vault");
    init(&InitOptions {
        dir: dir.clone(),
        user: "admin".into(),
        password: Secret::new("a password".into()),
        costs: KdfCosts::Least,
        source: "local".into(),
        types: TypeSet::default(),
    })
    .unwrap();
    let credential = Credential::Password {
        user: "admin".into(),
        password: Secret::new("a password".into()),
    };
    let context = Context {
        source: "local".into(),
        verb: "add".into(),
        wait: Duration::from_secs(30),
        waiting: Box::new(|_| {}),
        warn: Box::new(|_| {}),
        anchors: None,
        accept_rollback: false,
        is_remote: false,
    };
    Gate::open(&dir, &credential, context).unwrap()
}

fn import(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("import");
    group.sample_size(10);
    let sources = tempfile::tempdir().unwrap();
    let all = text(40 * MIB);
    for (n, part) in all.chunks(10 * 1024).enumerate() {
        let folder = sources.path().join(format!("{}", n / 100));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{n}.txt")), part).unwrap();
    }
    group.throughput(Throughput::Bytes(all.len() as u64));
    group.bench_function("4,096 files of 10 KiB", |b| {
        b.iter_batched(
            || {
                let folder = tempfile::tempdir().unwrap();
                let gate = vault(folder.path());
                (folder, gate)
            },
            |(folder, mut gate)| {
                let options = AddOptions {
                    to: VaultPath::parse(b"/inbox").unwrap(),
                    name: None,
                    tags: Vec::new(),
                    note: None,
                    move_sources: false,
                    dry_run: false,
                    filing: Filing::Never,
                    on_conflict: None,
                    allow_empty: false,
                    replaces: None,
                    exclude: Exclude::default(),
                };
                let source = Source::Path(sources.path().to_owned());
                let summary = add(&mut gate, vec![source], &options, &mut Quiet).unwrap();
                assert_eq!(summary.added, 4096);
                folder
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, parts, backend, import);
criterion_main!(benches);
