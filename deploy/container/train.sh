#!/usr/bin/env bash
# Makes the AOT cache of a packaged Newsbell: starts it with a database of its own, has it do once what it will do all day,
# and stops it; the JVM then writes what it has loaded, linked and profiled.
#
#   train.sh FOLDER [CACHE]     FOLDER holds quarkus-run.jar; CACHE is written, FOLDER/newsbell.aot if left out
#
# The cache serves this JVM and these files only. A jar that is copied without its time, or another build of the JDK, makes
# the JVM start without it: slower, and without a word (-Xlog:aot tells). So it is made where it will be used: the last
# stage of the Dockerfile, or the machine itself. Needs bash, java 25, and no root: PostgreSQL refuses to run as root.
set -euo pipefail

app=$(cd "$1" && pwd)
cache=$(realpath -m "${2:-$app/newsbell.aot}")
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

# ask PORT METHOD PATH [BODY]: prints the whole answer. Neither curl nor wget is in the image that runs Newsbell.
ask() {
  local body=${4:-} socket
  exec {socket}<>"/dev/tcp/127.0.0.1/$1"
  printf '%s %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$2" "$3" "$1" "${key:+Authorization: Bearer $key$'\r\n'}" "$(printf %s "$body" | wc -c)" "$body" >&"$socket"
  cat <&"$socket"
  exec {socket}>&-
}

# told TEXT COMMAND…: waits until what the command prints contains TEXT; after ten minutes gives up and shows what it said.
told() {
  local wanted=$1 said=
  shift
  for _ in $(seq 2400); do
    said=$("$@" 2>/dev/null || true)
    [[ $said == *"$wanted"* ]] && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.25
  done
  printf 'No "%s" from %s, but:\n%s\n' "$wanted" "$*" "$said" >&2
  tail -n 40 "$work/log" >&2
  return 1
}

cd "$work"
# Ports that are free; the log tells which.
NEWSBELL_DATA_FOLDER="$work/data" QUARKUS_HTTP_PORT=0 QUARKUS_MANAGEMENT_PORT=0 QUARKUS_LOG_CONSOLE_JSON_ENABLED=false \
  java -XX:AOTCacheOutput="$cache" -jar "$app/quarkus-run.jar" >"$work/log" 2>&1 &
server=$!

told 'Management interface listening on' cat "$work/log"
port=$(sed -n 's/.*Listening on: http:[^ ]*:\([0-9]*\).*/\1/p' "$work/log" | head -1)
management=$(sed -n 's/.*Management interface listening on http:[^ ]*:\([0-9]*\).*/\1/p' "$work/log" | head -1)
told ' 200 ' ask "$management" GET /q/health/ready
key=

# What phones, newsrooms and operators ask for most, and one article that rings the demo's phones through the sandbox.
device=4a6f9d34-6a0c-4b62-9d6e-2f1f4b0e7c55
told '"token"' ask "$port" POST /sandbox/tokens '{"name":"train"}'
token=$(ask "$port" POST /sandbox/tokens '{"name":"train"}' | sed -n 's/.*"token":"\([^"]*\)".*/\1/p')
told '"secret"' ask "$port" PUT "/v1/devices/$device" \
  '{"app":"demo","platform":"android","address":{"type":"fcmToken","value":"'"$token"'"},"locale":"en-IN","timeZone":"Asia/Kolkata"}'
key=$(cat "$work/data/api-key")
ask "$port" GET '/v1/topics?app=demo&q=wea' >/dev/null
told ' 202 ' ask "$port" PUT /v1/articles/train \
  '{"headline":"Heat wave grips Mumbai","body":"Schools close early as the city passes 40 degrees."}'
# Its first wave: some of the demo's readers have a digest, for whom it waits until the evening.
told '"state":"finished"' ask "$port" GET /v1/alerts
ask "$port" GET /v1/articles/train/matches >/dev/null
for path in /q/metrics /q/health/live /q/health/started; do ask "$management" GET "$path" >/dev/null; done

kill -TERM "$server"
wait "$server" || true # 143: it was told to stop
server=
[ -s "$cache" ] || { tail -n 40 "$work/log" >&2; echo "The JVM wrote no cache" >&2; exit 1; }
ls -l "$cache"
