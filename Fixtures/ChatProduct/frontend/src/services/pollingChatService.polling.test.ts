import { advance } from '@/testing/clock';
import { SESSION_ID, loadClient, pressKey, resetPage, setHidden } from '@/testing/client';
import { FakeServer } from '@/testing/fakeServer';

describe('polling', () => {
  let server: FakeServer;

  beforeEach(() => {
    resetPage();
    server = new FakeServer().install();
  });

  it('asks for nothing before it is started', async () => {
    await loadClient();
    await advance(60_000);
    expect(server.requests).toHaveLength(0);
  });

  it('begins at once and keeps its pace', async () => {
    const client = await loadClient();
    client.service.start();
    client.service.start();
    await advance(25_000);
    expect(server.gets()[0].headers.Authorization).toBe('Bearer token');
    expect(server.waits()).toEqual([3000, 3000, 3000, 3000, 3000, 3000, 3000, 3000]);
  });

  it('is faster while somebody types', async () => {
    const client = await loadClient();
    client.service.start();
    for (let press = 0; press < 40; press += 1) {
      pressKey();
      await advance(500);
    }
    expect(server.waits().length).toBeGreaterThan(8);
    server.waits().forEach((wait) => expect(wait).toBe(2000));
  });

  it('slows down after a minute without activity', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(120_000);
    const slow = server.waits().indexOf(10_000);
    expect(slow).toBeGreaterThan(0);
    expect(server.gets()[slow].at - server.gets()[0].at).toBeGreaterThanOrEqual(60_000);
    expect(server.gets()[slow].at - server.gets()[0].at).toBeLessThan(64_000);
    expect(new Set(server.waits().slice(slow))).toEqual(new Set([10_000]));
  });

  it('ends a slow wait when somebody comes back', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(100_340);
    const before = server.gets().length;
    pressKey();
    const pressedAt = Date.now();
    await advance(5000);
    expect(server.gets()[before].at - pressedAt).toBeLessThanOrEqual(2000);
    expect(server.waits()[before]).toBe(2000);
  });

  it('rests while the page is hidden', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(10_000);
    setHidden(true);
    const before = server.gets().length;
    await advance(180_000);
    expect(server.gets()).toHaveLength(before);
    setHidden(false);
    await advance(100);
    expect(server.gets()).toHaveLength(before + 1);
  });

  it('never has two requests under way', async () => {
    server.latency = 8000;
    const client = await loadClient();
    client.service.start();
    await advance(60_000);
    expect(server.gets().length).toBeGreaterThan(3);
    expect(Math.min(...server.waits())).toBeGreaterThanOrEqual(2000);
  });

  it('waits for the request under way when it is shown again, then asks once more', async () => {
    server.latency = 4000;
    const client = await loadClient();
    client.service.start();
    await advance(1000);
    setHidden(true);
    setHidden(false);
    await advance(2990);
    expect(server.gets()).toHaveLength(1);
    await advance(100);
    expect(server.gets()).toHaveLength(2);
    expect(server.gets()[0].aborted).toBe(false);
  });

  it('asks only for what is new', async () => {
    const [first] = [server.store(SESSION_ID, 'one'), server.store(SESSION_ID, 'two')];
    const client = await loadClient();
    client.service.start();
    await advance(4000);
    const last = server.stored[1];
    expect(server.gets()[0].query.get('since')).toBeNull();
    expect(server.gets()[1].query.get('since')).toBe(last.id);
    await advance(4000);
    expect(server.gets()[2].headers['If-None-Match']).toBe('W/"2-2"');
    expect(client.messages().map((message) => message.id)).toEqual([first.id, last.id]);
    expect(client.manager.getState()).toBe('connected');
  });

  it('shows a new message within five seconds', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(20_000);
    server.store(SESSION_ID, 'news');
    await advance(5000);
    expect(client.messages().map((message) => message.content)).toEqual(['news']);
  });

  it('reads a long session at once', async () => {
    for (let number = 0; number < 1200; number += 1) {
      server.store(SESSION_ID, `message ${number}`);
    }
    const client = await loadClient();
    client.service.start();
    await advance(200);
    expect(client.messages()).toHaveLength(1200);
    expect(server.gets()).toHaveLength(3);
  });

  it('polls nothing without a session and begins when one is chosen', async () => {
    const client = await loadClient(null);
    client.service.start();
    await advance(20_000);
    expect(server.gets()).toHaveLength(0);
    expect(client.store.getState().connection.lastError).toBeNull();
    client.select(SESSION_ID);
    await advance(100);
    expect(server.gets()).toHaveLength(1);
  });

  it('drops an answer for a session that was left', async () => {
    server.latency = 1000;
    server.store(SESSION_ID, 'of the first session');
    const client = await loadClient();
    client.service.start();
    await advance(500);
    client.select('session-0002');
    await advance(5000);
    expect(server.gets()[0].aborted).toBe(true);
    expect(client.messages()).toEqual([]);
  });

  it('keeps each session\'s messages', async () => {
    server.store(SESSION_ID, 'first');
    server.store('session-0002', 'second');
    const client = await loadClient();
    client.service.start();
    await advance(100);
    client.select('session-0002');
    await advance(100);
    expect(client.messages().map((message) => message.content)).toEqual(['second']);
    client.select(SESSION_ID);
    expect(client.messages().map((message) => message.content)).toEqual(['first']);
  });

  it('reads from the beginning when the server has forgotten where reading ended', async () => {
    server.store(SESSION_ID, 'old');
    const client = await loadClient();
    client.service.start();
    await advance(100);
    server.stored.length = 0;
    server.store('another-session', 'x');
    server.store(SESSION_ID, 'after the reset');
    await advance(4000);
    expect(client.messages().map((message) => message.content)).toEqual(['after the reset']);
    expect(client.manager.getState()).toBe('connected');
  });

  it('catches up with one request after the computer slept', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(10_000);
    const before = server.gets().length;
    jest.setSystemTime(Date.now() + 3_600_000);
    await advance(4000);
    expect(server.gets().length - before).toBeLessThanOrEqual(2);
  });

  it('uses the interval it is given', async () => {
    const client = await loadClient();
    client.service.setPollingInterval(4000);
    client.service.start();
    await advance(20_000);
    expect(new Set(server.waits())).toEqual(new Set([4000]));
  });

  it('asks for nothing after it is stopped', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(10_000);
    client.service.stop();
    const before = server.requests.length;
    await advance(120_000);
    expect(server.requests).toHaveLength(before);
    expect(client.manager.getState()).toBe('offline');
  });

  it('gives up a request under way when it is stopped', async () => {
    server.latency = 1500;
    const client = await loadClient();
    client.service.start();
    await advance(500);
    client.service.stop();
    client.service.start();
    await advance(5000);
    expect(server.gets()[0].aborted).toBe(true);
    expect(server.gets()[1].aborted).toBe(false);
  });

  it('uses the token of the moment', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(100);
    localStorage.setItem('adminToken', 'another');
    await advance(4000);
    expect(server.gets()[1].headers.Authorization).toBe('Bearer another');
  });
});
