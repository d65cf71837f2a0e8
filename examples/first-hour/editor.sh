#!/usr/bin/env bash
# An $EDITOR for the example: writes into each draft what passages.txt has for that person, where
# the first [[ place ]] stands. The optional places, [[? … ]], are left: they vanish by themselves.
set -euo pipefail
passages="$(dirname "${BASH_SOURCE[0]}")/passages.txt"

write_passage() {
  local draft=$1 written
  written=$(mktemp)
  awk '
    FNR == NR {
      if (/^== /) person = $2
      else if (/^Subject: /) subject[person] = $0
      else if (person != "" && (text[person] != "" || NF)) text[person] = text[person] $0 "\n"
      next
    }
    { sub(/\r$/, "") }
    !body && /^X-Touchbase-Contact: / { recipient = $2; sub(/,$/, "", recipient) }
    !body && /^Subject: / { at = ++count; line[count] = $0; next }
    /^$/ { body = 1 }
    /^\[\[[^?]/ && !done && text[recipient] != "" {
      passage = text[recipient]
      sub(/\n+$/, "", passage)
      line[++count] = passage
      open = !/\]\]/
      done = 1
      next
    }
    open { open = !/\]\]/; next }
    { line[++count] = $0 }
    END {
      if (done && recipient in subject) line[at] = subject[recipient]
      for (i = 1; i <= count; i++) print line[i]
    }
  ' "$passages" "$draft" >"$written"
  cat "$written" >"$draft"
  rm "$written"
}

for argument in "$@"; do
  [[ $argument == [-+]* ]] || write_passage "$argument"
done
