#!/bin/sh
# Measures inserts and selects over HTTP against a running engine. Usage: measure.sh PORT [ROWS]
set -eu
url="http://127.0.0.1:${1:?port}/"
rows="${2:-5000000}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

run() { curl -sS --fail-with-body -o /dev/null "$url" --data-binary "$1"; }
rate() { # NAME, then curl's arguments
  name="$1"; shift
  seconds="$(curl -sS --fail-with-body -o /dev/null -w '%{time_total}' "$@")"
  awk -v n="$name" -v r="$rows" -v s="$seconds" 'BEGIN { printf "%-22s %9d rows/s\n", n, r / s }'
}

columns="id UInt64, ref UUID, at DateTime64(3, 'UTC'), amount Int64, currency LowCardinality(String), note String"
run "CREATE DATABASE IF NOT EXISTS measure"
run "CREATE OR REPLACE TABLE measure.t ($columns) ENGINE = MergeTree ORDER BY id"
curl -sS --fail-with-body -o "$work/rows" "$url" --data-binary \
  "SELECT number, generateUUIDv4(number), toDateTime64(1790000000 + number, 3, 'UTC'), toInt64(number * 7), toLowCardinality(['EUR', 'CNY'][number % 2 + 1]), toString(number) FROM numbers($rows) FORMAT RowBinary"
insert="${url}?query=INSERT%20INTO%20measure.t%20FORMAT%20RowBinary"
rate "insert RowBinary" -H 'Expect:' --data-binary "@$work/rows" "$insert"
if command -v zstd >/dev/null; then
  zstd -q -1 "$work/rows" -o "$work/rows.zst"
  run "TRUNCATE TABLE measure.t"
  rate "insert RowBinary, zstd" -H 'Content-Encoding: zstd' -H 'Expect:' --data-binary "@$work/rows.zst" "$insert"
fi
rate "select RowBinary" "$url" --data-binary "SELECT * FROM measure.t FORMAT RowBinary"
run "DROP DATABASE measure"
