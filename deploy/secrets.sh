#!/usr/bin/env bash
# Makes the secrets of compose.yaml in deploy/secrets, once: what is there stays. Containers read them as other users, hence the
# files are readable and the folder is not.
set -euo pipefail
cd "$(dirname "$0")"
install -d -m 0700 secrets
make() { [ -s "secrets/$1" ] || { cat >"secrets/$1.part" && chmod 0444 "secrets/$1.part" && mv "secrets/$1.part" "secrets/$1"; }; }
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

random | make database-password
random | make grafana-password
printf 'quarkus.datasource.password=%s\nnewsbell.app.api-key=%s\n' "$(cat secrets/database-password)" "$(random)" | make newsbell.properties
echo "The API key is in deploy/secrets/newsbell.properties, Grafana's password (of admin) in deploy/secrets/grafana-password."
