#!/usr/bin/env bash
# Sends the shipped extracts through a watch folder of a fresh store, then asks for the status and three answers.
set -euo pipefail

flyt=$1
checkout=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The settings of a checkout name everything relative to themselves.
mkdir -p "$folder/Config" "$folder/Data/inbox"
cp "$checkout/Config/flyt.checkout.toml" "$folder/Config/flyt.toml"
cp -r "$checkout/Config/datasets" "$folder/Config/"
cp "$checkout"/Data/samples/*.txt "$folder/Data/inbox/"
export FLYT_CONFIG=$folder/Config/flyt.toml
# The demonstration's own, whatever the surroundings say.
unset FLYT_STORE FLYT_STATUS FLYT_SOCKET FLYT_DATASETS

show() {
  printf '\n$ flyt %s\n' "$*"
  "$flyt" "$@"
}

show run --once
show status
show flow Oslo Akershus --cite
show flow abroad Oslo
show matrix 2011 --from Oslo,Akershus,Abroad --to Oslo,Akershus,Abroad
