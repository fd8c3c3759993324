import { store } from '@/store';
import type { ChatMessage, ServerMessage } from '@/types';
import { currentUser } from './session';

/** How far the clocks of server and browser may differ, in milliseconds. */
const CLOCK_TOLERANCE = 60_000;

interface Match {
  readonly localId: string;
  readonly id: string;
}

/**
 * Finds own messages, sent without an answer so far, among received ones. The list
 * does not carry idempotency keys, so author and content have to do. Should two people
 * write the same words at the same time, the wrong one may be taken for one's own:
 * both messages are shown all the same, since the other one arrives as well.
 */
export function matchUnconfirmed(sessionId: string, received: readonly ServerMessage[]): readonly Match[] {
  const list = messagesOf(sessionId);
  const waiting = list.filter(isUnconfirmed);
  if (waiting.length === 0) {
    return [];
  }
  const known = new Set(list.map((message) => message.id));
  const user = currentUser();
  const matches: Match[] = [];
  for (const message of received) {
    if (message.type !== 'user' || known.has(message.id) || !mayBeFrom(user, message)) {
      continue;
    }
    const index = waiting.findIndex((own) => own.content === message.content && isNotOlder(message, own));
    const [own] = index < 0 ? [] : waiting.splice(index, 1);
    if (own?.localId !== undefined) {
      matches.push({ localId: own.localId, id: message.id });
    }
  }
  return matches;
}

function messagesOf(sessionId: string): readonly ChatMessage[] {
  const { currentSession, messages, otherMessages } = store.getState().chat;
  return currentSession?.id === sessionId ? messages : otherMessages[sessionId] ?? [];
}

function isUnconfirmed(message: ChatMessage): boolean {
  return message.attempted === true && (message.status === 'sending' || message.status === 'failed');
}

function mayBeFrom(user: string, message: ServerMessage): boolean {
  return user === '' || message.author === undefined || message.author === user;
}

/** What was stored before it was written is an earlier message with the same words. */
function isNotOlder(message: ServerMessage, own: ChatMessage): boolean {
  return Date.parse(message.timestamp) >= Date.parse(own.timestamp) - CLOCK_TOLERANCE;
}
