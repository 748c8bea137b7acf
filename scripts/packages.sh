# Sourced by the other scripts: makes sure that Debian packages are installed, installing those that are not.

# need_packages PACKAGE...
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "These packages (Debian names) are needed: ${missing[*]}. Install them with your system's tool, then run this again." >&2
    return 1
  fi
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Not root and no sudo: install ${missing[*]} with apt-get, then run this again." >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "Installing ${missing[*]}" >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# need_swift: Swift 6 on the PATH.
need_swift() {
  command -v swift >/dev/null && return 0
  echo "Swift 6.1 or later is needed; install it from https://www.swift.org/install/linux/ and run this again." >&2
  return 1
}

# What the program is compiled with: spreadsheets, packed pictures, the remote geocoder and databases. libzip, libcurl and
# SQLite are loaded when they are used.
build_packages=(pkg-config libzip-dev libexpat1-dev zlib1g-dev libcurl4-openssl-dev libsqlite3-dev)
# What the tests compare with: GDAL reads our maps, PROJ projects our points, Python reads our tables and JSON.
test_packages=(gdal-bin proj-bin python3)
# What the program loads only when it is needed, as Debian packages of the machine that runs it: libcurl and SQLite for
# --remote, libzip for workbooks.
loaded_packages="libcurl4, libsqlite3-0, libzip4 | libzip5"
