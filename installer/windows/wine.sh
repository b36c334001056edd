# Shared by the tests for Windows: a private Wine and what can be asked of it. Sourced, not run.
# shellcheck shell=bash
#
# Needs: $work, a folder of the test's own. An exit status alone proves nothing here (a 32-bit program "succeeds" where
# there is no 32-bit Windows), so every question is about files, the registry or printed text.

export WINEPREFIX=${work:?}/wine
export WINELOADER=/usr/lib/wine/wine64
export WINEDEBUG=${WINEDEBUG--all}
export WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe=" # no questions about .NET and HTML, no menus of this desktop
drive=$WINEPREFIX/drive_c
failures=0
passes=0

wine() { timeout --kill-after=5 "${WINE_TIMEOUT:-120}" "$WINELOADER" "$@" 2>> "$work/wine.log"; }
settle() { timeout 60 /usr/lib/wine/wineserver64 -w || true; } # until every Windows process has ended

start_wine() {
    local number
    mkfifo "$work/display"
    Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3> "$work/display" 2> "$work/xvfb.log" &
    xvfb=$!
    read -r number < "$work/display" # written when the display is there
    export DISPLAY=:$number
    wine wineboot --init
    settle
    printf '@echo off\r\nstart "" /wait %%*\r\necho exit code %%errorlevel%%\r\n' > "$drive/run.bat"
}

stop_wine() {
    /usr/lib/wine/wineserver64 -k 2> /dev/null || true
    kill "${xvfb-}" 2> /dev/null || true
}

# Runs a program to its end and prints its exit code, which does not fit into one of Unix.
exit_code() { { wine cmd /c 'C:\run.bat' "$@" || true; } | tr -d '\r' | sed -n 's/^exit code //p'; settle; }

# C:\a folder\file -> the file here
unix_path() { local path=${1#C:}; printf '%s%s' "$drive" "${path//\\//}"; }
windows_path() { printf 'Z:%s' "${1//\//\\}"; }

registry() { # KEY VALUE-NAME ; prints the data, or nothing
    wine reg query "$1" /v "$2" /reg:64 | tr -d '\r' | sed -nE "s/^ *$2 +REG_[A-Z_]+ +(.*)$/\1/p"
}

pass() { passes=$((passes + 1)); printf 'ok    %s\n' "$1"; }
fail() { failures=$((failures + 1)); printf 'FAIL  %s\n' "$1"; }

expect_equal() { # WHAT EXPECTED ACTUAL
    if [[ $2 == "$3" ]]; then pass "$1"; else fail "$1"; printf '      expected: %s\n      actual:   %s\n' "$2" "$3"; fi
}
expect_match() { # WHAT REGULAR-EXPRESSION ACTUAL
    if [[ $3 =~ $2 ]]; then pass "$1"; else fail "$1"; printf '      expected: %s\n      actual:   %s\n' "$2" "$3"; fi
}
expect_file() { if [[ -f $(unix_path "$1") ]]; then pass "there is $1"; else fail "there is $1"; fi; }
expect_nothing_at() { if [[ -e $(unix_path "$1") ]]; then fail "there is no $1"; else pass "there is no $1"; fi; }

finish() {
    printf '%d passed, %d failed\n' "$passes" "$failures"
    [[ $failures -eq 0 && $passes -gt 0 ]]
}
