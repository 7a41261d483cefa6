#!/bin/sh
# Restores everything from a backup without file-organizer. Requires age, zstd, tar, jq and a POSIX shell.
#
#   sh recover.sh IDENTITY BACKUP FOLDER
#
# BACKUP is a full backup (*.tar.zst.age), or a snapshot (*.snapshot.age) with its packs next to it, in
# *.packs/. FOLDER must not exist. The script creates in it:
#
#   files/PATH                    each file, link and folder at its path
#   versions/PATH/NUMBER          earlier versions of these files
#   trash/ID/PATH                 each file in the trash, including files with the same path
#   trash/ID.versions/NUMBER      earlier versions of these files
#   metadata.jsonl audit.jsonl    owner, tags, notes, times, hashes; the audit log
#   principals.jsonl policy.toml rules.toml keyring.json manifest.json
#
# Permissions, times and (with setfattr) extended attributes are restored; the caller owns all files.
#
# Exit code 0 if everything was restored, otherwise 1, with a line for each missing item.
set -eu
umask 077

if [ $# -ne 3 ]; then
    echo "usage: sh recover.sh IDENTITY BACKUP FOLDER" >&2
    exit 2
fi
for tool in age zstd tar jq base64; do
    command -v "$tool" >/dev/null || { echo "error: $tool is not installed" >&2; exit 2; }
done
identity=$1 backup=$2 out=$3
mkdir "$out"
parts=$out/.parts # temporary files
mkdir "$parts"
failed=$parts/failed
missing=0

lost() {
    printf 'missing: %s\n' "$1" >&2
    missing=$((missing + 1))
}

# unpack FILE INTO: fails if one of the three programs fails
unpack() {
    rm -f "$failed"
    { age -d -i "$identity" "$1" || : >"$failed"; } |
        { zstd -dcq || : >"$failed"; } |
        tar -x --no-same-owner -C "$2" || : >"$failed"
    [ ! -e "$failed" ]
}

unpack "$backup" "$parts" || lost "the end of $backup"
if [ ! -f "$parts/manifest.json" ]; then
    echo "error: cannot open $backup; nothing was recovered" >&2
    rm -r "$out"
    exit 1
fi
kind=$(jq -r .kind "$parts/manifest.json")

if [ "$kind" = snapshot ]; then
    vault=$(jq -r '.vault_id[:8]' "$parts/manifest.json")
    packs=$(dirname "$backup")/$vault.packs
    jq -r '.packs[] | select(test("^(data|rows)-[0-9a-f]+[.]age$"))' "$parts/manifest.json" >"$parts/packs"
    while read -r pack; do
        unpack "$packs/$pack" "$parts" || lost "the whole of $packs/$pack"
    done <"$parts/packs"
    for rows in metadata.jsonl audit.jsonl; do
        jq -r --arg rows "$rows" '.stretches[$rows][] | select(test("^[0-9a-f]+$"))' \
            "$parts/manifest.json" >"$parts/stretches"
        while read -r stretch; do
            cat "$parts/rows/$stretch" || lost "a part of $rows"
        done <"$parts/stretches" >"$parts/$rows"
    done
fi

# Until everything is restored, all files are readable, and a link is a file that contains its target, so that
# nothing is written through a link.
chmod -R u+rwX "$parts"
find "$parts" -type l -exec sh -c '
    for link; do
        to=$(readlink -n -- "$link" && printf x) && rm -- "$link" && printf %s "${to%x}" >"$link" || exit 1
    done' sh {} + || lost "a link"

# The list of files to restore: folder|path in Base64|suffix of the path|bytes|BLAKE3|chunks|a current file
# with the same content in Base64|kind|mode|modification time|extended attributes. A full backup already contains
# the current files.
attributes='
    def exact: .path_b64 // (.path | @base64);
    def attributes($modified):
        [.kind // "", .mode // "", (if .mtime then "@" + .mtime else $modified end),
         ([.xattrs // {} | to_entries[] | (.key | @base64) + ":" + .value] | join(" "))];
'
jq -rn --arg kind "$kind" "$attributes"'
    [inputs | select(.version)] as $rows
    | [$rows[] | select(.type == "file")] as $files
    | INDEX($files[]; .id) as $live
    | INDEX($files[]; .version.blake3) as $source
    | $rows[]
    | (if .type == "file" then ["files", exact, ""]
       elif .type == "trash" then ["trash/" + .id, exact, ""]
       elif $live[.file] then ["versions", ($live[.file] | exact), "/\(.version.number)"]
       else ["trash/" + .file + ".versions", ("/\(.version.number)" | @base64), ""] end)
      + [.version.size, .version.blake3, ([.version.chunks[]?[0]] | join(" ")),
         ($source[.version.blake3] // null | if . then exact else "" end)]
      + (.version.modified as $modified | .version.attributes // {} | attributes($modified))
    | join("|")
' "$parts/metadata.jsonl" >"$parts/things" || lost "a part of metadata.jsonl"

# attributes TARGET MODE MODIFIED XATTRS
attributes() {
    for one in $4; do
        value=${one#*:}
        setfattr -n "$(printf %s "${one%%:*}" | base64 -d)" -v "${value:+0s$value}" "$1" 2>/dev/null ||
            not_set=$((not_set + 1))
    done
    # Do not set the set-user-ID and set-group-ID bits.
    [ -z "$2" ] || chmod "0${2#?}" "$1"
    touch -d "$3" "$1" 2>/dev/null || :
}
not_set=0

# decode BASE64: sets $path, including newlines at its end
decode() {
    path=$(printf %s "$1" | base64 -d && printf x)
    path=${path%x}
    case $path in
    */../* | */.. | '' | [!/]*) return 1 ;;
    esac
}

if [ "$kind" = snapshot ]; then
    mkdir "$out/files"
elif [ -d "$parts/files" ]; then
    mv "$parts/files" "$out/files"
fi
while IFS='|' read -r folder name suffix bytes hash chunks source is mode modified xattrs; do
    decode "$name" || { lost "a file with a name that leads elsewhere"; continue; }
    target=$out/$folder$path$suffix
    case $folder$suffix$hash$chunks in
    *..*) lost "$target"; continue ;;
    esac
    if [ "$kind" = snapshot ] || [ "$folder" != files ]; then
        mkdir -p "$(dirname "$target")"
        if [ -n "$chunks" ]; then
            for chunk in $chunks; do
                cat "$parts/chunks/$chunk" || break
            done >"$target" 2>/dev/null
        elif [ -f "$parts/contents/$hash" ]; then
            cp "$parts/contents/$hash" "$target"
        elif [ -n "$source" ] && decode "$source" && [ -f "$out/files$path" ]; then
            cp "$out/files$path" "$target"
        fi
    fi
    if [ ! -f "$target" ] || [ "$(wc -c <"$target")" -ne "$bytes" ]; then
        lost "$target"
    fi
done <"$parts/things"
while IFS='|' read -r folder name suffix bytes hash chunks source is mode modified xattrs; do
    [ "$is" != link ] && decode "$name" && [ -f "$out/$folder$path$suffix" ] || continue
    attributes "$out/$folder$path$suffix" "$mode" "$modified" "$xattrs"
done <"$parts/things"
while IFS='|' read -r folder name suffix bytes hash chunks source is mode modified xattrs; do
    [ "$is" = link ] && decode "$name" || continue
    target=$out/$folder$path$suffix
    [ -f "$target" ] || continue
    to=$(cat "$target" && printf x) && rm "$target" && ln -s -- "${to%x}" "$target" || lost "$target"
    touch -h -d "$modified" "$target" 2>/dev/null || :
done <"$parts/things"

# Folders, deepest first, because creating a file changes the time of its folder.
jq -rn "$attributes"'
    [inputs | select(.type == "folder")] | sort_by(.path) | reverse[]
    | [exact] + (.attributes | attributes("@0")) | join("|")
' "$parts/metadata.jsonl" >"$parts/folders" || lost "a part of metadata.jsonl"
root=$(cd "$out/files" && pwd -P)
while IFS='|' read -r name is mode modified xattrs; do
    decode "$name" || { lost "a folder with a name that leads elsewhere"; continue; }
    mkdir -p "$out/files$path" && [ "$(cd "$out/files$path" && pwd -P)" = "$root$path" ] ||
        { lost "$out/files$path"; continue; }
    attributes "$out/files$path" "$mode" "$modified" "$xattrs"
done <"$parts/folders"
[ "$not_set" -eq 0 ] || echo "not set: $not_set extended attributes (needs setfattr)" >&2

for member in manifest.json keyring.json policy.toml rules.toml principals.jsonl metadata.jsonl audit.jsonl; do
    if [ -f "$parts/$member" ]; then
        mv "$parts/$member" "$out/$member"
    elif [ "$member" != rules.toml ]; then
        lost "$member"
    fi
done
rm -r "$parts"
if [ "$missing" -gt 0 ]; then
    echo "error: $missing items are missing" >&2
    exit 1
fi
