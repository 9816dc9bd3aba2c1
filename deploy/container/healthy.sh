#!/usr/bin/env bash
# healthy.sh [ready|live|started]: for health checks inside the container, where there is no curl.
exec 3<>"/dev/tcp/127.0.0.1/${QUARKUS_MANAGEMENT_PORT:-9000}" || exit 1
printf 'GET /q/health/%s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "${1:-ready}" >&3
read -r -t 3 status <&3 && [[ $status == *' 200 '* ]]
