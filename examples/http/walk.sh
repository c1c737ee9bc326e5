#!/bin/sh
# A portal test that speaks plain HTTP: every language can do the same. Wants curl, and a desk's ready file:
#   npx ichido start --headless --ready-file ready.json
set -eu
ready=${1:-ready.json}
of() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
portal=$(of portal <"$ready")
control=$(of control <"$ready")
# The secret goes to curl by a file, so that no list of processes shows it.
header=$(mktemp)
trap 'rm -f "$header"' EXIT
printf 'Authorization: Bearer %s\n' "$(of secret <"$ready")" >"$header"

rpc() { curl -sf -H @"$header" -H 'Content-Type: application/json' -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2}" "$control/rpc"; }

serial=$(rpc tokens.issue '{"kind":"hardware"}' | of serial)
code=$(rpc tokens.code "{\"serial\":\"$serial\"}" | of code)
contract=$(curl -sf -H @"$header" -H 'Content-Type: application/json' -d '{}' "$portal/__admin/contracts" | of contractId)
state=$(curl -sf -H @"$header" "$portal/__admin/serials/$serial")
echo "contract $contract, token $serial, code of ${#code} digits, at the bank: $state"
