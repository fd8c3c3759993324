import { store } from '@/store';
import { chatCleared, messageAdded, setCurrentSession } from '@/store/slices/chatSlice';
import { SESSION_ID, resetPage, session } from '@/testing/client';
import type { ChatMessage, ServerMessage } from '@/types';
import { matchUnconfirmed } from './unconfirmed';

const NOON = '2024-05-01T12:00:00Z';

function received(changes: Partial<ServerMessage> = {}): ServerMessage {
  return {
    id: 'msg_1',
    type: 'user',
    content: 'ok',
    author: 'ada',
    timestamp: NOON,
    session_id: SESSION_ID,
    status: 'delivered',
    ...changes,
  };
}

function write(changes: Partial<ChatMessage> = {}): void {
  const own: ChatMessage = { ...received({ id: 'local-1' }), localId: 'local-1', status: 'sending', attempted: true };
  store.dispatch(messageAdded({ ...own, ...changes }));
}

describe('unconfirmed messages', () => {
  beforeEach(() => {
    resetPage();
    localStorage.setItem('adminToken', `x.${btoa('{"username":"ada"}')}.y`);
    store.dispatch(chatCleared());
    store.dispatch(setCurrentSession(session(SESSION_ID)));
  });

  it('are recognised in what the server shows', () => {
    write();
    expect(matchUnconfirmed(SESSION_ID, [received()])).toEqual([{ localId: 'local-1', id: 'msg_1' }]);
  });

  it('stand for one message each', () => {
    write();
    expect(matchUnconfirmed(SESSION_ID, [received(), received({ id: 'msg_2' })])).toHaveLength(1);
  });

  it.each<Partial<ServerMessage>>([
    { author: 'grace' },
    { type: 'assistant' },
    { content: 'okay' },
    { timestamp: '2024-05-01T11:00:00Z' },
  ])('are not taken for another message: %j', (difference) => {
    write();
    expect(matchUnconfirmed(SESSION_ID, [received(difference)])).toEqual([]);
  });

  it.each<Partial<ChatMessage>>([{ attempted: false }, { status: 'delivered' }])(
    'need an attempt without answer: %j',
    (change) => {
      write(change);
      expect(matchUnconfirmed(SESSION_ID, [received()])).toEqual([]);
    },
  );
});
