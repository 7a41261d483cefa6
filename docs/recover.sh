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
# and, only if the backup is damaged or the disk is full:
#
#   unnamed/BLAKE3                contents of which the path is not known
#   unnamed/chunks/NAME           chunks of such contents, in the order of unnamed/order.txt
#   partial/...                   files that are cut short; missing chunks are zeros
#   incomplete/                   everything that was unpacked, if nothing more could be written
#
# Permissions, times and (with setfattr) extended attributes are restored; the caller owns all files.
#
# Exit code 0 if everything was restored; 1 if not, with a line for each missing item; 2 for wrong arguments or a
# missing tool.
set -uf
umask 077
unset CDPATH IFS ENV BASH_ENV GREP_OPTIONS TAR_OPTIONS TAPE POSIXLY_CORRECT GZIP XZ_OPT
unset ZSTD_CLEVEL ZSTD_NBTHREADS ZSTD_WINDOWLOG_MAX JQ_COLORS JQ_LIBRARY_PATH
LC_ALL=C
export LC_ALL

if [ $# -ne 3 ]; then
    echo "usage: sh recover.sh IDENTITY BACKUP FOLDER" >&2
    exit 2
fi
for tool in age zstd tar jq base64; do
    command -v "$tool" >/dev/null || { echo "error: $tool is not installed" >&2; exit 2; }
done
identity=$1 backup=$2 out=$3
case $identity in -*) identity=./$identity ;; esac
case $backup in -*) backup=./$backup ;; esac
case $out in -*) out=./$out ;; esac
mkdir "$out" || { echo "error: cannot create $out" >&2; exit 1; }
parts=$out/.parts # unpacked members
lists=$out/.lists # temporary files
missing=0 not_set=0
cut_short=no      # whether the end of an input file is missing
not_written=no    # whether a member could not be written
keep_unnamed=no   # whether contents that are left over are kept

lost() {
    printf 'missing: %s\n' "$1" >&2
    missing=$((missing + 1))
}

# stop WHY: nothing more can be done. What was unpacked stays, under a name that says so.
stop() {
    trap '' HUP INT TERM
    rm -rf "$lists"
    mv "$parts" "$out/incomplete"
    printf 'error: %s\n' "$1" >&2
    printf 'Everything unpacked that is not in its place is in %s: files there can be cut short.\n' \
        "$out/incomplete" >&2
    echo "It contains keys of the vault: keep it private." >&2
    echo "To try again, free space if the disk is full, and use a new FOLDER." >&2
    exit 1
}
mkdir "$parts" "$lists" || stop "cannot write to $out"
trap 'stop interrupted' HUP INT TERM

# A ~/.jq could change the meaning of programs.
jq() { HOME=/nonexistent command jq "$@"; }
size() { [ -f "$1" ] && wc -c <"$1" | tr -d ' '; }

# GNU tar lists what it unpacks, with sizes.
case $(tar --version 2>/dev/null) in
*GNU*) listing='-vv --numeric-owner --quoting-style=escape' ;;
*) listing= ;;
esac

# Where the file system treats "a" and "A" as one name, tar would replace files whose names differ only in case.
# Bytes that are not ASCII count as equal, because how they are compared is unknown. Each folder of a path is compared, too.
: >"$parts/case"
if [ -e "$parts/CASE" ]; then
    age -d -i "$identity" "$backup" 2>/dev/null | zstd -dcq 2>/dev/null | tar -t -f - 2>/dev/null |
        awk -F / '{ path = ""; for (i = 1; i <= NF; i++) if ($i != "") { path = path "/" $i; print path } }' |
        sort -u | sed 's,\\[0-7][0-7][0-7],?,g' | tr 'A-Z\200-\377' 'a-z?' | sort | uniq -d >"$lists/equal"
    if [ -s "$lists/equal" ]; then
        echo "error: the file system of $out may treat these names as equal, each with another one:" >&2
        head -n 10 "$lists/equal" >&2
        echo "Choose a FOLDER on another file system. Nothing was recovered." >&2
        rm -rf "$out"
        exit 1
    fi
fi
rm -f "$parts/case"

# unpack FILE: into $parts. Fails if one of the three programs fails, with $which: what is missing
unpack() {
    codes=$({
        { age -d -i "$identity" "$1"; echo "age $?" >&3; } |
            { zstd -dcq; echo "zstd $?" >&3; } |
            { tar -x -f - --no-same-owner $listing -C "$parts" >"$lists/members"; echo "tar $?" >&3; }
    } 3>&1)
    sed -n 's,^.*:[0-9][0-9] \(\(contents\|chunks\)/[0-9a-f]*\)$,\1,p' "$lists/members" >>"$lists/order"
    case $codes in *"age "[1-9]* | *"zstd "[1-9]*) cut_short=yes ;; esac
    case $codes in *"tar "1[0-9][0-9]*) not_written=yes ;; esac # killed by a signal
    # Anything but files and folders?
    if [ -z "$listing" ] || grep -q '^[^-d]' "$lists/members"; then make_links_files; fi
    case $codes in
    *"age "[1-9]* | *"zstd "[1-9]*)
        which="the end"
        set_aside_last
        return 1
        ;;
    *"tar "[1-9]*)
        which="a part"
        not_written=yes
        return 1
        ;;
    esac
}

# Until everything is restored, a link is a file that contains its target, so that nothing is written through it.
make_links_files() {
    chmod -R u+rwX "$parts"
    if [ "$cut_short" = yes ]; then log=$lists/unpacked_links; else log=/dev/null; fi
    find "$parts" -type l -exec sh -c '
        parts=$1 log=$2
        shift 2
        for link; do
            to=$(readlink -n -- "$link" && printf x) && rm -- "$link" && printf %s "${to%x}" >"$link" || exit 1
            [ "$log" = /dev/null ] ||
                printf "files|=%s||\n" "$(printf %s "${link#"$parts"/files}" | base64 | tr -d "\n")" >>"$log"
        done' sh "$parts" "$log" {} + || lost "a link"
}

# Moves the member that was being written when the input ended to partial/.
set_aside_last() {
    if [ -z "$listing" ]; then
        echo "warning: this is not GNU tar: the file that was unpacked last may be cut short" >&2
        return
    fi
    last=$(tail -n 1 "$lists/members")
    member=${last#*:[0-9][0-9] }
    member=$(printf "$(printf %s "$member" | sed 's/%/%%/g')x")
    member=${member%x}
    case $last in -*) ;; *) return ;; esac
    case /$member/ in
    */../* | /metadata.jsonl/ | /audit.jsonl/ | /manifest.json/) return ;; # whole lines of these are useful
    esac
    last=${last#* }
    set -- $last
    [ -f "$parts/$member" ] && [ ! -L "$parts/$member" ] && [ "$(size "$parts/$member")" != "$2" ] || return
    set_aside "$parts/$member" "$member"
}

# set_aside FILE PATH: moves FILE, which is not whole, to partial/PATH
set_aside() {
    mkdir -p "$out/partial/$(dirname "$2")" && mv -- "$1" "$out/partial/$2" &&
        printf 'cut short: %s\n' "$out/partial/$2" >&2
}

unpack "$backup" || lost "$which of $backup"
kind=$(jq -r .kind "$parts/manifest.json" 2>/dev/null)
case $kind in
full | snapshot) ;;
*)
    [ "$not_written" = no ] || stop "cannot write to $out; the disk may be full"
    echo "error: cannot open $backup; nothing was recovered" >&2
    rm -rf "$out"
    exit 1
    ;;
esac

if [ "$kind" = snapshot ]; then
    vault=$(jq -r '.vault_id | select(test("\\A[0-9a-f]+\\z")) | .[:8]' "$parts/manifest.json")
    packs=$(dirname "$backup")/$vault.packs
    jq -r '.packs[] | select(test("\\A(data|rows)-[0-9a-f]+[.]age\\z"))' "$parts/manifest.json" \
        >"$lists/packs" || stop "cannot write to $out"
    while read -r pack; do
        if [ ! -f "$packs/$pack" ]; then
            lost "$packs/$pack"
        else
            unpack "$packs/$pack" || lost "$which of $packs/$pack"
        fi
    done <"$lists/packs"
    mkdir -p "$parts/rows"
    for rows in metadata.jsonl audit.jsonl; do
        jq -r --arg rows "$rows" '.stretches[$rows][] | select(test("\\A[0-9a-f]+\\z"))' \
            "$parts/manifest.json" >"$lists/stretches" || stop "cannot write to $out"
        absent=0 count=0
        while read -r stretch; do
            count=$((count + 1))
            if [ -f "$parts/rows/$stretch" ]; then echo "$stretch"; else absent=$((absent + 1)); fi
        done <"$lists/stretches" >"$lists/present"
        : >"$parts/$rows"
        (CDPATH= cd -- "$parts/rows" && [ "$count" -gt "$absent" ] && xargs cat) <"$lists/present" \
            >"$parts/$rows" || [ "$count" -eq "$absent" ] || not_written=yes
        [ "$absent" -eq 0 ] || lost "$absent of $count parts of $rows"
    done
    rm -rf "$parts/rows"
fi

# The manifest has the sizes of all members but contents.
jq -r '.members | to_entries[] | select(.key | test("\\A[a-z]+[.][a-z]+\\z")) | "\(.value.bytes) \(.key)"' \
    "$parts/manifest.json" >"$lists/small" || stop "cannot write to $out"
while read -r bytes member; do
    [ "$(size "$parts/$member")" = "$bytes" ] && continue
    if [ "$not_written" = yes ]; then
        stop "$member could not be written to $out; the disk may be full"
    fi
    if [ ! -s "$parts/$member" ]; then
        lost "$member"
    elif [ "$cut_short" = yes ] && [ "$kind" = full ]; then
        lost "the end of $member"
    fi
    [ "$member" != metadata.jsonl ] || keep_unnamed=yes
done <"$lists/small"
[ -f "$parts/metadata.jsonl" ] || : >"$parts/metadata.jsonl"

# Until everything is restored, all files are readable.
chmod -R u+rwX,u-s,g-s "$parts"
mkdir -p "$parts/files" "$parts/contents" "$parts/chunks" || stop "cannot write to $out"

# The sizes of all contents and chunks, by name.
(CDPATH= cd -- "$parts" && find contents chunks -type f -exec wc -c {} +) |
    jq -Rn '[inputs | capture("\\A *(?<value>[0-9]+) (?<key>(contents|chunks)/[0-9a-f]+)\\z")
        | .value |= tonumber] | from_entries' >"$lists/sizes" || stop "cannot write to $out"

# Common definitions. A name with unusual characters is written as = and Base64.
common='
    def rows: inputs | fromjson? | objects;
    def exact: if .path_b64 then "=" + .path_b64
        elif .path | contains("|") or (@json | contains("\\")) then "=" + (.path | @base64)
        else .path end;
    def attributes($modified):
        [.kind // "", .mode // "", (if .mtime then "@" + .mtime else $modified end),
         ([.xattrs // {} | to_entries[] | (.key | @base64) + ":" + .value] | join(" "))];
    # One pattern for all, because they are slow.
    def check($what): if join("|") | test("\\A" + $what +
        "[|][a-z]*[|]([0-7]{4})?[|][-@0-9A-Z:.+]*[|][A-Za-z0-9+/=: ]*\\z") then . else error("invalid") end;
'
# The files: folder|path|suffix of the path|what to do|bytes|from what|kind|mode|modification time|extended
# attributes. What to do:
#   stay    nothing: in a full backup, tar has put current files where they belong
#   empty   create it
#   move    move the content; the last use of it
#   copy    copy the content
#   live    copy the current file with the same content
#   chunks  join the chunks
#   lost    a part is missing; from what: the chunks, with -SIZE for a missing one
# Files that are copied from current files come first, while these are readable. Sorting by mode allows chmod to
# be called for many files.
jq -Rrn --arg kind "$kind" --slurpfile sizes "$lists/sizes" "$common"'
    $sizes[0] as $sizes
    | [rows | select(.version)] as $rows
    # INDEX of jq 1.6 is slow.
    | (reduce ($rows[] | select(.type == "file")) as $row ({}; .[$row.id] = $row)) as $live
    | (reduce ($rows[] | select(.type == "file")) as $row ({}; .[$row.version.blake3] = $row)) as $source
    | [ $rows[] | . as $row | try (
        .version as $version
        | ($version.size | numbers) as $bytes
        | ($version.number | numbers) as $number
        | $version.blake3 as $hash
        | [$version.chunks[]?
            | if $sizes["chunks/" + .[0]] == .[1] then .[0] else "-\(.[1] | numbers)" end] as $chunks
        | (if .type == "file" then ["files", exact, ""]
           elif .type == "trash" then ["trash/" + .id, exact, ""]
           elif $live[.file] then ["versions", ($live[.file] | exact), "/\($number)"]
           else ["trash/" + .file + ".versions", "/\($number)", ""] end) as $at
        | (if $kind == "full" and .type == "file" then ["stay", ""]
           elif $bytes == 0 then ["empty", ""]
           elif $chunks != [] then
               [if any($chunks[]; startswith("-")) then "lost" else "chunks" end, ($chunks | join(" "))]
           elif $sizes["contents/" + $hash] == $bytes then ["copy", $hash]
           elif $kind == "full" and $source[$hash] then ["live", ($source[$hash] | exact)]
           else ["lost", ""] end) as $do
        | ($version.attributes // {} | attributes($version.modified)) as $attributes
        | [$at[0], $at[2], $hash, ($chunks | join(" "))] + $attributes
        | check("(files|versions|trash/[a-z0-9]+([.]versions)?)[|](/[0-9]+)?[|][0-9a-f]+[|][-0-9a-f ]*")
        | {live: ($row.type == "file"), do: $do[0], from: $do[1], at: $at, bytes: $bytes, attributes: $attributes}
        ) catch {bad: $row} ]
    | sort_by([.live, .attributes[1]?]) as $list
    | (reduce range($list | length) as $i ({};
        if $list[$i].do == "copy" then .[$list[$i].from] = $i else . end)) as $last
    | range($list | length) as $i | $list[$i]
    | if .bad then "||||||||"
      else .at + [(if .do == "copy" and $last[.from] == $i then "move" else .do end), .bytes, .from] + .attributes
          | join("|") end
' "$parts/metadata.jsonl" >"$lists/files" || stop "cannot list the files of $backup"

# The folders, deepest first, because creating a file changes the time of its folder.
jq -Rrn "$common"'
    [rows | select(.type == "folder")] | sort_by(.path) | reverse[]
    | try ([exact] + (.attributes | attributes("@0") | [""] + . | check(""))[1:] | join("|")) catch "|"
' "$parts/metadata.jsonl" >"$lists/folders" || stop "cannot list the folders of $backup"

# decode NAME: sets $path, including newlines at its end
decode() {
    case $1 in
    =*)
        path=$(printf %s "${1#=}" | base64 -d && printf x)
        path=${path%x}
        ;;
    *) path=$1 ;;
    esac
    case $path/ in
    */../* | [!/]*) return 1 ;;
    esac
}

# set_xattrs TARGET XATTRS
set_xattrs() {
    for one in $2; do
        value=${one#*:}
        setfattr -n "$(printf %s "${one%%:*}" | base64 -d)" -v "${value:+0s$value}" "$1" 2>/dev/null ||
            not_set=$((not_set + 1))
    done
}

# dig FILE: makes holes where a file has long runs of zeros, if the system can
dig() {
    fallocate -d "$1" 2>/dev/null ||
        { cp --sparse=always "$1" "$parts/new" 2>/dev/null && mv -- "$parts/new" "$1"; } ||
        rm -f "$parts/new"
}

# join_chunks CHUNK...: writes them to standard output
join_chunks() (
    CDPATH= cd -- "$parts/chunks" && printf '%s\n' $1 | xargs cat
)

# rescue TARGET CHUNKS: writes the chunks that are there to partial/, with zeros for those that are missing
rescue() {
    case $2 in '' | *[!\ 0-9a-f-]*) return ;; esac
    case " $2" in *" "[0-9a-f]*) ;; *) return ;; esac
    for chunk in $2; do
        case $chunk in
        -*) dd if=/dev/zero bs="${chunk#-}" count=1 2>/dev/null ;;
        *) cat "$parts/chunks/$chunk" ;;
        esac || { rm -f "$parts/new"; keep_unnamed=yes; return; }
    done >"$parts/new"
    set_aside "$parts/new" "${1#"$out"/}"
}

# put ACTION FROM TARGET: a file gets its name only when it is whole
put() {
    folder_of=${3%/*}
    [ -d "$folder_of" ] || mkdir -p "$folder_of" || return 1
    [ ! -e "$3" ] || return 1
    case $1 in
    empty) : >"$3" ;;
    move) mv -- "$parts/contents/$2" "$3" ;;
    copy) cp -- "$parts/contents/$2" "$parts/new" && mv -- "$parts/new" "$3" ;;
    chunks) join_chunks "$2" >"$parts/new" && mv -- "$parts/new" "$3" ;;
    live) decode "$2" && cp -- "$out/files$path" "$parts/new" && mv -- "$parts/new" "$3" ;;
    esac
}

# change_modes MODE FILE...
change_modes() {
    [ $# -gt 1 ] && [ -n "$1" ] || return
    # Do not set the set-user-ID and set-group-ID bits.
    case $1 in [1357]???) mode_of=1${1#?} ;; *) mode_of=0${1#?} ;; esac
    shift
    chmod "$mode_of" "$@"
}

mv "$parts/files" "$out/files" || stop "cannot write to $out"
exec 4>"$lists/links"
current=
set --
while IFS='|' read -r folder name suffix action bytes from is mode modified xattrs; do
    [ -n "$folder" ] && decode "$name" || { lost "a file of which the entry is not valid"; continue; }
    target=$out/$folder$path$suffix
    set_time=yes
    case $action in
    lost)
        lost "$target"
        rescue "$target" "$from"
        continue
        ;;
    stay)
        [ -f "$target" ] || { lost "$target"; continue; }
        if [ "$not_written" = yes ] && [ "$(size "$target")" != "$bytes" ]; then
            lost "$target"
            set_aside "$target" "$folder$path"
            continue
        fi
        # tar has set the time.
        case $modified in @*) set_time=no ;; esac
        ;;
    *)
        if ! put "$action" "$from" "$target"; then
            rm -f "$parts/new"
            keep_unnamed=yes
            lost "$target"
            continue
        fi
        ;;
    esac
    if [ "$is" = link ]; then
        printf '%s|%s|%s|%s\n' "$folder" "$name" "$suffix" "$modified" >&4
        continue
    fi
    [ "$bytes" -lt 65536 ] || { dig "$target"; set_time=yes; }
    [ -z "$xattrs" ] || set_xattrs "$target" "$xattrs"
    [ "$set_time" = no ] || touch -d "$modified" "$target" 2>/dev/null
    if [ "$mode" != "$current" ] || [ $# -ge 200 ]; then
        change_modes "$current" "$@"
        current=$mode
        set --
    fi
    set -- "$@" "$target"
done <"$lists/files"
change_modes "$current" "$@"
exec 4>&-

# Folders are created while there are no links, and get their attributes when there are.
while IFS='|' read -r name attributes; do
    decode "$name" || { lost "a folder of which the entry is not valid"; continue; }
    if [ -d "$out/files$path" ] || mkdir -p "$out/files$path"; then
        printf '%s|%s\n' "$name" "$attributes"
    else
        lost "$out/files$path"
    fi
done <"$lists/folders" >"$lists/created"
# Without metadata.jsonl, links are known only as they were unpacked.
[ ! -f "$lists/unpacked_links" ] || cat "$lists/unpacked_links" >>"$lists/links"
while IFS='|' read -r folder name suffix modified; do
    decode "$name"
    target=$out/$folder$path$suffix
    [ ! -L "$target" ] && [ -f "$target" ] || continue
    to=$(cat "$target" && printf x) && ln -s -- "${to%x}" "$parts/new" && mv -- "$parts/new" "$target" ||
        { rm -f "$parts/new"; lost "$target (it is a file that contains the target of the link)"; continue; }
    [ -z "$modified" ] || touch -h -d "$modified" "$target" 2>/dev/null
done <"$lists/links"
current=
set --
while IFS='|' read -r name is mode modified xattrs; do
    decode "$name"
    [ -z "$xattrs" ] || set_xattrs "$out/files$path" "$xattrs"
    touch -d "$modified" "$out/files$path" 2>/dev/null
    if [ "$mode" != "$current" ] || [ $# -ge 200 ]; then
        change_modes "$current" "$@"
        current=$mode
        set --
    fi
    set -- "$@" "$out/files$path"
done <"$lists/created"
change_modes "$current" "$@"
[ "$not_set" -eq 0 ] || echo "not set: $not_set extended attributes (needs setfattr)" >&2

for member in manifest.json keyring.json policy.toml rules.toml principals.jsonl metadata.jsonl audit.jsonl; do
    [ ! -s "$parts/$member" ] || mv "$parts/$member" "$out/$member" || lost "$member"
done
# rmdir removes only empty folders.
rmdir "$parts/contents" "$parts/chunks" 2>/dev/null
if [ "$keep_unnamed" = yes ] && { [ -d "$parts/contents" ] || [ -d "$parts/chunks" ]; }; then
    if [ -d "$parts/contents" ]; then mv "$parts/contents" "$out/unnamed"; else mkdir "$out/unnamed"; fi
    if [ -d "$parts/chunks" ]; then
        mv "$parts/chunks" "$out/unnamed/chunks"
        mv "$lists/order" "$out/unnamed/order.txt"
    fi
    printf 'kept: contents of which the path is not known, in %s\n' "$out/unnamed" >&2
fi
rm -rf "$lists" "$parts" || lost "the removal of $parts, which contains keys of the vault"
if [ "$missing" -gt 0 ]; then
    echo "error: $missing items are missing; the rest was restored to $out" >&2
    exit 1
fi
