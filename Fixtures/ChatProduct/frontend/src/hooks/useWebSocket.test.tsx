import { act } from 'react-dom/test-utils';
import { store } from '@/store';
import { Provider } from '@/store/react';
import { pingSent, pongReceived, reconnectScheduled } from '@/store/slices/connectionSlice';
import { byId, render, unmount } from '@/testing/render';
import { useWebSocket } from './useWebSocket';

function Probe() {
  return <i data-testid="probe">{JSON.stringify(useWebSocket())}</i>;
}

const shown = (): unknown => JSON.parse(byId('probe').textContent ?? '');

describe('useWebSocket', () => {
  afterEach(unmount);

  it('follows the socket\'s part of the store', () => {
    render(
      <Provider>
        <Probe />
      </Provider>,
    );
    expect(shown()).toEqual({ status: 'closed', reconnectAttempts: 0, roundTrip: null });
    act(() => void store.dispatch(reconnectScheduled(1)));
    expect(shown()).toEqual({ status: 'reconnecting', reconnectAttempts: 1, roundTrip: null });
    act(() => {
      store.dispatch(pingSent(1000));
      store.dispatch(pongReceived(1042));
    });
    expect(shown()).toEqual({ status: 'reconnecting', reconnectAttempts: 1, roundTrip: 42 });
  });
});
