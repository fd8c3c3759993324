#!/usr/bin/env bash
# Installs or upgrades a release in the cluster and tries it.
#
#   scripts/deploy.sh ENVIRONMENT TAG      staging or production, and the images' tag
#
# A release that does not become ready, or that fails its smoke test, is rolled back.
set -euo pipefail
cd "$(dirname "$0")/.."

usage='usage: scripts/deploy.sh staging|production TAG'
environment=${1:?$usage}
tag=${2:?$usage}

values=()
case $environment in
  staging) host=chat.staging.example.com ;;
  production)
    host=chat.example.com
    values=(--values helm/chat-product/values-production.yaml)
    ;;
  *) echo "$usage" >&2; exit 2 ;;
esac

namespace=chat
say() { printf 'deploy: %s\n' "$*"; }

kubectl get secret chat-secrets --namespace "$namespace" >/dev/null ||
  { echo "deploy: make the secret first; see k8s/chat-system/secret.example.yaml" >&2; exit 1; }

before=$(helm history chat --namespace "$namespace" --max 1 --output json 2>/dev/null |
  sed -n 's/.*"revision":\([0-9]*\).*/\1/p') || true    # there is none yet
say "$environment: $tag over revision ${before:-none}"

# Longer than the balancer's grace of 90 s for open sockets, times the pods.
helm upgrade chat helm/chat-product --install --namespace "$namespace" \
  "${values[@]}" --set "image.tag=$tag" --set "host=$host" \
  --atomic --timeout 10m

# Clients that lost their WebSocket poll in the meantime and reconnect by themselves.
if ! scripts/smoke-test.sh "https://$host"; then
  if [ -n "$before" ]; then
    say "the smoke test failed: going back to revision $before"
    helm rollback chat "$before" --namespace "$namespace" --wait
  fi
  exit 1
fi
say "$environment runs $tag"
