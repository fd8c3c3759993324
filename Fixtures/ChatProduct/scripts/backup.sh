#!/usr/bin/env bash
# Copies the message log of an installation to the backup bucket.
#
#   scripts/backup.sh [VOLUME]         chat-data when none is given
#
# The log is append-only and a torn tail is cut when it is opened, so a copy of a running
# installation can be restored. The index is left out: it is rebuilt from the log.
set -euo pipefail

volume=${1:-chat-data}
: "${AWS_REGION:?set it in .env}" "${BACKUP_BUCKET:?set it in .env}"
keep=${BACKUP_KEEP_DAYS:-30}
name=chat-$(date -u +%Y%m%dT%H%M%SZ).tar.gz
target=s3://$BACKUP_BUCKET/messages/$name

command -v aws >/dev/null || { echo "backup: the aws command is missing" >&2; exit 1; }

# Streamed, since the host may not have room for a second copy.
docker run --rm --read-only -v "$volume:/data:ro" alpine:3.20 \
  tar -C /data -cz --exclude 'messages.idx*' --exclude lock . |
  aws s3 cp --region "$AWS_REGION" --only-show-errors - "$target"

size=$(aws s3 ls --region "$AWS_REGION" "$target" | awk '{ print $3 }')
if [ "${size:-0}" -lt 64 ]; then
  echo "backup: $target has only ${size:-no} bytes" >&2
  exit 1
fi
echo "backup: $target, $size bytes"

# Rows are "2026-01-31 04:00:00   123456 chat-20260131T040000Z.tar.gz".
oldest=$(date -u -d "$keep days ago" +%Y%m%d)
aws s3 ls --region "$AWS_REGION" "s3://$BACKUP_BUCKET/messages/" | while read -r _ _ _ old; do
  [[ $old =~ ^chat-([0-9]{8})T ]] || continue
  if [[ ${BASH_REMATCH[1]} < $oldest ]]; then
    aws s3 rm --region "$AWS_REGION" --only-show-errors "s3://$BACKUP_BUCKET/messages/$old"
    echo "backup: removed $old, older than $keep days"
  fi
done
