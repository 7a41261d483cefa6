#!/usr/bin/env bash
# COUNT (1,000,000) small files and a hundredth of them, in two vaults: the import's memory and time, and whether opening,
# one `cat`, one `mv`, one `find` by the beginning of a name and one `status` take at most twice as long in the large vault,
# and whether `verify` needs at most 200 MiB. Medians of
# ROUNDS (10). Needs some 6 GiB of disk and two million inodes where TMPDIR is.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
cargo build --release --locked
program=${CARGO_TARGET_DIR:-$PWD/target}/release/file-organizer
count=${COUNT:-1000000}
rounds=${ROUNDS:-10}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work FILE_ORGANIZER_PASSWORD=slow-suite FILE_ORGANIZER_NEW_PASSWORD=slow-suite

# A thousand files a folder, each of its own content.
files() {
    perl -e 'my ($to, $count) = @ARGV;
        mkdir $to or die;
        for my $n (0 .. $count - 1) {
            my $folder = sprintf("%s/folder-%04d", $to, $n / 1000);
            mkdir $folder if $n % 1000 == 0;
            open(my $file, ">", "$folder/file-$n.txt") or die $!;
            print $file "file number $n, which says something of its own: ", "$n " x 8, "\n";
            close $file;
        }' "$1" "$2"
}

# milliseconds COMMAND...: the median of its times.
milliseconds() {
    perl -MTime::HiRes=time -e 'my $rounds = shift; my @times;
        open(STDOUT, ">", "/dev/null");
        for (1 .. $rounds) {
            my $begun = time;
            system(@ARGV) == 0 or die "@ARGV";
            push @times, time - $begun;
        }
        printf STDERR "%.1f\n", 1000 * (sort { $a <=> $b } @times)[$rounds / 2];' "$rounds" "$@" 2>&1
}

# Moves one file there and back.
cat >mv-and-back <<'EOF'
#!/bin/sh
set -e
"$1" --quiet mv /files/folder-0004/file-4711.txt /files/folder-0004/moved.txt
"$1" --quiet mv /files/folder-0004/moved.txt /files/folder-0004/file-4711.txt
EOF
chmod +x mv-and-back

for size in $((count / 100)) "$count"; do
    mkdir -p "source-$size"
    files "source-$size/files" "$size"
    export FILE_ORGANIZER_VAULT=$work/vault-$size
    # Unlocked by the recovery key from here on: no key derivation, which would hide the difference.
    export FILE_ORGANIZER_PASSWORD=slow-suite
    FILE_ORGANIZER_PASSWORD=$("$program" init --quiet 2>&1 | grep -o 'fo-recovery-[0-9a-z]*')
    /usr/bin/time -o "import-$size" -f "%e s, peak %M KiB" "$program" --quiet add "source-$size/files" --to /
    echo "import of $size files: $(cat "import-$size")"
    rm -rf "source-$size"
    "$program" status | grep -E '^(files|stored|disk)'
    {
        echo "open $(milliseconds "$program" ls /files/folder-0004/file-4711.txt)"
        echo "cat $(milliseconds "$program" cat /files/folder-0004/file-4711.txt)"
        echo "mv-twice $(milliseconds ./mv-and-back "$program")"
        echo "find $(milliseconds "$program" find 'name:file-12345*')"
        echo "status $(milliseconds "$program" status)"
    } | tee "times-$size"
    /usr/bin/time -o "verify-$size" -f "%e s, peak %M KiB" "$program" --quiet verify
    echo "verify of $size files: $(cat "verify-$size")"
done
peak=$(sed 's/.*peak \([0-9]*\) KiB/\1/' "import-$count")
echo "peak of the import: $peak KiB"
paste "times-$((count / 100))" "times-$count" | awk '{ printf "%-10s %8.1f ms %8.1f ms  %.2fx\n", $1, $2, $4, $4 / $2; if ($4 > 2 * $2) slow = 1 }
    END { exit slow }'
[ "$peak" -le $((200 * 1024)) ]
peak=$(sed 's/.*peak \([0-9]*\) KiB/\1/' "verify-$count")
[ "$peak" -le $((200 * 1024)) ]
echo passed
