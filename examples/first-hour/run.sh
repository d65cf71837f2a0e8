#!/usr/bin/env bash
# The first hour with touchbase, from a list of people to letters that have arrived, on a copy of
# the workspace beside this script. Nothing leaves this machine.
set -euo pipefail
example="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
checkout="$(cd "$example/../.." && pwd)"
source "$checkout/Tests/install-packages.sh"

say() { printf '\n# %s\n' "$@"; }

# Shows a command as it would be typed, and runs it.
run() {
  printf '$ %s\n' "$*"
  "$@"
}

# The same for a command that has to refuse.
refused() {
  printf '$ %s\n' "$*"
  if "$@"; then
    echo "example: '$*' should have refused" >&2
    exit 1
  fi
}

build() {
  local log="$checkout/.build/first-hour.log"
  if [ ! -x "$checkout/.build/debug/touchbase" ]; then
    echo "Building touchbase; the first time takes a few minutes."
  fi
  mkdir -p "$checkout/.build"
  if ! swift build --package-path "$checkout" --product touchbase >"$log" 2>&1; then
    cat "$log" >&2
    echo "example: the build failed" >&2
    exit 1
  fi
}

install_packages "${build_packages[@]}"
require_swift
build
PATH="$(swift build --package-path "$checkout" --show-bin-path):$PATH"

# The same day and the same place for everybody who runs this.
unset TOUCHBASE_HOME TOUCHBASE_PASSWORD
export TOUCHBASE_NOW=2026-11-21T09:00:00Z TZ=UTC EDITOR="$example/editor.sh"
workspace="$(mktemp -d "${TMPDIR:-/tmp}/first-hour.XXXXXX")"
cp -R "$example/workspace/." "$workspace"
cp "$example/people.csv" "$example/Connections.csv" "$workspace"
cd "$workspace"
exec 2>&1 # the hints that touchbase writes to stderr, in their place

say "A list kept in Word and saved as CSV, and what LinkedIn exports."
run touchbase import people.csv Connections.csv
run touchbase note ben --promise call about the van

say "Who is due, by which channel, and why."
run touchbase plan --all

say "A draft for each letter. [[ … ]] is what only Sam can write; the rest is remembered."
run touchbase draft
run cat drafts/*ada-park.eml

say "An unfinished letter does not get through."
refused touchbase approve ada-park

say "Sam writes to each person, in an editor of their own (here a script plays Sam)."
echo '$ for draft in drafts/*.eml; do $EDITOR "$draft"; done'
for draft in drafts/*.eml; do
  "$EDITOR" "$draft"
done
run touchbase check

say "Read and approved, one by one: from here on not a byte changes."
echo '$ touchbase approve drafts/*.eml'
touchbase approve drafts/*.eml
run touchbase queue list

say "The letters leave, through a real SMTP conversation, into a folder."
run touchbase send --rehearse

say "As Rose has it in front of her:"
echo '$ cat .touchbase/rehearsal/*/*rose@example.com.eml'
cat .touchbase/rehearsal/*/*rose@example.com.eml

cat <<END

# Your own list now. Nothing is sent before you have read it and said so.
PATH="$checkout/.build/debug:\$PATH"
mkdir ~/people && cd ~/people
touchbase init
touchbase import /path/to/your/list.csv
touchbase plan
touchbase draft "somebody you miss"
touchbase review

# What you just saw lies in $workspace
END
