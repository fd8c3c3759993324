import { renderToStaticMarkup } from 'react-dom/server';
import { store } from '@/store';
import { Provider } from '@/store/react';
import { messageAdded } from '@/store/slices/chatSlice';
import ChatPage from './ChatPage';

// The page used the socket once; without this its module would open one.
jest.mock('@/services/websocketService');

describe('ChatPage', () => {
  it('lists the messages with their status', () => {
    store.dispatch(
      messageAdded({
        id: 'm-1',
        type: 'user',
        content: 'hello',
        timestamp: '2024-05-01T12:00:00Z',
        session_id: 'session-0001',
        status: 'delivered',
      }),
    );
    const markup = renderToStaticMarkup(
      <Provider>
        <ChatPage />
      </Provider>,
    );
    expect(markup).toContain('<li data-status="delivered">hello</li>');
  });
});
