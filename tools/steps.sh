# Steps that ./run and ./test share; to be sourced. All of them speak to standard error, in plain words, and a
# step that fails ends the program: nothing goes on after it.
# Needs: $root, the folder of the project.

say() { printf '%s\n' "$*" >&2; }

give_up() {
  say ""
  say "Stopped: $1"
  shift
  for line in "$@"; do say "  $line"; done
  exit 3
}

as_administrator() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# missing_packages FILE...: those of the lists that are not installed
missing_packages() {
  local wanted installed
  wanted=$(grep -hv '^#' "$@" | sort -u)
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p' | sort -u)
  comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

install_packages() {
  command -v dpkg-query >/dev/null || give_up "this is not a Debian system (dpkg-query is missing)." \
    "Kartei is built on Debian 12. Elsewhere: install the libraries named in tools/packages.txt and build with" \
    "cmake --preset release && cmake --build --preset release"
  local missing
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [ -n "${missing// /}" ] || return 0
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    give_up "Debian packages are missing, and installing them needs an administrator." \
      "Please run as administrator: apt-get update && apt-get install --no-install-recommends $missing"
  fi
  say "Installing Debian packages: $missing"
  export DEBIAN_FRONTEND=noninteractive
  local apt="apt-get -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0"
  as_administrator $apt update >&2 ||
    give_up "apt-get update failed." "Is this machine connected, and is Debian 12 in its package sources?"
  as_administrator $apt install -y --no-install-recommends $missing >&2 ||
    give_up "apt-get could not install the packages above." "Its own message stands just above this one."
}

node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
             process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)'
}

# The browser part is built with Node.js 20.19 or newer; Debian 12 has 18. Where nothing newer is installed, Debian's
# fetches one from the npm registry into .node/.
ensure_node() {
  [ -x "$root/.node/bin/node" ] && PATH="$root/.node/bin:$PATH"
  node_is_new_enough && return 0
  install_packages "$root/tools/packages-node.txt"
  node_is_new_enough && return 0
  say "Fetching Node.js 22 into .node/ (Debian's own is too old for the browser part)"
  local machine
  case "$(uname -m)" in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *) give_up "there is no ready-made Node.js for $(uname -m)." "Please install Node.js 20.19 or newer and start again." ;;
  esac
  rm -rf "$root/.node"
  npm install --silent --no-audit --no-fund --prefix "$root/.node" "node-linux-$machine@22.23.3" "npm@11.4.2" >&2 ||
    give_up "npm could not fetch Node.js." "Is this machine connected? Or install Node.js 20.19 or newer yourself."
  mkdir -p "$root/.node/bin"
  ln -sf "../node_modules/node-linux-$machine/bin/node" "$root/.node/bin/node"
  ln -sf ../node_modules/npm/bin/npm-cli.js "$root/.node/bin/npm"
  PATH="$root/.node/bin:$PATH"
  hash -r
  node_is_new_enough || give_up "the Node.js just fetched does not run on this machine."
}

# How many compilers at once: one per core, but each may need 1.2 GB.
compilers() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/MemAvailable/ {print int($2 / 1200000)}' /proc/meminfo)
  [ "$memory" -ge 1 ] || memory=1
  echo $((cores < memory ? cores : memory))
}

# newer_than STAMP PATH...: is anything below the paths newer than the stamp (or is there no stamp)?
newer_than() {
  local stamp=$1
  shift
  [ -e "$stamp" ] || return 0
  local made_here=(-name node_modules -o -name dist -o -name compiled -o -name __pycache__)
  [ -n "$(find "$@" \( "${made_here[@]}" \) -prune -o -newer "$stamp" -print -quit 2>/dev/null)" ]
}

# build_program TARGET...: the release in build/
build_program() {
  local folder="$root/build"
  # What was compiled in one clone of the project serves in every other one.
  export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
  # Prepared before the libraries of the tests were there, the build knows no tests.
  local target
  for target in "$@"; do
    [ ! -f "$folder/build.ninja" ] || ninja -C "$folder" -t query "$target" >/dev/null 2>&1 || rm "$folder/build.ninja"
  done
  if [ ! -f "$folder/build.ninja" ] && ! (cd "$root" && cmake --preset release >&2); then
    rm -rf "$folder/CMakeCache.txt" "$folder/CMakeFiles"  # what it half found would be believed the next time
    give_up "cmake could not prepare the build." "What is missing stands above."
  fi
  NINJA_STATUS='[%f/%t, %es] ' ninja -C "$folder" -j "$(compilers)" "$@" >&2 ||
    give_up "the program could not be built." "The first error above says why."
}

# Packages of package-lock.json, only when it changed.
install_npm_packages() {
  cmp -s "$root/ui/package-lock.json" "$root/ui/node_modules/.lock-installed" && return 0
  say "Installing the packages of the browser part (npm)"
  (cd "$root/ui" && npm ci --no-audit --no-fund >&2) ||
    give_up "npm ci failed in ui/." "Is this machine connected? Removing ui/node_modules makes it start afresh."
  cp "$root/ui/package-lock.json" "$root/ui/node_modules/.lock-installed"
}

build_ui() {
  local stamp="$root/ui/dist/.built" started
  newer_than "$stamp" "$root/ui" "$root/src" "$root/openapi.json" || return 0
  ensure_node
  install_npm_packages
  say "Building the browser part"
  mkdir -p "$root/ui/dist" "$root/ui/compiled"  # before the time is taken: they change the folder they are in
  started=$(mktemp)
  if ! (cd "$root/ui" && npm run --silent build >&2); then
    rm -f "$started"
    give_up "the browser part could not be built." "The first error above says why."
  fi
  touch -r "$started" "$stamp"
  rm -f "$started"
}
