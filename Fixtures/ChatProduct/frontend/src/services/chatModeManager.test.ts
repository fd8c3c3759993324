import { advance } from '@/testing/clock';
import { SESSION_ID, loadClient, resetPage } from '@/testing/client';
import { FakeServer } from '@/testing/fakeServer';
import { FakeSocket } from '@/testing/fakeSocket';

describe('ChatModeManager', () => {
  let server: FakeServer;

  beforeEach(() => {
    resetPage();
    server = new FakeServer().install();
    FakeSocket.install();
  });

  async function start(mode: string) {
    server.mode = mode;
    const client = await loadClient();
    const { chatModeManager: modes } = await import('./chatModeManager');
    const { websocketService } = await import('./websocketService');
    modes.start();
    await advance(100);
    return { ...client, modes, websocketService };
  }

  const events = () =>
    server.requests.filter((request) => request.path.endsWith('/events')).map((request) => request.body);

  it('polls in polling mode, as the server says', async () => {
    const { modes, service, store } = await start('polling');
    expect(modes.currentMode()).toBe('polling');
    expect(service.isRunning()).toBe(true);
    expect(store.getState().chat).toMatchObject({ mode: 'polling', transport: 'polling' });
  });

  it('opens the socket in websocket mode and never falls back', async () => {
    const { service, modes } = await start('websocket');
    for (let failure = 0; failure < 6; failure += 1) {
      FakeSocket.last.drop();
      await advance(30_000);
    }
    expect(service.isRunning()).toBe(false);
    expect(modes.currentTransport()).toBe('websocket');
    modes.stop();
  });

  it('falls back to polling when the socket fails again and again', async () => {
    const { modes, service, store } = await start('auto');
    const began = Date.now();
    FakeSocket.last.drop();
    await advance(1000);
    FakeSocket.last.drop();
    await advance(2000);
    FakeSocket.last.drop();
    await advance(4900);
    expect(service.isRunning()).toBe(false);
    await advance(200);
    expect(service.isRunning()).toBe(true);
    expect(modes.currentMode()).toBe('auto');
    expect(store.getState().chat.transport).toBe('polling');
    expect(store.getState().chat.notice?.kind).toBe('fallback');
    expect(events()).toEqual([
      { type: 'fallback', transport: 'polling', reason: 'connect_failed', latency_ms: Date.now() - began - 100 },
    ]);
    const sockets = FakeSocket.all.length;
    await advance(120_000);
    expect(FakeSocket.all).toHaveLength(sockets);
  });

  it('stays with the socket when it opens in time', async () => {
    const { modes } = await start('auto');
    for (const wait of [1000, 2000, 4000]) {
      FakeSocket.last.drop();
      await advance(wait);
    }
    FakeSocket.last.open();
    await advance(10_000);
    expect(modes.currentTransport()).toBe('websocket');
    expect(events()).toEqual([{ type: 'reconnected', transport: 'websocket', latency_ms: 7000 }]);
    modes.stop();
  });

  it('hands unsent messages over when it falls back', async () => {
    const { messages, websocketService } = await start('auto');
    void websocketService.sendMessage({ content: 'hello', sessionId: SESSION_ID });
    for (const wait of [1000, 2000, 6000]) {
      FakeSocket.last.drop();
      await advance(wait);
    }
    await advance(5000);
    expect(server.stored.map((message) => message.content)).toEqual(['hello']);
    expect(messages().map((message) => message.status)).toEqual(['delivered']);
  });

  it('obeys the manual switch, also after a reload', async () => {
    const first = await start('auto');
    first.modes.switchMode('polling');
    await advance(100);
    expect(first.service.isRunning()).toBe(true);
    expect(FakeSocket.last.readyState).toBe(3);
    first.modes.switchMode('websocket');
    expect(first.service.isRunning()).toBe(false);
    first.modes.switchMode('polling');
    first.modes.stop();
    const second = await start('auto');
    expect(second.modes.currentMode()).toBe('polling');
  });

  it('takes the polling interval from the configuration', async () => {
    const { service, modes } = await start('polling');
    const { DEFAULT_CONFIG } = await import('./chatConfig');
    modes.applyConfig({ ...DEFAULT_CONFIG, mode: 'polling', pollingInterval: 5000 });
    const before = server.gets().length;
    await advance(20_000);
    expect(server.waits().slice(before)).toEqual([5000, 5000, 5000]);
    service.stop();
  });

  it('starts with what it knows when the configuration cannot be loaded', async () => {
    const warned = jest.spyOn(console, 'warn');
    warned.mockImplementation(() => undefined);
    server.fault = (request) => (request.path.endsWith('/config') ? 'unreachable' : undefined);
    const { modes } = await start('polling');
    expect(modes.currentMode()).toBe('auto');
    expect(FakeSocket.all).toHaveLength(1);
    expect(warned).toHaveBeenCalledTimes(1);
    warned.mockRestore();
    modes.stop();
  });
});
