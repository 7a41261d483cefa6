#!/usr/bin/env bash
# 10,000 connections that send half a head: others are still answered quickly, in little memory. Requires python3.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
cargo build --release --locked
program=target/release/file-organizer
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || :; rm -rf "$folder"' EXIT INT TERM
export FILE_ORGANIZER_VAULT="$folder/vault" FILE_ORGANIZER_PASSWORD='correct horse battery staple'
"$program" init >/dev/null 2>&1
"$program" policy set server.max_connections_per_source 512 >/dev/null
"$program" serve --listen 127.0.0.1:0 2>"$folder/log" &
server=$!
for _ in {1..20}; do
    grep -q '^listening on ' "$folder/log" && break
    sleep 0.5
done
port=$(sed -n 's/^listening on .*://p' "$folder/log")
python3 - "$port" "$server" <<'PYTHON'
import socket, sys, time

port, server = int(sys.argv[1]), sys.argv[2]
REQUEST = b"GET /api/v1/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def memory():
    with open(f"/proc/{server}/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))


def ask():
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=5) as stream:
        stream.sendall(REQUEST)
        answer = stream.recv(4096)
    return answer.startswith(b"HTTP/1.1 200"), time.monotonic() - begun


opened, kept, slowest, most = 0, [], 0.0, 0
while opened < 10_000:
    # 256 connections stay open at a time: the server has 512 places.
    for _ in range(256):
        stream = socket.create_connection(("127.0.0.1", port), timeout=5)
        stream.sendall(b"GET /api/v1/health/live HTTP/1.1\r\nHost: loc")
        kept.append(stream)
        opened += 1
    answered, took = ask()
    assert answered, "no answer"
    slowest, most = max(slowest, took), max(most, memory())
    for stream in kept:
        stream.close()
    kept.clear()
print(f"{opened} connections, slowest answer {slowest * 1000:.0f} ms, {most} MB")
assert slowest < 1.0, "answers are slow"
assert most < 200, "too much memory"

# With all places taken, new connections are closed at once, and accepted again after the time limit.
kept = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(600)]
for stream in kept:
    try:
        stream.sendall(b"GET ")
    except OSError:
        pass
time.sleep(12)
answered, took = ask()
assert answered, "no answer after the time limit of slow heads"
print("all places taken: answered again after the time limit")
PYTHON
