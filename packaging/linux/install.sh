#!/bin/sh
# Installs Hexfront for the person who runs this, without root. Run again with another archive, it
# upgrades; a game that is running goes on undisturbed from its own files.
set -eu

fail() {
    printf 'install.sh: %s\n' "$1" >&2
    exit 1
}

HERE=$(cd -- "$(dirname -- "$0")" && pwd -P)
[ -x "$HERE/hexfront/hexfront" ] || fail "$HERE/hexfront: the game is not here; unpack the whole archive"
[ -n "${HOME:-}" ] || fail "HOME is not set"
DATA=${XDG_DATA_HOME:-$HOME/.local/share}
case $DATA in
    /*) ;;
    *) fail "XDG_DATA_HOME: must be an absolute path, is $DATA" ;;
esac
PROGRAM=$DATA/hexfront-program
BIN=$HOME/.local/bin
LIST=$PROGRAM/installed.txt

# The list of what was put where, for uninstall.sh, which reads it backwards.
note() {
    grep -qxF -- "$1" "$LIST" || printf '%s\n' "$1" >>"$LIST"
}

# Create a folder with those above it, and note those that were not there before.
make_folder() {
    [ -d "$1" ] && return
    make_folder "$(dirname -- "$1")"
    mkdir -- "$1" || fail "$1: can't be created"
    if [ -e "$LIST" ]; then
        note "folder $1"
    else
        MADE="${MADE:-}folder $1
"
    fi
}

# Put a file in place in one go: who looks sees the old one or the new one.
put() {
    make_folder "$(dirname -- "$2")"
    cp -- "$1" "$2.new"
    mv -f -- "$2.new" "$2"
    note "file $2"
}

# Point a link at a file in one go; what is not ours stays.
put_link() {
    make_folder "$(dirname -- "$2")"
    if [ -e "$2" ] || [ -L "$2" ]; then
        case $(readlink -- "$2") in
            "$PROGRAM"/*) ;;
            *)
                printf '%s is not from this installer and stays as it is.\n' "$2" >&2
                return
                ;;
        esac
    fi
    rm -f -- "$2.new"
    ln -s -- "$1" "$2.new"
    mv -f -- "$2.new" "$2"
    note "link $2"
}

# Whether a running process comes from a folder.
in_use() {
    real=$(cd -- "$1" && pwd -P)
    for process in /proc/[0-9]*; do
        case $(readlink -- "$process/exe" 2>/dev/null) in
            "$real"/*) return 0 ;;
        esac
    done
    return 1
}

# What stands in quotes in an Exec line: first as a quoted argument, then as a string of the file.
quoted() {
    printf '%s' "$1" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g'
}

make_folder "$PROGRAM"
[ -e "$LIST" ] || printf '%s' "${MADE:-}" >"$LIST" || fail "$LIST: can't be written"
NEW=$(mktemp -d -- "$PROGRAM/version.XXXXXX") || fail "$PROGRAM: can't be written"
trap 'rm -rf -- "$NEW"' EXIT
cp -RPp -- "$HERE/hexfront/." "$NEW/" || fail "$NEW: can't be written; nothing was changed"
chmod 755 -- "$NEW"
trap - EXIT

put "$HERE/uninstall.sh" "$PROGRAM/uninstall.sh"
put_link "$NEW/hexfront" "$PROGRAM/hexfront"
put_link "$NEW/hexfront-console" "$PROGRAM/hexfront-console"
put_link "$PROGRAM/hexfront" "$BIN/hexfront"
put_link "$PROGRAM/hexfront-console" "$BIN/hexfront-console"

(cd -- "$HERE/share/icons" && find . -type f) | while IFS= read -r icon; do
    put "$HERE/share/icons/$icon" "$DATA/icons/${icon#./}"
done
ENTRY=$(mktemp) || fail "no temporary file"
EXEC=$(quoted "$PROGRAM/hexfront")
while IFS= read -r line; do
    case $line in
        Exec=*) printf 'Exec="%s"\n' "$EXEC" ;;
        *) printf '%s\n' "$line" ;;
    esac
done <"$HERE/share/applications/hexfront.desktop" >"$ENTRY"
put "$ENTRY" "$DATA/applications/hexfront.desktop"
chmod 644 -- "$DATA/applications/hexfront.desktop"
rm -f -- "$ENTRY"
touch -c -- "$DATA/icons/hicolor" # desktops look again for icons when this changes

for old in "$PROGRAM"/version.*; do
    [ "$old" = "$NEW" ] && continue
    if in_use "$old"; then
        printf 'A game that is running goes on from %s; the next install removes it.\n' "$old"
    else
        rm -rf -- "$old"
    fi
done

printf 'Hexfront is installed in %s.\n' "$PROGRAM"
printf 'Start it from the menu, or with %s.\n' "$BIN/hexfront"
printf 'To remove it: %s\n' "$PROGRAM/uninstall.sh"
