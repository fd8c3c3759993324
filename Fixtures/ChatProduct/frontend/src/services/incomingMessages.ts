import { store } from '@/store';
import { messageSent, messagesReceived } from '@/store/slices/chatSlice';
import type { ServerMessage } from '@/types';
import { matchUnconfirmed } from './unconfirmed';

/** Shows what the server has, in its order. An own message may be here before its confirmation. */
export function receiveMessages(sessionId: string, messages: readonly ServerMessage[]): void {
  for (const { localId, id } of matchUnconfirmed(sessionId, messages)) {
    store.dispatch(messageSent({ sessionId, localId, id }));
  }
  store.dispatch(messagesReceived({ sessionId, messages }));
}
