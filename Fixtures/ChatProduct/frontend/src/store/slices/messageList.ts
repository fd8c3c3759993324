import type { ChatMessage, ServerMessage } from '@/types';
import type { ChatState } from './chatSlice';

/** The list of a session in a draft of the state; it is made if there is none. */
export function listOf(state: ChatState, sessionId: string): ChatMessage[] {
  if (state.currentSession?.id === sessionId) {
    return state.messages;
  }
  const list = state.otherMessages[sessionId] ?? [];
  state.otherMessages[sessionId] = list;
  return list;
}

export function findLocal(
  state: ChatState,
  reference: { readonly sessionId: string; readonly localId: string },
): ChatMessage | undefined {
  return listOf(state, reference.sessionId).find((message) => message.localId === reference.localId);
}

/** On its way and not seen in the server's list yet. */
function isInFlight(message: ChatMessage): boolean {
  return message.status === 'sending' || message.status === 'sent';
}

/** Messages still on their way stay at the end, until the server's list says where they belong. */
function insertionIndex(list: readonly ChatMessage[]): number {
  let index = list.length;
  while (index > 0 && isInFlight(list[index - 1])) {
    index -= 1;
  }
  return index;
}

/** Puts received messages into a list: known ones become `delivered`, new ones are added in order. */
export function mergeReceived(list: ChatMessage[], received: readonly ServerMessage[]): void {
  for (const message of received) {
    const index = list.findIndex((candidate) => candidate.id === message.id);
    const known = index < 0 ? undefined : list[index];
    const merged: ChatMessage = { ...known, ...message, status: 'delivered', placed: true };
    if (known?.placed === true) {
      list[index] = merged;
      continue;
    }
    if (known !== undefined) {
      list.splice(index, 1);
    }
    list.splice(insertionIndex(list), 0, merged);
  }
}

/**
 * Should the server's list have shown an own message before it was known to be the
 * same, there are two of them: the own one takes the other one's place.
 */
export function replaceStoredCopy(list: ChatMessage[], own: ChatMessage, id: string): void {
  const from = list.indexOf(own);
  const copy = list.findIndex((message) => message.id === id && message !== own);
  if (copy >= 0) {
    own.placed = true;
    list[copy] = own;
    list.splice(from, 1);
  }
}
