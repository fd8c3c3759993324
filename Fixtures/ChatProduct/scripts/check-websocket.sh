#!/bin/sh
# Opens a WebSocket by hand and reports where the handshake ends: at the proxy, at the
# balancer, at the sign-in or at the chat.
#
#   CHAT_TOKEN=… scripts/check-websocket.sh [URL]
#
# docs/troubleshooting.md says what to do about each answer. Needs curl only.
set -eu

url=${1:-http://localhost}
url=${url%/}
: "${CHAT_TOKEN:?set it to the token of a sign-in}"
path=/api/v1/admin/chat/ws

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'header = "Authorization: Bearer %s"\n' "$CHAT_TOKEN" >"$work/curlrc"

# 101 leaves the connection open: curl is stopped by its time-out, which is what we want.
status=$(curl -sS -N --http1.1 --max-time 3 -o "$work/body" -D "$work/headers" -w '%{http_code}' \
  -K "$work/curlrc" \
  -H 'Connection: Upgrade' -H 'Upgrade: websocket' \
  -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' \
  -H "Origin: ${WS_ORIGIN:-$url}" "$url$path" 2>"$work/errors") || true

case $status in
  101)
    # RFC 6455, section 1.3, gives the answer to this key.
    grep -qi '^Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=' "$work/headers" ||
      { echo "the upgrade was accepted by something that does not speak WebSocket" >&2; exit 1; }
    echo "websocket: open at $url$path"
    exit 0
    ;;
  000) reason="no answer: $(cat "$work/errors")" ;;
  400 | 426) reason="a proxy on the way does not pass Upgrade and Connection" ;;
  401) reason="the token was not accepted" ;;
  403) reason="the origin is not one of ALLOWED_ORIGINS" ;;
  404) reason="the route is not there; is CHAT_MODE polling?" ;;
  429) reason="this address or administrator has too many connections" ;;
  502 | 503 | 504) reason="the balancer or the backend is not there, or full" ;;
  *) reason="not expected" ;;
esac
echo "websocket: status $status at $url$path: $reason" >&2
exit 1
