import { session } from '@/testing/client';

async function loadStore() {
  jest.resetModules();
  const { store } = await import('.');
  const chat = await import('./slices/chatSlice');
  const connection = await import('./slices/connectionSlice');
  return { store, chat, connection };
}

describe('the store', () => {
  beforeEach(() => localStorage.clear());

  it('comes back to the last session', async () => {
    const first = await loadStore();
    first.store.dispatch(first.chat.setCurrentSession(session('session-0007')));
    const second = await loadStore();
    expect(second.store.getState().chat.currentSession?.id).toBe('session-0007');
    second.store.dispatch(second.chat.chatCleared());
    const third = await loadStore();
    expect(third.store.getState().chat.currentSession).toBeNull();
  });

  it('begins without a session when what it kept cannot be read', async () => {
    localStorage.setItem('chatSession', '{"id":');
    const { store } = await loadStore();
    expect(store.getState().chat.currentSession).toBeNull();
  });

  it('warns about state that cannot be written down, but for the socket', async () => {
    const warned = jest.spyOn(console, 'warn');
    warned.mockImplementation(() => undefined);
    const { store, connection } = await loadStore();
    class Socket {}
    store.dispatch(connection.socketOpened(new Socket() as WebSocket));
    expect(warned).not.toHaveBeenCalled();
    store.dispatch({ type: 'chat/modeChanged', payload: new Map() });
    expect(warned).toHaveBeenCalledTimes(2);
    warned.mockRestore();
  });

  it('resets the socket\'s part when it closes', async () => {
    const { store, connection } = await loadStore();
    store.dispatch(connection.reconnectScheduled(2));
    expect(store.getState().connection).toMatchObject({ socketStatus: 'reconnecting', reconnectAttempts: 2 });
    store.dispatch(connection.pingSent(1));
    store.dispatch(connection.pongReceived(2));
    store.dispatch(connection.socketClosed(1006));
    expect(store.getState().connection).toMatchObject({ socketCloseCode: 1006, lastPingAt: null, lastPongAt: null });
  });

  it('keeps sessions that were shared up to date', async () => {
    const { store, chat } = await loadStore();
    store.dispatch(chat.setCurrentSession(session('session-0001')));
    store.dispatch(chat.sessionsLoaded([{ ...session('session-0001'), shared: true }]));
    expect(store.getState().chat.currentSession?.shared).toBe(true);
  });
});
