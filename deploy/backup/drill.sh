#!/usr/bin/env bash
# The restore drill: phones ring in the sandbox, the database is destroyed in the middle of it and restored to a moment at
# which an alert was half told, and nobody may ring twice.
#
#   drill.sh [PACKAGE]     the folder of quarkus-run.jar; target/quarkus-app if left out
#
# Needs java 25 and PostgreSQL's programs (15 or newer, with pg_basebackup) on the PATH, bash, curl, and no root: PostgreSQL
# refuses it. Everything happens in a folder of its own, which is kept if something is wrong. It prints what it saw, and ends
# with 0 if all of it was right. WITHOUT_AFTER_RESTORE=1 leaves after-restore.sql out, to see what that is for.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
package=$(cd "${1:-$here/../../target/quarkus-app}" && pwd)
work=$(mktemp -d /tmp/newsbell-drill.XXXXXX)
export PGHOST=$work PGUSER=postgres PGDATABASE=newsbell
pg_port=$((20000 + RANDOM % 20000)) && export PGPORT=$pg_port
key=drill-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
phones=30 sandbox= newsbell= wrong=0

say() { printf '%s  %s\n' "$(date +%T)" "$*"; }
stop_all() {
  [ -z "$newsbell" ] || { kill -9 "$newsbell" && wait "$newsbell"; } 2>/dev/null || true
  [ -z "$sandbox" ] || kill "$sandbox" 2>/dev/null || true
  pg_ctl -D "$work/data" -m immediate -s stop 2>/dev/null || true
}
trap 'stop_all; [ "$wrong" = 0 ] && [ -n "${whole:-}" ] && rm -rf "$work" || echo "Kept: $work"' EXIT

# check WHAT SEEN EXPECTED
check() {
  if [ "$2" = "$3" ]; then say "right: $1: $2"; else say "WRONG: $1: $2 instead of $3"; wrong=1; fi
}
# until_is EXPECTED COMMAND…: for five minutes at most
until_is() {
  local wanted=$1 seen=
  shift
  for _ in $(seq 600); do
    seen=$("$@" 2>/dev/null || true)
    [ "$seen" = "$wanted" ] && return 0
    sleep 0.5
  done
  say "Not $wanted but $seen: $*"
  return 1
}

api() { curl -sS -m 60 -H 'Content-Type: application/json' -H "Authorization: Bearer ${2:-$key}" "${@:3}" "$http$1"; }
status() { api "$@" -o /dev/null -w '%{http_code}'; }
field() { sed -n 's/.*"'"$1"'":"\([^"]*\)".*/\1/p' | head -1; }
fcm() { curl -sS -m 20 -k "${@:2}" "$sandbox_url$1"; }
# How often phones rang: all, or those of one alert.
rang() { fcm "/sandbox/stats?by=alert" | sed -n 's/.*"acceptedByAlert":{\([^}]*\)}.*/\1/p' | tr , '\n' | grep "${1:-}" | sed 's/.*://' | paste -sd+ | grep . | bc || echo 0; }
rang_more_than() { [ "$(rang)" -gt "$1" ] && echo yes; }
alert_state() { psql -XAtqc "SELECT lower(state) FROM alert JOIN article ON article.id = article_id WHERE external_id = '$1' ORDER BY created_at DESC LIMIT 1"; }
alert_id() { psql -XAtqc "SELECT alert.id FROM alert JOIN article ON article.id = article_id WHERE external_id = '$1' ORDER BY created_at DESC LIMIT 1"; }

start_postgres() { pg_ctl -D "$work/data" -w -s -l "$work/postgres.log" -o "-p $pg_port -c unix_socket_directories='$work'" start; }
start_newsbell() {
  : >"$work/newsbell.log"
  (
    cd "$work"
    QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:$pg_port/newsbell" QUARKUS_DATASOURCE_USERNAME=postgres \
      QUARKUS_DATASOURCE_PASSWORD=drill NEWSBELL_APP_API_KEY="$key" NEWSBELL_DATA_FOLDER="$work/files" \
      NEWSBELL_FCM_ENDPOINT="$sandbox_url" NEWSBELL_FCM_CREDENTIALS="$work/sandbox/service-account.json" \
      NEWSBELL_FCM_CERTIFICATE="$work/sandbox/certificate.pem" NEWSBELL_DEMO_ENABLED=false \
      QUARKUS_LOG_CONSOLE_JSON_ENABLED=false NEWSBELL_CANARY_ENABLED=false \
      NEWSBELL_DELIVERY_MESSAGES_PER_MINUTE=${slow:-120} QUARKUS_HTTP_PORT=0 QUARKUS_MANAGEMENT_PORT=0 \
      exec java -Xmx512m -jar "$package/quarkus-run.jar" >>"$work/newsbell.log" 2>&1
  ) &
  newsbell=$!
  until_is 1 grep -c 'Management interface listening' "$work/newsbell.log"
  http=$(sed -n 's/.*Listening on: http:[^ ]*:\([0-9]*\).*/http:\/\/127.0.0.1:\1/p' "$work/newsbell.log" | head -1)
  management=$(sed -n 's/.*Management interface listening on http:[^ ]*:\([0-9]*\).*/http:\/\/127.0.0.1:\1/p' "$work/newsbell.log" | head -1)
  until_is 200 curl -s -o /dev/null -w '%{http_code}' "$management/q/health/ready"
}

# register ID NAME: prints the device's secret; it follows the topic.
register() {
  local token secret
  token=$(fcm /sandbox/tokens -X POST -d '{"name":"'"$2"'"}' | field token)
  secret=$(curl -sS -m 60 -X PUT -H 'Content-Type: application/json' "$http/v1/devices/$1" -d '{"app":"demo","platform":"android",
    "address":{"type":"fcmToken","value":"'"$token"'"},"locale":"en-IN","timeZone":"Asia/Kolkata"}' | field secret)
  check "$2 follows" "$(status "/v1/devices/$1/subscriptions/heat" "$secret" -X PUT -d '{"level":"every"}')" "${3:-200}" >&2
  echo "$secret"
}
publish() { status "/v1/articles/$1" "$key" -X PUT -d '{"headline":"Heat wave grips '"$2"'","body":"Schools in '"$2"' close early as the city passes 40 degrees."}'; }

say "$(postgres --version) in $work"
echo drill >"$work/password"
initdb -D "$work/data" -U postgres --pwfile="$work/password" --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --locale=C >/dev/null
mkdir "$work/wal" "$work/backups"
cat >>"$work/data/postgresql.conf" <<END
archive_mode = on
archive_command = '"$here/archive-wal.sh" "$work/wal" "%p" "%f"'
fsync = off
END
start_postgres
createdb newsbell -T template0

java -cp "$package/app/*:$package/lib/main/*:$package/lib/boot/*" io.newsbell.sandbox.SandboxMain --port 0 \
  --folder "$work/sandbox" >"$work/sandbox.log" 2>&1 &
sandbox=$!
until_is 1 grep -c NEWSBELL_FCM_ENDPOINT "$work/sandbox.log"
sandbox_url=$(sed -n 's/.*NEWSBELL_FCM_ENDPOINT=//p' "$work/sandbox.log")

start_newsbell
say "Newsbell is ready; $phones phones register"
check "a topic" "$(status /v1/topics/heat "$key" -X PUT -d '{"kind":"tag","name":"Heat","automatic":true,"rule":"\"heat wave\""}')" 200
for n in $(seq "$phones"); do register "$(printf '00000000-0000-4000-8000-%012d' "$n")" "phone$n" >/dev/null; done 2>"$work/registered"
check "phones that follow" "$(grep -c right: "$work/registered")" "$phones"

say "A base backup, then an article, which goes out slowly: two phones a second"
backup=$("$here/backup.sh" "$work/backups" "$work/wal")
check "published" "$(publish before Mumbai)" 202
until_is yes rang_more_than 5
sleep 1
moment=$(psql -XAtqc 'SELECT now()')
told=$(rang)
say "The moment to go back to: $moment, when $told of $phones phones had rung and the alert was $(alert_state before)"

until_is sent alert_state before
check "rang of the first article" "$(rang "$(alert_id before)")" "$phones"
register 00000000-0000-4000-8000-000000000099 late >"$work/late-secret" 2>/dev/null
check "published" "$(publish after Delhi)" 202
until_is sent alert_state after
heard=$(rang)
check "rang of both articles" "$heard" $((phones + phones + 1))

say "The database is destroyed"
psql -XAtqc 'SELECT pg_switch_wal()' >/dev/null
until_is 0 psql -XAtqc "SELECT (last_archived_wal IS NULL OR last_archived_time < '$moment')::int FROM pg_stat_archiver"
{ kill -9 "$newsbell" && wait "$newsbell"; } 2>/dev/null || true
newsbell=
pg_ctl -D "$work/data" -m immediate -s stop
rm -rf "$work/data"

"$here/restore.sh" "$backup" "$work/wal" "$work/data" "$moment" | sed 's/^/          /'
start_postgres
slow=6000 start_newsbell
say "Newsbell is ready again, at full speed"
if [ -z "${WITHOUT_AFTER_RESTORE:-}" ]; then
  until_is stopped alert_state before
fi
sleep 20
check "rang since the restore" $(($(rang) - heard)) 0
check "the alert's account adds up" "$(api "/v1/alerts/$(alert_id before)/balance" "$key" | grep -o '"imbalance":[0-9-]*')" '"imbalance":0'

say "The newsroom's system repeats what it published, and the phone that came late comes back"
check "published again" "$(publish after Delhi)" 202
if [ -z "${WITHOUT_AFTER_RESTORE:-}" ]; then until_is held alert_state after; else until_is sent alert_state after; fi
check "rang of what is repeated" $(($(rang) - heard)) 0
check "the late phone is unknown with its secret" "$(status /v1/devices/00000000-0000-4000-8000-000000000099 "$(cat "$work/late-secret")" -X PUT -d '{"app":"demo","platform":"android","locale":"en-IN","timeZone":"Asia/Kolkata"}')" 401
register 00000000-0000-4000-8000-000000000099 late >/dev/null

say "A person dismisses what was held, and lets sending go on"
check "dismissed" "$(status "/v1/alerts/$(alert_id after)/dismiss" "$key" -X POST)" 200
psql -XAtqc 'UPDATE app SET stopped_at = NULL' # the desk's switch does that, and writes it into the audit log
before=$(rang)
check "published" "$(publish new Chennai)" 202
until_is sent alert_state new
check "rang of what is new" $(($(rang) - before)) $((phones + 1))

whole=yes
[ "$wrong" = 0 ] && say "The drill was passed" || say "The drill was NOT passed"
exit "$wrong"
