import { act } from 'react-dom/test-utils';
import { pollingChatService } from '@/services/pollingChatService';
import { store } from '@/store';
import { Provider } from '@/store/react';
import { messagesReceived, setCurrentSession, transportChanged } from '@/store/slices/chatSlice';
import { session } from '@/testing/client';
import { byId, click, render, textsOf, type, unmount } from '@/testing/render';
import ChatPage from './ChatPage';

// Only the polling service is of interest here; without this the page would open sockets.
jest.mock('@/services/websocketService', () => ({
  websocketService: { sendMessage: jest.fn(), retryMessage: jest.fn() },
}));
jest.mock('@/services/chatApi', () => ({
  listSessions: () => Promise.resolve([]),
}));

describe('ChatPage', () => {
  const sent = jest.spyOn(pollingChatService, 'sendMessage');

  beforeEach(() => {
    sent.mockReturnValue(Promise.resolve({ status: 'queued' }));
    store.dispatch(transportChanged('polling'));
    store.dispatch(setCurrentSession(session('session-0001')));
    render(
      <Provider>
        <ChatPage />
      </Provider>,
    );
  });

  afterEach(unmount);

  it('lists the messages with their status', () => {
    const message = {
      id: 'm-1',
      type: 'user' as const,
      content: '<b>hello</b>',
      timestamp: '2024-05-01T12:00:00Z',
      session_id: 'session-0001',
      status: 'delivered' as const,
    };
    act(() => void store.dispatch(messagesReceived({ sessionId: 'session-0001', messages: [message] })));
    expect(textsOf('message-content')).toEqual(['<b>hello</b>']);
    expect(textsOf('message-status')).toEqual(['Delivered']);
    expect(byId('message').querySelector('time')?.dateTime).toBe('2024-05-01T12:00:00Z');
  });

  it('hands what is written to the polling service', async () => {
    await type(byId('message-input'), 'good day');
    await click(byId('send-message'));
    expect(sent).toHaveBeenCalledWith({ content: 'good day', sessionId: 'session-0001', clientName: 'Example Ltd' });
    expect((byId('message-input') as HTMLTextAreaElement).value).toBe('');
  });

  it('does not send blanks', async () => {
    await type(byId('message-input'), '   ');
    expect((byId('send-message') as HTMLButtonElement).disabled).toBe(true);
  });
});
