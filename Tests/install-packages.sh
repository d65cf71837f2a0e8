# Sourced by Tests/run.sh and the examples. Installs Debian packages that are missing, saying so;
# does nothing when all are there. Also checks that Swift is there and new enough.

# What building touchbase needs beside Swift.
build_packages=(libcurl4-openssl-dev libssl-dev libarchive-dev libxml2-dev libc-ares-dev pkg-config)

missing_packages() {
  local name
  for name in "$@"; do
    dpkg-query --show --showformat '${Status}' "$name" 2>/dev/null | grep -q ' installed$' ||
      echo "$name"
  done
}

# install_packages NAME… : root and sudo both serve. Nothing that is installed is ever removed.
install_packages() {
  if ! command -v apt-get >/dev/null; then
    echo "no apt-get here: taking it that these are installed in your system's way: $*" >&2
    return 0
  fi
  local missing as_root=()
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0

  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "missing packages, and neither root nor sudo here. As root, run:" >&2
      echo "  apt-get update && apt-get install ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi

  echo "Installing with apt-get: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  if [[ " ${missing[*]} " == *" postfix "* ]]; then
    echo "postfix postfix/main_mailer_type select No configuration" |
      "${as_root[@]}" debconf-set-selections
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq --yes --no-install-recommends --no-remove "${missing[@]}" >/dev/null
}

require_swift() {
  local version
  if ! command -v swift >/dev/null; then
    echo "swift is not on the PATH. Swift 6.2 or later: https://www.swift.org/install" >&2
    return 1
  fi
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p')
  if [ "$(printf '%s\n' 6.2 "${version:-0}" | sort --version-sort | head -n 1)" != 6.2 ]; then
    echo "this is Swift ${version:-of an unknown version}; touchbase needs 6.2 or later:" \
      "https://www.swift.org/install" >&2
    return 1
  fi
}
