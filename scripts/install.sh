#!/usr/bin/env bash
# Install with apt what is missing of the needs named: python (3.11, with venv), server (PostgreSQL 15, pg_cron,
# plpgsql_check), client (psql), pgtap (the extension and pg_prove), pooler (pgbouncer), node (20, with npm), redis. Newer versions will do.
# Prints nothing if all is there.
set -euo pipefail

python=${PYTHON:-python3}
oldest=15

die() {
    echo "pgbandit: $*" >&2
    exit 2
}

# Ask the newest server's own pg_config, as Debian lays them out; else the one on the path.
server() {
    local program
    program=$(printf '%s\n' /usr/lib/postgresql/*/bin/postgres | sort -V | tail -n 1)
    program=${program%/postgres}/pg_config
    [ -x "$program" ] || program=pg_config
    "$program" "$@" 2>/dev/null
}

server_version() { server --version | sed 's/^PostgreSQL \([0-9]*\).*/\1/'; }
has_python() { "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
has_node() { command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)'; }
has_extension() { [ -e "$(server --sharedir)/extension/$1.control" ]; }
has_server() { [ -x "$(server --bindir)/postgres" ] && [ "$(server_version)" -ge $oldest ]; }

# The packages missing, VERSION standing for PostgreSQL's.
missing_for() {
    case $1 in
        python) has_python || echo python3 python3-venv ;;
        client) command -v psql >/dev/null || echo postgresql-client ;;
        server)
            has_server || echo postgresql-VERSION
            has_extension pg_cron || echo postgresql-VERSION-cron
            has_extension plpgsql_check || echo postgresql-VERSION-plpgsql-check
            ;;
        pgtap)
            has_extension pgtap || echo postgresql-VERSION-pgtap
            command -v pg_prove >/dev/null || echo libtap-parser-sourcehandler-pgtap-perl
            ;;
        pooler) [ -x /usr/sbin/pgbouncer ] || echo pgbouncer ;;
        node) has_node || die "Node 20 or newer with npm is needed: not every Debian packages it, so install it as you like" ;;
        redis) command -v redis-server >/dev/null || echo redis-server ;;
        *) die "unknown need: $1" ;;
    esac
}

missing() { for need in "$@"; do missing_for "$need"; done; }

packaged_version() { apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p'; }

# Debian would make and start a server of its own beside ours on a machine that had none: not while this runs.
install_packages() {
    local no_cluster=/etc/postgresql-common/createcluster.d/pgbandit.conf
    $sudo mkdir -p "${no_cluster%/*}"
    echo 'create_main_cluster = false' | $sudo tee "$no_cluster" >/dev/null
    trap '$sudo rm -f '"$no_cluster" EXIT
    $apt install --yes --no-install-recommends "$@"
}

needed=$(missing "$@" | xargs)
[ -n "$needed" ] || exit 0
version=
if has_server; then version=$(server_version); fi
names=${needed//VERSION/${version:-$oldest}}

command -v apt-get >/dev/null || die "this system has no apt-get: install Python 3.11 with venv, PostgreSQL $oldest with pg_cron" \
    "and plpgsql_check, and for the tests pgTAP with pg_prove, then run make again (Debian's names of what is missing: $names)"
sudo=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "to install $names, run this as root or install sudo"
    sudo=sudo
fi
apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get --quiet --option DPkg::Lock::Timeout=300"
log=$(mktemp)

$apt update >"$log" 2>&1 || true # another repository may be out of order: the installation will tell
version=${version:-$(packaged_version)}
if [[ $needed == *VERSION* && ${version:-0} -lt $oldest ]]; then
    die "this system packages PostgreSQL ${version:-not at all}, not $oldest or newer: add PostgreSQL's own repository for apt"
fi
needed=${needed//VERSION/$version}

echo "Installing with apt: $needed"
# shellcheck disable=SC2086
install_packages $needed >>"$log" 2>&1 || die "apt-get install failed: $(tail -n 5 "$log")"
rm -f "$log"

still=$(missing "$@" | xargs)
[ -z "$still" ] || die "still missing after the installation: $still (Python must be 3.11 or newer; PYTHON=... chooses another)"
