#!/usr/bin/env bash
# Restores a base backup and the WAL after it into an empty folder, and makes sure that nothing is sent twice.
#
#   restore.sh BACKUP WAL-FOLDER DATA-FOLDER [TIME]
#
# TIME ('2026-11-27 03:00:00+00') is the moment to go back to; left out, everything that was archived. Run it as the user that
# owns PostgreSQL's files, with PostgreSQL's programs on the PATH, while no Newsbell runs. The database is reachable by nobody
# until after-restore.sql has run; then it is stopped, and you start it as always. REHEARSAL=1 archives nothing: for a restore
# beside a database that is alive.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
backup=$1 wal=$(cd "$2" && pwd) data=$3 time=${4:-}

if [ -d "$data" ] && [ -n "$(ls -A "$data")" ]; then
  echo "$data is not empty: move it out of the way, do not delete it yet." >&2
  exit 1
fi
mkdir -p "$data"
cp -a "$backup/." "$data/"
chmod 700 "$data"

# Behind a socket in a folder of our own, without passwords and without TCP.
private=$(mktemp -d)
trap 'pg_ctl -D "$data" -m fast -s stop 2>/dev/null || true; rm -rf "$private"' EXIT
echo 'local all all trust' >"$private/hba"

cp "$data/postgresql.auto.conf" "$private/auto.conf"
{
  printf "restore_command = 'cp \"%s/%%f\" \"%%p\"'\n" "$wal"
  printf "recovery_target_action = 'promote'\n"
  [ -z "$time" ] || printf "recovery_target_time = '%s'\n" "$time"
} >>"$data/postgresql.auto.conf"
touch "$data/recovery.signal"

options="-c listen_addresses='' -c unix_socket_directories='$private' -c hba_file='$private/hba' -c ssl=off"
[ -z "${REHEARSAL:-}" ] || options+=" -c archive_mode=off"
if ! pg_ctl -D "$data" -w -t 3600 -s -l "$private/log" -o "$options" start; then
  tail -n 20 "$private/log" >&2
  exit 1
fi

ask() { psql -h "$private" -U "${RESTORE_USER:-postgres}" -d "${RESTORE_DATABASE:-newsbell}" -v ON_ERROR_STOP=1 -XAtq "$@"; }
until [ "$(ask -c 'SELECT pg_is_in_recovery()')" = f ]; do
  pg_ctl -D "$data" status >/dev/null || { tail -n 20 "$private/log" >&2; exit 1; }
  sleep 1
done
echo "Restored to $(ask -c "SELECT coalesce(max(created_at)::text, 'before the first alert') FROM alert") (the last alert it knows)"

# For the drill only, to show what happens without it.
if [ -z "${WITHOUT_AFTER_RESTORE:-}" ]; then
  ask -A -F ' ' -P footer=off -P tuples_only=off -f "$here/after-restore.sql"
fi

pg_ctl -D "$data" -m fast -w -s stop
# The next start must not look for the archive, or for that moment, again.
cp "$private/auto.conf" "$data/postgresql.auto.conf"
echo "Start PostgreSQL on $data, take a base backup at once, then start Newsbell. All sending is stopped: deploy/backup/README.md."
