# shellcheck shell=bash
# The steps of a build: side by side where none needs the other, and the first failure ends all.
#
#   step NAME "NEEDED ..." COMMAND ...    declares a step that begins when those it needs have passed
#   alone NAME "NEEDED ..." COMMAND ...   declares one that nothing runs beside, because it measures
#   run_steps WIDTH                       runs all of them, at most WIDTH at once, the first declared
#                                         first; what a step prints is shown when it ends
#
# A command is a program or a function of the sourcing script, which runs with its settings
# (`set -euo pipefail`). run_steps must not stand in a condition: there Bash ignores `set -e`.

STEPS=()
LOGS="$(mktemp -d)"
declare -A COMMANDS=() NEEDS=() ALONE=() SECONDS_OF=() RUNNING=() BEGAN=()
set -m # each step is a process group of its own, so that it can be ended with all it started
trap _end_steps EXIT

step() {
    local name="$1" needed
    for needed in $2; do
        if [[ ! -v COMMANDS[$needed] ]]; then
            echo "step $name needs $needed, which is not declared before it" >&2
            exit 2
        fi
    done
    STEPS+=("$name")
    NEEDS[$name]="$2"
    shift 2
    COMMANDS[$name]="${*@Q}"
}

alone() {
    ALONE[$1]=1
    step "$@"
}

run_steps() {
    local width="$1" name
    while ((${#SECONDS_OF[@]} < ${#STEPS[@]})); do
        for name in "${STEPS[@]}"; do
            if _is_ready "$name" "$width"; then
                _begin "$name"
            fi
        done
        _wait_for_one
    done
    printf '\n=== all passed (%d s)\n' "$SECONDS"
    for name in "${STEPS[@]}"; do
        printf '%6d s  %s\n' "${SECONDS_OF[$name]}" "$name"
    done
}

_is_ready() {
    local name="$1" width="$2" needed running
    if [[ -v BEGAN[$name] ]] || ((${#RUNNING[@]} >= width)); then
        return 1
    fi
    for needed in ${NEEDS[$name]}; do
        if [[ ! -v SECONDS_OF[$needed] ]]; then
            return 1
        fi
    done
    for running in "${RUNNING[@]}"; do
        if [[ -v ALONE[$name] || -v ALONE[$running] ]]; then
            return 1
        fi
    done
}

_begin() {
    local name="$1"
    printf '%5d s  %s begins\n' "$SECONDS" "$name"
    BEGAN[$name]=$SECONDS
    (eval "${COMMANDS[$name]}") </dev/null >"$LOGS/$name" 2>&1 &
    RUNNING[$!]="$name"
}

# Bash's own `wait -n` loses a job that ended while another was looked at.
_wait_for_one() {
    local pid
    while true; do
        for pid in "${!RUNNING[@]}"; do
            if ! kill -0 "$pid" 2>/dev/null; then
                _finish "$pid"
                return
            fi
        done
        sleep 0.1
    done
}

_finish() {
    local pid="$1" status=0
    local name="${RUNNING[$pid]}"
    wait "$pid" || status=$?
    unset "RUNNING[$pid]"
    SECONDS_OF[$name]=$((SECONDS - BEGAN[$name]))
    printf '\n=== %s (%d s)\n' "$name" "${SECONDS_OF[$name]}"
    cat "$LOGS/$name"
    if ((status)); then
        printf '=== %s FAILED with status %d, after %d s in all\n' "$name" "$status" "$SECONDS"
        exit 1
    fi
    printf '%5d s  %s passed\n' "$SECONDS" "$name"
}

# End what still runs, and show how far it came: when a step failed, or when we are told to end.
_end_steps() {
    local pid
    for pid in "${!RUNNING[@]}"; do
        printf '%5d s  %s is stopped; its last lines:\n' "$SECONDS" "${RUNNING[$pid]}"
        tail -n 5 "$LOGS/${RUNNING[$pid]}"
        kill -TERM -- "-$pid" 2>/dev/null || true
    done
    for pid in "${!RUNNING[@]}"; do
        for _ in {1..50}; do
            kill -0 -- "-$pid" 2>/dev/null || continue 2
            sleep 0.1
        done
        kill -KILL -- "-$pid" 2>/dev/null || true
    done
    rm -rf "$LOGS"
}
