#!/bin/sh
# retry.sh DATE [FLAGS]: runs the night of a date, again every 10 minutes while it is incomplete (75), for at most 4 hours.
# Exits with the night's last code, so that cron mails and systemd fails for whatever a person must look at.
set -u
date=$1
shift
settle=${SETTLE:-/opt/settle/settle}
wait_seconds=${SETTLE_RETRY_SECONDS:-600}
tries=${SETTLE_RETRY_MAX:-24}
code=75
while [ "$tries" -gt 0 ]; do
  "$settle" nightly --business-date "$date" "$@"
  code=$?
  [ "$code" -eq 75 ] || exit "$code"
  tries=$((tries - 1))
  [ "$tries" -eq 0 ] || sleep "$wait_seconds"
done
exit "$code"
