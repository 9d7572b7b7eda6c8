#!/usr/bin/env bash
# Streams an answer to the terminal, frame by frame: bash stream.sh
#
# Exit code: 0 for a complete transfer, 22 for an HTTP error (its body is
# printed), 18 for a broken connection. A complete transfer may be an incomplete
# answer: a complete one has a chunk whose finish_reason is not null.

if [ -z "$SOLIDRUST_API_KEY" ]; then
  echo 'Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.' >&2
  exit 1
fi
base_url=${SOLIDRUST_BASE_URL:-'https://api.solidrust.ai/v1'}

# Each line as it comes, except the key, which some servers repeat.
masked() {
  local key=$SOLIDRUST_API_KEY LC_ALL=C # bytes, whatever they mean
  [ ${#key} -ge 8 ] || exec cat # a shorter one may be part of any word
  while IFS= read -r line; do printf '%s\n' "${line//"$key"/[API key]}"; done
  printf '%s' "${line//"$key"/[API key]}" # the last one may be cut
}
set -o pipefail # the exit code is curl's

# -N: each frame at once. The key comes from a file made for the moment, as
# every user of the machine can read the arguments of a command.
curl -N --silent --show-error --fail-with-body \
  "$base_url/chat/completions" \
  --header @<(printf 'Authorization: Bearer %s' "$SOLIDRUST_API_KEY") \
  --header 'Content-Type: application/json' \
  --data @- <<'JSON' | masked
{
  "model": "vllm-primary",
  "messages": [{"role": "user", "content": "Tell me a story"}],
  "stream": true
}
JSON
