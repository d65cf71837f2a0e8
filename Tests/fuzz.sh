#!/usr/bin/env bash
# Fuzzes a library: Tests/fuzz.sh NAME SECONDS [LIBFUZZER-OPTION]...
#
# Tests/Fuzzing/NAME.swift is the entry. Lines in it name what it needs: `// modules:` the modules
# to build, in their order; `// with:` more files to build it with; `// seeds:` folders of inputs to
# begin with, those of the shared data as shared/FOLDER; `// c:` the C targets of packages, and
# `// system:` our own system libraries, each with its name in pkg-config where it has one:
# CLibxml2=libxml-2.0. An entry can also write its seeds itself, into $FUZZ_FOLDER/seeds. What is
# kept from run to run lies in .build/fuzz/NAME: the corpus, and in found every input that broke
# something. Later options win: -max_len=16384.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[ $# -ge 2 ] || {
  echo "usage: Tests/fuzz.sh NAME SECONDS [LIBFUZZER-OPTION]..." >&2
  exit 64
}
name=$1 seconds=$2
shift 2
entry=Tests/Fuzzing/$name.swift
[ -f "$entry" ] || {
  echo "there is no $entry" >&2
  exit 66
}
folder=$PWD/.build/fuzz/$name
rm -rf "$folder/seeds"
mkdir -p "$folder"/{build,seeds,corpus,found}

said() { sed -n "s|^// $1: ||p" "$entry"; }

compile=(swiftc -O -wmo -sanitize=fuzzer,address -parse-as-library -I "$folder/build")
house=(-swift-version 6 -package-name touchbase)
for feature in ExistentialAny MemberImportVisibility InternalImportsByDefault \
  NonisolatedNonsendingByDefault; do
  house+=(-enable-upcoming-feature "$feature")
done

objects=()
for library in $(said system); do
  compile+=(-I "Sources/${library%%=*}")
  [[ $library == *=* ]] || continue
  for flag in $(pkg-config --cflags "${library#*=}"); do compile+=(-Xcc "$flag"); done
done
for library in $(said c); do
  [ -d .build/checkouts ] || swift package resolve
  sources=$(echo .build/checkouts/*/Sources/"$library")
  compile+=(-I "$sources/include")
  for file in "$sources"/src/*.c; do
    object=$folder/build/$library-$(basename "$file").o
    "$(dirname "$(command -v swiftc)")/clang" -O1 -fsanitize=address,fuzzer-no-link \
      -I "$sources/include" -c "$file" -o "$object"
    objects+=("$object")
  done
done
for module in $(said modules); do
  if [ -d "Sources/$module" ]; then
    sources=Sources/$module flags=("${house[@]}")
  else
    sources=.build/checkouts/$module/Sources flags=(-suppress-warnings -D SWIFT_PACKAGE)
    [ -d "$sources" ] || swift package resolve
    [ ! -d "$sources/$module" ] || sources+=/$module
  fi
  mapfile -d '' files < <(find "$sources" -name '*.swift' -print0 | sort -z)
  "${compile[@]}" "${flags[@]}" -enable-testing -module-name "$module" -emit-module \
    -emit-module-path "$folder/build/$module.swiftmodule" -c "${files[@]}" \
    -o "$folder/build/$module.o"
  objects+=("$folder/build/$module.o")
done
read -ra with < <(said with) || true
"${compile[@]}" "${house[@]}" -module-name Fuzzing "$entry" ${with[@]+"${with[@]}"} "${objects[@]}" \
  -o "$folder/fuzz"

for seed in $(said seeds); do
  case $seed in shared/*) seed=${TOUCHBASE_SHARED_DATA:-../shared/data}/${seed#shared/} ;; esac
  [ -d "$seed" ] || continue
  find "$seed" -type f -size -16k -exec cp --backup=numbered {} "$folder/seeds" \;
done
echo '# words' >"$folder/words"
export FUZZ_FOLDER=$folder ASAN_OPTIONS=quarantine_size_mb=64:detect_leaks=0
exec nice -n 10 "$folder/fuzz" "$folder/corpus" "$folder/seeds" -max_total_time="$seconds" \
  -max_len=4096 -timeout=5 -rss_limit_mb=1024 -dict="$folder/words" \
  -artifact_prefix="$folder/found/" -print_final_stats=1 "$@"
