import { store } from '@/store';
import { WebSocketService } from './websocketService';

class FakeSocket {
  static readonly OPEN = 1;
  static last: FakeSocket | null = null;
  readyState = FakeSocket.OPEN;
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly send = jest.fn((_text: string) => undefined);

  constructor(readonly url: string) {
    FakeSocket.last = this;
  }

  close(code: number): void {
    this.onclose?.({ code });
  }
}

describe('WebSocketService', () => {
  beforeEach(() => {
    Object.assign(globalThis, { WebSocket: FakeSocket, localStorage: { getItem: () => 'token' } });
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('pings while it is open', async () => {
    const service = new WebSocketService();
    const connected = service.connect();
    FakeSocket.last?.onopen?.();
    await connected;
    jest.advanceTimersByTime(25_000);
    expect(FakeSocket.last?.send).toHaveBeenCalledWith('{"kind":"ping"}');
    expect(store.getState().connection.socketOpen).toBe(true);
  });

  it('tells the store when it closes', async () => {
    const service = new WebSocketService();
    const connected = service.connect();
    FakeSocket.last?.onopen?.();
    await connected;
    service.disconnect();
    expect(service.status).toBe('closed');
    expect(store.getState().connection.socketCloseCode).toBe(1000);
  });
});
