#!/bin/sh
# Removes what install.sh has put in place, and nothing else. Saves and settings stay, unless
# --remove-saves asks for their removal.
set -eu

fail() {
    printf 'uninstall.sh: %s\n' "$1" >&2
    exit 1
}

REMOVE_SAVES=no
for word in "$@"; do
    case $word in
        --remove-saves) REMOVE_SAVES=yes ;;
        *) fail "$word: unknown; there is only --remove-saves" ;;
    esac
done

[ -n "${HOME:-}" ] || fail "HOME is not set"
DATA=${XDG_DATA_HOME:-$HOME/.local/share}
PROGRAM=$(cd -- "$(dirname -- "$0")" && pwd)
[ -e "$PROGRAM/installed.txt" ] || PROGRAM=$DATA/hexfront-program # started from an archive
LIST=$PROGRAM/installed.txt
SAVES=$DATA/hexfront

remove_program() {
    [ -e "$LIST" ] || fail "$PROGRAM: nothing is installed there"
    real=$(cd -- "$PROGRAM" && pwd -P)
    for process in /proc/[0-9]*; do
        case $(readlink -- "$process/exe" 2>/dev/null) in
            "$real"/*) fail "Hexfront is running (process ${process#/proc/}); close it first" ;;
        esac
    done
    FOLDERS=$(mktemp) || fail "no temporary file"
    while IFS= read -r line; do
        path=${line#* }
        case $line in
            "file "*) rm -f -- "$path" ;;
            "link "*)
                # A link that leads elsewhere by now is somebody else's.
                case $(readlink -- "$path") in
                    "$PROGRAM"/*) rm -f -- "$path" ;;
                esac
                ;;
            "folder "*) printf '%s\n' "$path" >>"$FOLDERS" ;;
        esac
    done <"$LIST"
    rm -rf -- "$PROGRAM"/version.*
    rm -f -- "$LIST"
    # The inner folders were made last; one with something of somebody else in it stays.
    sed -n '1!G;h;$p' "$FOLDERS" | while IFS= read -r folder; do
        rmdir -- "$folder" 2>/dev/null || :
    done
    rm -f -- "$FOLDERS"
    printf 'Hexfront is removed from %s.\n' "$PROGRAM"
}

if [ "$REMOVE_SAVES" = no ]; then
    remove_program
    printf 'Your saves and settings stay in %s.\n' "${HEXFRONT_HOME:-$SAVES}"
    exit 0
fi
[ -z "${HEXFRONT_HOME:-}" ] || fail "HEXFRONT_HOME is set: remove $HEXFRONT_HOME yourself, if it holds only Hexfront's files"
[ ! -e "$LIST" ] || remove_program
rm -rf -- "$SAVES"
printf 'Your saves and settings are removed: %s.\n' "$SAVES"
