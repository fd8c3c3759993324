import { store } from '@/store';
import {
  messageAdded,
  messageAttempted,
  messageDelivered,
  messageFailed,
  messageRetried,
  messageSent,
} from '@/store/slices/chatSlice';
import type { ChatMessage, Draft } from '@/types';

/**
 * A confirmed message counts as delivered when a poll shows it, or after this time:
 * the server has it, and the next poll may be far away.
 */
const DELIVERED_AFTER = 4000;

function asMessage(draft: Draft): ChatMessage {
  return {
    id: draft.localId,
    localId: draft.localId,
    type: 'user',
    content: draft.content,
    timestamp: draft.createdAt,
    session_id: draft.sessionId,
    status: draft.error === undefined ? 'sending' : 'failed',
    ...(draft.owner === '' ? {} : { author: draft.owner }),
    ...(draft.attempted === true ? { attempted: true } : {}),
    ...(draft.error === undefined ? {} : { error: draft.error }),
  };
}

function reference(draft: Draft): { readonly sessionId: string; readonly localId: string } {
  return { sessionId: draft.sessionId, localId: draft.localId };
}

export function added(draft: Draft): void {
  store.dispatch(messageAdded(asMessage(draft)));
}

export function attempted(draft: Draft): void {
  store.dispatch(messageAttempted(reference(draft)));
}

export function sent(draft: Draft, id: string): void {
  store.dispatch(messageSent({ ...reference(draft), id }));
  setTimeout(() => store.dispatch(messageDelivered(reference(draft))), DELIVERED_AFTER);
}

export function failed(draft: Draft, error: string): void {
  store.dispatch(messageFailed({ ...reference(draft), error }));
}

export function retried(draft: Draft): void {
  store.dispatch(messageRetried(reference(draft)));
}
