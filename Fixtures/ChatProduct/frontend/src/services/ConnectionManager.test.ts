import { advance } from '@/testing/clock';
import { loadClient, resetPage, setOnline } from '@/testing/client';
import type { Client } from '@/testing/client';
import { FakeServer } from '@/testing/fakeServer';

/** What the store may show while the manager is in a state. */
const DISPLAYED: Record<string, readonly string[]> = {
  connected: ['connected'],
  polling: ['polling'],
  error: ['reconnecting', 'failed'],
  offline: ['offline'],
};

const ALLOWED = [
  'offline>polling',
  'polling>connected',
  'polling>error',
  'connected>error',
  'error>polling',
  'error>connected',
  'polling>offline',
  'connected>offline',
  'error>offline',
];

function watch(client: Client): string[] {
  const states: string[] = [client.manager.getState()];
  client.manager.subscribe((state) => {
    states.push(state);
    expect(DISPLAYED[state]).toContain(client.store.getState().connection.status);
  });
  return states;
}

describe('ConnectionManager', () => {
  let server: FakeServer;

  beforeEach(() => {
    resetPage();
    server = new FakeServer().install();
  });

  it('goes from offline over polling to connected', async () => {
    const client = await loadClient();
    const states = watch(client);
    client.service.start();
    await advance(5000);
    expect(states).toEqual(['offline', 'polling', 'connected']);
  });

  it('takes only allowed ways', async () => {
    const client = await loadClient();
    const states = watch(client);
    client.service.start();
    await advance(5000);
    server.fault = () => 'unreachable';
    await advance(20_000);
    setOnline(false);
    await advance(5000);
    setOnline(true);
    await advance(10_000);
    server.fault = () => undefined;
    client.service.forceReconnect();
    await advance(5000);
    client.service.stop();
    const ways = states.slice(1).map((state, index) => `${states[index]}>${state}`);
    ways.forEach((way) => expect(ALLOWED).toContain(way));
    expect(states.join(' ')).toBe(
      'offline polling connected error offline polling error polling connected offline',
    );
  });

  it('ignores what does not follow from its state', async () => {
    const { manager } = await loadClient();
    manager.pollFailed('network');
    expect(manager.getState()).toBe('offline');
    manager.pollSucceeded();
    expect(manager.getState()).toBe('offline');
  });

  it('has different words for each state, and for a long outage', async () => {
    const { manager, store } = await loadClient();
    const texts = [manager.getStatusMessage()];
    manager.pollingBegins();
    texts.push(manager.getStatusMessage());
    manager.pollSucceeded();
    texts.push(manager.getStatusMessage());
    manager.pollFailed('network');
    texts.push(manager.getStatusMessage());
    for (let failure = 0; failure < 4; failure += 1) {
      manager.pollFailed('network');
    }
    texts.push(manager.getStatusMessage());
    expect(new Set(texts).size).toBe(5);
    expect(store.getState().connection.lastError).toBe(texts[4]);
  });

  it('calls each listener once, and one that throws does not keep others from hearing', async () => {
    const { manager } = await loadClient();
    const complaint = jest.spyOn(console, 'error');
    complaint.mockImplementation(() => undefined);
    const heard = jest.fn((_state: string) => undefined);
    manager.subscribe(() => {
      throw new Error('broken listener');
    });
    const unsubscribe = manager.subscribe(heard);
    manager.pollingBegins();
    manager.pollingBegins();
    expect(heard).toHaveBeenCalledTimes(1);
    unsubscribe();
    manager.pollSucceeded();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(complaint).toHaveBeenCalledTimes(2);
    complaint.mockRestore();
  });
});
