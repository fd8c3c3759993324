import type { ChatMessage, DeliveryStatus, ServerMessage } from '@/types';
import { mergeReceived, replaceStoredCopy } from './messageList';

function stored(id: string): ServerMessage {
  return {
    id,
    type: 'user',
    content: `content of ${id}`,
    timestamp: '2024-05-01T12:00:00Z',
    session_id: 'session-0001',
    status: 'delivered',
  };
}

function own(id: string, status: DeliveryStatus): ChatMessage {
  return { ...stored(id), localId: `local-${id}`, status };
}

const ids = (list: readonly ChatMessage[]): string[] => list.map((message) => message.id);

describe('the list of messages', () => {
  it('keeps messages on their way at the end', () => {
    const list = [own('a', 'sending'), own('b', 'sent')];
    mergeReceived(list, [stored('x'), stored('y')]);
    expect(ids(list)).toEqual(['x', 'y', 'a', 'b']);
  });

  it('leaves a failed message where it is', () => {
    const list = [own('a', 'failed'), own('b', 'sending')];
    mergeReceived(list, [stored('x')]);
    expect(ids(list)).toEqual(['a', 'x', 'b']);
  });

  it('takes the place from the server once it shows an own message', () => {
    const list = [own('a', 'sent'), own('b', 'sent')];
    mergeReceived(list, [stored('b'), stored('a')]);
    expect(ids(list)).toEqual(['b', 'a']);
    expect(list.map((message) => message.localId)).toEqual(['local-b', 'local-a']);
  });

  it('shows a message that comes again once, in its place', () => {
    const list: ChatMessage[] = [];
    mergeReceived(list, [stored('x'), stored('y')]);
    mergeReceived(list, [stored('x')]);
    expect(ids(list)).toEqual(['x', 'y']);
  });

  it('puts an own message in the place of the copy that the server showed', () => {
    const mine = own('local', 'sending');
    const list = [stored('x'), stored('y'), mine];
    replaceStoredCopy(list, mine, 'x');
    expect(ids(list)).toEqual(['local', 'y']);
  });
});
