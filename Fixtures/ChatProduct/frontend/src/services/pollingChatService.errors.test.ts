import { advance } from '@/testing/clock';
import { SESSION_ID, loadClient, resetPage, setHidden, setOnline } from '@/testing/client';
import { FakeServer } from '@/testing/fakeServer';
import type { Fault } from '@/testing/fakeServer';

const UNREACHABLE: Fault = () => 'unreachable';

const REFUSAL = { success: false, error: 'x' };

function answering(status: number, body: unknown = REFUSAL): Fault {
  return () => ({ status, body });
}

describe('polling with errors', () => {
  let server: FakeServer;

  beforeEach(() => {
    resetPage();
    server = new FakeServer().install();
  });

  it('waits longer after each error, up to half a minute', async () => {
    server.fault = UNREACHABLE;
    const client = await loadClient();
    client.service.start();
    await advance(300_000);
    const waits = server.waits();
    [4500, 6750, 10_125, 15_187, 22_781, 30_000, 30_000].forEach((nominal, index) => {
      expect(Math.abs(waits[index] - nominal)).toBeLessThanOrEqual(20);
    });
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_050);
  });

  it('is back to its pace after a success', async () => {
    server.fault = (request) => (request.at < Date.parse('2024-05-01T12:00:06Z') ? 'unreachable' : undefined);
    const client = await loadClient();
    client.service.start();
    await advance(30_000);
    expect(server.waits().slice(2, 4)).toEqual([3000, 3000]);
    expect(client.manager.getState()).toBe('connected');
    expect(client.store.getState().connection.lastError).toBeNull();
  });

  it('does not give up during a long outage', async () => {
    server.fault = UNREACHABLE;
    const client = await loadClient();
    client.service.start();
    await advance(3_600_000);
    const last = server.gets()[server.gets().length - 1];
    expect(Date.now() - last.at).toBeLessThan(35_000);
  });

  it.each([500, 502, 503, 504])('takes %s for an outage', async (status) => {
    server.fault = answering(status);
    const client = await loadClient();
    client.service.start();
    await advance(5000);
    expect(server.waits()).toEqual([4500]);
    expect(client.manager.getState()).toBe('error');
  });

  it('stops and asks to sign in at 401', async () => {
    server.fault = answering(401);
    const client = await loadClient();
    client.service.start();
    await advance(60_000);
    expect(server.gets()).toHaveLength(1);
    expect(client.store.getState().connection).toMatchObject({ status: 'failed', signInRequired: true });
    server.fault = () => undefined;
    client.service.start();
    await advance(100);
    expect(client.manager.getState()).toBe('connected');
    expect(client.store.getState().connection.signInRequired).toBe(false);
  });

  it('stops at 403 until another session is chosen', async () => {
    server.fault = (request) =>
      request.query.get('session_id') === SESSION_ID ? { status: 403, body: REFUSAL } : undefined;
    const client = await loadClient();
    client.service.start();
    await advance(60_000);
    expect(server.gets()).toHaveLength(1);
    expect(client.store.getState().connection.lastError).toBe('You have no access to this conversation.');
    client.select('session-0002');
    await advance(100);
    expect(client.manager.getState()).toBe('connected');
  });

  it('waits as long as 429 asks for', async () => {
    server.fault = () => (server.gets().length === 1 ? { status: 429, headers: { 'Retry-After': '30' } } : undefined);
    const client = await loadClient();
    client.service.start();
    await advance(10_000);
    setHidden(true);
    setHidden(false); // being shown again is no reason to come earlier
    await advance(30_000);
    expect(server.waits()[0]).toBeGreaterThanOrEqual(29_980);
  });

  it('gives up a request after ten seconds', async () => {
    server.fault = () => 'hang';
    const client = await loadClient();
    client.service.start();
    await advance(9990);
    expect(server.gets()[0].aborted).toBe(false);
    await advance(20);
    expect(server.gets()[0].aborted).toBe(true);
    expect(client.manager.getState()).toBe('error');
  });

  it.each<unknown>([
    '<html></html>',
    '',
    '{"success":true,"mess',
    REFUSAL,
    [],
    { success: true, messages: [{ id: 1 }] },
  ])('counts a broken answer as an error: %j', async (body) => {
    server.fault = answering(200, body);
    const client = await loadClient();
    client.service.start();
    await advance(5000);
    expect(client.manager.getState()).toBe('error');
    expect(server.gets()).toHaveLength(2);
  });

  it('takes null for an empty list', async () => {
    server.fault = answering(200, { success: true, messages: null });
    const client = await loadClient();
    client.service.start();
    await advance(100);
    expect(client.manager.getState()).toBe('connected');
  });

  it('takes an unknown session for an empty one', async () => {
    server.fault = answering(404);
    const client = await loadClient();
    client.service.start();
    await advance(10_000);
    expect(server.waits()).toEqual([3000, 3000, 3000]);
    expect(client.manager.getState()).toBe('connected');
  });

  it('rests while offline and begins at once when back', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(10_000);
    setOnline(false);
    const before = server.gets().length;
    expect(client.manager.getState()).toBe('offline');
    await advance(120_000);
    expect(server.gets()).toHaveLength(before);
    setOnline(true);
    await advance(100);
    expect(server.gets()).toHaveLength(before + 1);
    expect(client.manager.getState()).toBe('connected');
  });

  it('believes the event even if the browser still says that it is online', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(100);
    window.dispatchEvent(new Event('offline'));
    void client.send('hello');
    setHidden(true);
    setHidden(false);
    const before = server.requests.length;
    await advance(30_000);
    expect(server.requests).toHaveLength(before);
    window.dispatchEvent(new Event('online'));
    await advance(100);
    expect(server.posts()).toHaveLength(1);
  });

  it('knows at the start that it is offline', async () => {
    setOnline(false);
    const client = await loadClient();
    client.service.start();
    await advance(10_000);
    expect(client.manager.getState()).toBe('offline');
    expect(server.requests).toHaveLength(0);
  });

  it('asks at most once while hidden after errors', async () => {
    server.fault = UNREACHABLE;
    const client = await loadClient();
    client.service.start();
    await advance(15_000);
    setHidden(true);
    const before = server.gets().length;
    await advance(120_000);
    expect(server.gets()).toHaveLength(before);
  });

  it('tries again at once when told to, with one chain of requests', async () => {
    server.fault = UNREACHABLE;
    const client = await loadClient();
    client.service.start();
    await advance(60_000);
    server.fault = () => undefined;
    const before = server.gets().length;
    client.service.forceReconnect();
    await advance(5000);
    expect(server.gets()[before].at).toBe(Date.now() - 5000);
    expect(server.waits().slice(before)).toEqual([2000, 2000]);
    expect(client.manager.getState()).toBe('connected');
  });
});
