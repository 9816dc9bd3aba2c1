#!/bin/sh
# PostgreSQL's archive_command: copies one finished WAL file away, whole or not at all.
#
#   archive_mode = on
#   archive_timeout = 60s            # so much is lost at most when the disk is lost
#   archive_command = '/opt/newsbell/backup/archive-wal.sh /backup/wal "%p" "%f"'
#
# The folder must lie on another machine's disk (NFS, a mounted bucket). A file that is there with other content is never
# overwritten: two databases that archive to one folder are a mistake, which PostgreSQL then reports again and again.
set -eu
folder=$1 file=$2 name=$3

if [ -e "$folder/$name" ]; then
  cmp -s "$file" "$folder/$name" && exit 0
  echo "$folder/$name is there and is another one: does a second database archive there?" >&2
  exit 1
fi
cp "$file" "$folder/.$name.part"
sync "$folder/.$name.part"
mv "$folder/.$name.part" "$folder/$name"
sync "$folder"
