#!/usr/bin/env bash
# Installs what the tests need, checks the format, builds, runs every test, and says what was
# skipped and why. `--long` adds thousands of simulated days and kills, built with optimization since
# they take thirty times as long without, and some minutes of each fuzzer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/install-packages.sh

is_long=
case "${1-}" in
'') ;;
--long) is_long=1 ;;
*)
  echo "usage: Tests/run.sh [--long]" >&2
  exit 64
  ;;
esac

step() { printf '\n== %s\n' "$*"; }

# One line a test that was skipped, with its reason.
skipped_tests() {
  sed -n -E 's/^➜ (Test|Suite) (.*) skipped/  \2/p' "$@" | sort -u
}

# The whole log is kept; on the screen only what failed, and the sums.
run_tests() {
  swift test --skip-build --disable-xctest "${@:2}" 2>&1 | tee "$1" |
    sed -u -E -e '/^✔ Test run /b' -e '/^◇ /{' -e ':more' -e '/started\.$/d' -e 'N' -e 'b more' -e '}' \
      -e '/^(✔|➜) /d' -e '/^\[[0-9]+\/[0-9]+\]/d' -e '/^$/d'
}

step "Packages"
install_packages "${build_packages[@]}" postfix dovecot-imapd python3 python3-vobject openssl vim nano tmux procps msmtp \
  microsocks tinyproxy
require_swift
echo "All there; $(swift --version 2>/dev/null | head -n 1)"

step "Format"
swift format lint --strict --parallel --recursive Package.swift Sources Tests Templates

step "Build"
swift build --explicit-target-dependency-import-check error --build-tests

step "Tests"
logs=(.build/tests.log)
status=0
run_tests "${logs[0]}" || status=$?

if [ -n "$is_long" ]; then
  # Apart from what else is built with optimization, which has no use for internal names.
  optimized=(-c release -Xswiftc -enable-testing --scratch-path .build/optimized)
  step "Build, optimized"
  swift build "${optimized[@]}" --build-tests
  step "Long tests"
  logs+=(.build/long-tests.log)
  TOUCHBASE_LONG_TESTS=1 run_tests "${logs[1]}" "${optimized[@]}" \
    --filter 'SimulatedDayTests|KillTests|BytesTests' || status=$?
  for entry in $(grep -l LLVMFuzzerTestOneInput Tests/Fuzzing/*.swift); do
    name=$(basename "$entry" .swift)
    step "Fuzzing: $name"
    Tests/fuzz.sh "$name" 120 >".build/fuzz-$name.log" 2>&1 || status=$?
    grep -aE '^Done|ERROR|error:|written to' ".build/fuzz-$name.log" || true
  done
fi

step "Skipped"
skipped=$(skipped_tests "${logs[@]}")
echo "${skipped:-  nothing}"
[ "$(id -u)" -eq 0 ] || echo "  (Postfix starts only as root: its tests run when this script does.)"
[ -n "$is_long" ] || echo "  The long runs and the fuzzers: Tests/run.sh --long"

if [ "$status" -ne 0 ]; then
  printf '\nTests failed. The whole log: %s\n' "${logs[*]}"
  exit "$status"
fi
printf '\nAll tests passed. The whole log: %s\n' "${logs[*]}"
