#!/bin/sh
# Tries an installation from outside: health, sign-in, a message sent and polled, and the
# handshake of a WebSocket.
#
#   scripts/smoke-test.sh [URL]        http://localhost when none is given
#
# SMOKE_USER and SMOKE_PASSWORD are an administrator's. CHAT_MODE=polling leaves out the
# socket, where an installation has none. Needs curl only, so that it runs in its image.
set -eu

url=${1:-http://localhost}
url=${url%/}
user=${SMOKE_USER:-ada}
password=${SMOKE_PASSWORD:?set SMOKE_PASSWORD to the password of $user}
api=$url/api/v1
session=smoke-test-$(date +%s)-$$

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

passed=0
pass() { passed=$((passed + 1)); printf 'ok    %s\n' "$1"; }
fail() {
  printf 'FAIL  %s\n' "$1" >&2
  [ ! -s "$work/body" ] || { head -c 500 "$work/body" >&2; echo >&2; }
  exit 1
}

# ask WHAT EXPECTED CURL-ARGUMENTS...: compares the status; the answer lies in $work/body.
ask() {
  what=$1 expected=$2
  shift 2
  status=$(curl -sS --max-time 10 -o "$work/body" -D "$work/headers" -w '%{http_code}' "$@") || fail "$what: no answer from $url"
  [ "$status" = "$expected" ] || fail "$what: status $status instead of $expected"
}

# field NAME: a string of the answer; enough for values without escapes.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$work/body"; }

ask health 200 "$url/health"
pass "health"

ask sign-in 200 -H 'Content-Type: application/json' \
  -d "{\"username\":\"$user\",\"password\":\"$password\"}" "$api/auth/login"
token=$(field token)
[ -n "$token" ] || fail "sign-in: the answer has no token"
# In a file, since arguments are visible to everybody on the host.
printf 'header = "Authorization: Bearer %s"\n' "$token" >"$work/curlrc"
pass "sign-in as $user"

ask "messages without a token" 401 "$api/admin/chat/messages?session_id=$session"
pass "no messages without a token"

ask send 201 -K "$work/curlrc" -H 'Content-Type: application/json' -H "Idempotency-Key: $session" \
  -d "{\"content\":\"smoke test\",\"session_id\":\"$session\"}" "$api/admin/chat/messages"
id=$(field message_id)
[ -n "$id" ] || fail "send: the answer has no message_id"
pass "sent $id"

ask poll 200 -K "$work/curlrc" "$api/admin/chat/messages?session_id=$session&limit=10"
grep -q "\"id\":\"$id\"" "$work/body" || fail "poll: the message is not there"
pass "polled it"

# A session of nobody stays empty, so that its validator cannot change in between.
empty="$api/admin/chat/messages?session_id=$session-empty"
ask "poll of an empty session" 200 -K "$work/curlrc" "$empty"
etag=$(sed -n 's/^[Ee][Tt][Aa][Gg]: *\(.*[^[:space:]]\)[[:space:]]*$/\1/p' "$work/headers")
[ -n "$etag" ] || fail "poll: the answer has no ETag; does a proxy drop it?"
ask "poll with nothing new" 304 -K "$work/curlrc" -H "If-None-Match: $etag" "$empty"
pass "nothing new is answered by 304"

if [ "${CHAT_MODE:-auto}" != polling ]; then
  CHAT_TOKEN=$token "$(dirname "$0")/check-websocket.sh" "$url" || fail "websocket: see above"
  pass "websocket"
fi

printf '%s checks passed at %s\n' "$passed" "$url"
