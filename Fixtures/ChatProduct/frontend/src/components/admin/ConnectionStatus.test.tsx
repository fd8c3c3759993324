import { act } from 'react-dom/test-utils';
import { store } from '@/store';
import { Provider } from '@/store/react';
import { transportChanged } from '@/store/slices/chatSlice';
import { reconnectScheduled, statusChanged } from '@/store/slices/connectionSlice';
import { allById, byId, render, unmount } from '@/testing/render';
import { ConnectionStatus, statusText } from './ConnectionStatus';

describe('ConnectionStatus', () => {
  beforeEach(() =>
    render(
      <Provider>
        <ConnectionStatus />
      </Provider>,
    ),
  );

  afterEach(unmount);

  it('shows what polling is up to', () => {
    act(() => {
      store.dispatch(transportChanged('polling'));
      store.dispatch(statusChanged({ status: 'failed', error: 'No access.', signInRequired: false }));
    });
    expect(byId('connection-status').textContent).toBe('Not connected');
    expect(byId('connection-error').textContent).toBe('No access.');
    expect(allById('reconnect')).toHaveLength(1);
  });

  it('shows what the socket is up to', () => {
    act(() => {
      store.dispatch(transportChanged('websocket'));
      store.dispatch(reconnectScheduled(2));
    });
    expect(byId('connection-status').textContent).toBe('Reconnecting…');
    expect(document.body.textContent).toContain('Attempt 2');
    expect(allById('reconnect')).toHaveLength(0);
  });

  it.each(['connected', 'polling', 'offline'] as const)('has words for polling: %s', (status) => {
    expect(statusText(status).length).toBeGreaterThan(0);
  });

  it.each(['connecting', 'open', 'closed'] as const)('has words for the socket: %s', (status) => {
    expect(statusText(status).length).toBeGreaterThan(0);
  });
});
