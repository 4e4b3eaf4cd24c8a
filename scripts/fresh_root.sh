#!/bin/sh
# What a player does with the archive, step by step; scripts/prove_fresh_root.py runs it in a root
# that has a shell, a few tools and the libraries that are stated, but no Python. It reads one line
# from stdin before it goes on from the window that was opened.
set -eu

say() { printf '\n--- %s\n' "$1"; }
fail() {
    printf 'FAILED: %s\n' "$1" >&2
    exit 1
}

# What is there but for saves and settings, which the self-test makes the folder of already.
saves=$HOME/.local/share/hexfront
tree() { find "$HOME" | grep -v -e "^$saves\(/.*\)\{0,1\}$" -e "^$HOME/.local\(/share\)\{0,1\}$" | sort; }

ARCHIVE=$1
for python in python python3; do
    ! command -v $python >/dev/null || fail "this root has Python"
done
[ -z "$(ls -A "$HOME")" ] || fail "the home is not empty"

say "unpack"
mkdir "$HOME/Téléchargements neufs"
cd "$HOME/Téléchargements neufs"
tar -xJf "$ARCHIVE"
cd hexfront-*

say "selftest"
SDL_VIDEODRIVER=dummy ./hexfront/hexfront-console --selftest
./hexfront/hexfront --version
./hexfront/hexfront-console --version

say "install, twice"
tree >/tmp/before
./install.sh
first=$(readlink "$HOME/.local/share/hexfront-program/hexfront")
tree | grep -v /hexfront-program/version >/tmp/once
./install.sh
tree | grep -v /hexfront-program/version >/tmp/twice
cmp /tmp/once /tmp/twice || fail "the second install left something else than the first"
[ ! -e "$first" ] || fail "the old version is still there"
"$HOME/.local/bin/hexfront-console" --version

say "start by the entry of the menu"
entry=$HOME/.local/share/applications/hexfront.desktop
exec_line=$(sed -n 's/^Exec=//p' "$entry")
icon=$(sed -n 's/^Icon=//p' "$entry")
[ -s "$HOME/.local/share/icons/hicolor/128x128/apps/$icon.png" ] || fail "no icon"
cat "$entry"
sh -c "exec $exec_line" &
game=$!
read -r _ || fail "no window"
kill -0 $game || fail "the game has ended"

say "upgrade while it runs"
running=$(readlink "$HOME/.local/share/hexfront-program/hexfront")
./install.sh
[ -e "$running" ] || fail "the running game's files are gone"
if ./uninstall.sh; then fail "a running game was uninstalled"; fi
sleep 1
kill -0 $game || fail "the upgrade ended the game"
kill $game # its worker ends with it, a moment later
wait $game || :
sleep 2
./install.sh
[ ! -e "$running" ] || fail "the version before the last is still there"

say "uninstall"
[ -n "$(find "$saves" -type f)" ] || fail "the game has kept nothing"
"$HOME/.local/share/hexfront-program/uninstall.sh"
tree >/tmp/after
cmp /tmp/before /tmp/after || fail "something was left, or too much removed"
[ -d "$saves" ] || fail "saves were removed"

say "uninstall with saves"
./install.sh >/dev/null
./uninstall.sh --remove-saves
[ ! -e "$saves" ] || fail "saves are still there"
tree >/tmp/after
cmp /tmp/before /tmp/after || fail "something was left"

say "all is as it was"
