import { advance } from '@/testing/clock';
import { SESSION_ID, loadClient, resetPage, setOnline } from '@/testing/client';
import { FakeServer } from '@/testing/fakeServer';
import { OUTBOX_LIMIT } from './outbox';

describe('the outbox', () => {
  let server: FakeServer;

  beforeEach(() => {
    resetPage();
    server = new FakeServer().install();
  });

  function posted(): unknown[] {
    return server.posts().map((post) => post.body.content);
  }

  function storedContents(): string[] {
    return server.stored.map((message) => message.content);
  }

  it('keeps messages while offline and sends them in order', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(5000);
    setOnline(false);
    const outcomes = Promise.all(['m1', 'm2', 'm3'].map((text) => client.send(text)));
    await advance(10_000);
    expect(await outcomes).toEqual([{ status: 'queued' }, { status: 'queued' }, { status: 'queued' }]);
    expect(server.posts()).toHaveLength(0);
    expect(client.messages().map((message) => message.status)).toEqual(['sending', 'sending', 'sending']);
    setOnline(true);
    await advance(5000);
    expect(posted()).toEqual(['m1', 'm2', 'm3']);
    expect(client.messages().map((message) => message.status)).toEqual(['delivered', 'delivered', 'delivered']);
  });

  it('sends without polling when the network is back', async () => {
    const client = await loadClient();
    setOnline(false);
    void client.send('hello');
    await advance(7000);
    setOnline(true);
    await advance(1000);
    expect(posted()).toEqual(['hello']);
  });

  it('keeps the order while the first message is tried again', async () => {
    server.fault = (request) => (request.method === 'POST' && server.posts().length < 3 ? { status: 503 } : undefined);
    const client = await loadClient();
    client.service.start();
    void client.send('m1');
    void client.send('m2');
    await advance(2500);
    void client.send('m3');
    await advance(10_000);
    expect(storedContents()).toEqual(['m1', 'm2', 'm3']);
  });

  it('survives a reload', async () => {
    const before = await loadClient();
    before.service.start();
    setOnline(false);
    void before.send('m1');
    void before.send('m2');
    const after = await loadClient(null);
    after.service.start();
    expect(after.messages().map((message) => message.content)).toEqual(['m1', 'm2']);
    before.service.stop();
    setOnline(true);
    await advance(6000);
    expect(storedContents()).toEqual(['m1', 'm2']);
    expect(after.messages().map((message) => message.status)).toEqual(['delivered', 'delivered']);
    expect(localStorage.getItem('chatOutbox')).toBeNull();
  });

  it('shows a failed message again after a reload', async () => {
    server.fault = () => ({ status: 400, body: { success: false, error: 'not like this' } });
    const before = await loadClient();
    void before.send('hello');
    await advance(100);
    server.fault = () => undefined;
    before.service.stop();
    const after = await loadClient(null);
    after.service.start();
    await advance(100);
    expect(after.messages()[0]).toMatchObject({ status: 'failed', error: 'not like this' });
    void after.service.retryMessage(after.messages()[0].localId ?? '');
    await advance(6000);
    expect(after.messages()[0].status).toBe('delivered');
  });

  it('leaves another user\'s messages alone', async () => {
    const token = (name: string) => `x.${btoa(JSON.stringify({ username: name }))}.y`;
    localStorage.setItem('adminToken', token('ada'));
    const before = await loadClient();
    setOnline(false);
    void before.send('of ada');
    before.service.stop();
    localStorage.setItem('adminToken', token('grace'));
    const after = await loadClient(null);
    after.service.start();
    setOnline(true);
    await advance(5000);
    expect(posted()).toEqual([]);
    after.service.stop();
    localStorage.setItem('adminToken', token('ada'));
    const again = await loadClient(null);
    again.service.start();
    await advance(5000);
    expect(posted()).toEqual(['of ada']);
  });

  it('loses and repeats nothing when the connection drops again', async () => {
    const client = await loadClient();
    client.service.start();
    setOnline(false);
    const texts = Array.from({ length: 20 }, (_, index) => `m${index}`);
    texts.forEach((text) => void client.send(text));
    setOnline(true);
    await advance(110); // five of twenty
    setOnline(false);
    await advance(10_000);
    expect(server.stored.length).toBeLessThan(20);
    setOnline(true);
    await advance(5000);
    expect(storedContents()).toEqual(texts);
  });

  it('sends by itself once the server can be reached again', async () => {
    const healthyAt = Date.now() + 30_000;
    server.fault = (request) => (request.at < healthyAt ? 'unreachable' : undefined);
    const client = await loadClient();
    client.service.start();
    ['m1', 'm2', 'm3'].forEach((text) => void client.send(text));
    await advance(70_000);
    expect(storedContents()).toEqual(['m1', 'm2', 'm3']);
    expect(client.messages().map((message) => message.status)).toEqual(['delivered', 'delivered', 'delivered']);
  });

  it('has one request under way, and a limit', async () => {
    const client = await loadClient();
    client.service.start();
    setOnline(false);
    for (let number = 0; number < OUTBOX_LIMIT; number += 1) {
      void client.send(`m${number}`);
    }
    expect(await client.send('one too many')).toMatchObject({ status: 'failed' });
    setOnline(true);
    await advance(20_000);
    expect(server.stored).toHaveLength(OUTBOX_LIMIT);
    const times = server.posts().map((post) => post.at);
    times.slice(1).forEach((at, index) => expect(at - times[index]).toBeGreaterThanOrEqual(server.latency));
  });

  it('goes on without storage', async () => {
    const client = await loadClient();
    const refused = jest.spyOn(Storage.prototype, 'setItem');
    refused.mockImplementation(() => {
      throw new Error('full');
    });
    void client.send('hello', SESSION_ID);
    await advance(100);
    expect(storedContents()).toEqual(['hello']);
    refused.mockRestore();
  });
});
