import { CONTENT_LIMIT, contentLength } from '@/types';
import type { Draft, OutgoingMessage } from '@/types';
import { currentUser } from './session';

let counter = 0;

function randomPart(): string {
  return Math.floor(Math.random() * 2 ** 48).toString(36);
}

/** An id that no other tab, browser or reload gives away again; visible ASCII only. */
function newLocalId(): string {
  counter += 1;
  return `local-${Date.now().toString(36)}-${counter.toString(36)}-${randomPart()}${randomPart()}`;
}

export function newDraft({ content, sessionId, clientName }: OutgoingMessage): Draft {
  return {
    localId: newLocalId(),
    sessionId,
    content,
    clientName,
    createdAt: new Date().toISOString(),
    owner: currentUser(),
  };
}

/** What the server would refuse is not sent at all. */
export function reasonToRefuse(content: string): string | undefined {
  if (content.trim() === '') {
    return 'A message needs some text.';
  }
  if (contentLength(content) > CONTENT_LIMIT) {
    return `A message may have ${CONTENT_LIMIT} characters at most.`;
  }
  return undefined;
}
