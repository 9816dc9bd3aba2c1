#!/usr/bin/env bash
# Takes a base backup, checks it, and removes the oldest with the WAL that only they needed.
#
#   backup.sh FOLDER WAL-FOLDER [KEEP]     KEEP base backups, 7 if left out; run it once a day
#
# Which database: libpq's variables (PGHOST, PGPORT, PGUSER, PGPASSFILE); the user needs REPLICATION. The programs are those
# of the server's version or a newer one. Point-in-time restore needs archive-wal.sh at work as well.
set -euo pipefail
folder=$1 wal=$2 keep=${3:-7}
name=$(date -u +%Y%m%dT%H%M%SZ)

rm -rf "$folder"/half-made-*
pg_basebackup --pgdata="$folder/half-made-$name" --checkpoint=fast --wal-method=stream --no-password
pg_verifybackup --quiet "$folder/half-made-$name"
mv "$folder/half-made-$name" "$folder/$name"

# Names sort by time.
mapfile -t all < <(find "$folder" -mindepth 1 -maxdepth 1 -type d -name '*T*Z' ! -name 'half-made-*' | sort)
while [ ${#all[@]} -gt "$keep" ]; do
  rm -rf "${all[0]}"
  all=("${all[@]:1}")
done
first=$(sed -n 's/^START WAL LOCATION: .* (file \(.*\))$/\1/p' "${all[0]}/backup_label")
pg_archivecleanup "$wal" "$first"
echo "$folder/$name"
