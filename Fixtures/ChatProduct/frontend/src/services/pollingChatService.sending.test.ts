import { advance, settle } from '@/testing/clock';
import { SESSION_ID, loadClient, resetPage, watchStatus } from '@/testing/client';
import { FakeServer } from '@/testing/fakeServer';
import type { Fault } from '@/testing/fakeServer';

/** Faults for posts only; polls go on. */
function forPosts(fault: Fault): Fault {
  return (request) => (request.method === 'POST' ? fault(request) : undefined);
}

function refusing(status: number): Fault {
  return forPosts(() => ({ status, body: { success: false, error: 'the server\'s own words' } }));
}

describe('sending', () => {
  let server: FakeServer;

  beforeEach(() => {
    resetPage();
    server = new FakeServer().install();
  });

  /** When each attempt was made, from the first one on. */
  function attempts(): number[] {
    return server.posts().map((post) => post.at - server.posts()[0].at);
  }

  it('shows a message in the same turn', async () => {
    const client = await loadClient();
    void client.send('hello');
    expect(client.messages()).toHaveLength(1);
    expect(client.messages()[0]).toMatchObject({ content: 'hello', status: 'sending', type: 'user' });
  });

  it('goes through each status once', async () => {
    const client = await loadClient();
    const seen = watchStatus(client, 'hello');
    client.service.start();
    const outcome = await Promise.all([client.send('hello'), advance(6000)]);
    expect(outcome[0]).toEqual({ status: 'sent', id: server.stored[0].id });
    expect(seen).toEqual(['sending', 'sent', 'delivered']);
    expect(client.messages()[0].id).toBe(server.stored[0].id);
  });

  it('counts as delivered after a while without polling', async () => {
    const client = await loadClient();
    const seen = watchStatus(client, 'hello');
    void client.send('hello');
    await advance(5000);
    expect(seen).toEqual(['sending', 'sent', 'delivered']);
  });

  it('keeps the content as it is', async () => {
    const client = await loadClient();
    const text = ' <b>&\u0000 👩‍👩‍👧 é\n';
    void client.send(text);
    await advance(100);
    expect(server.posts()[0].body.content).toBe(text);
  });

  it('shows a message and its reply once each', async () => {
    const client = await loadClient();
    client.service.start();
    void client.send('question');
    await advance(100);
    server.store(SESSION_ID, 'answer', 'assistant', 'assistant');
    await advance(10_000);
    expect(client.messages().map((message) => message.content)).toEqual(['question', 'answer']);
  });

  it('sends two messages of one turn in order', async () => {
    const client = await loadClient();
    void client.send('one');
    void client.send('two');
    await advance(200);
    expect(server.posts().map((post) => post.body.content)).toEqual(['one', 'two']);
    expect(new Set(client.messages().map((message) => message.id)).size).toBe(2);
  });

  it.each(['', '  \n', 'x'.repeat(10_001)])('refuses %j itself', async (text) => {
    const client = await loadClient();
    expect(await client.send(text)).toMatchObject({ status: 'failed' });
    await advance(100);
    expect(server.posts()).toHaveLength(0);
    expect(client.messages()).toHaveLength(0);
    expect(client.store.getState().chat.notice?.kind).toBe('refused');
  });

  it('counts characters, not code units', async () => {
    const client = await loadClient();
    void client.send('👍'.repeat(10_000));
    await advance(100);
    expect(server.posts()).toHaveLength(1);
  });

  it('tries five times, then the message has failed', async () => {
    server.fault = refusing(503);
    const client = await loadClient();
    client.service.start();
    const seen = watchStatus(client, 'hello');
    void client.send('hello');
    await advance(180_000);
    expect(attempts()).toEqual([0, 1020, 3040, 7060, 15_080]);
    expect(seen).toEqual(['sending', 'failed']);
    expect(client.messages()[0].error).toBe('The message could not be sent.');
  });

  it.each([0, 0.25, 0.999999])('waits ten percent more or less: %s', async (random) => {
    jest.spyOn(Math, 'random').mockReturnValue(random);
    server.fault = refusing(503);
    const client = await loadClient();
    void client.send('hello');
    await advance(30_000);
    const waits = attempts().slice(1).map((at, index) => at - attempts()[index] - server.latency);
    [1000, 2000, 4000, 8000].forEach((nominal, index) => {
      expect(Math.abs(waits[index] - nominal * (0.9 + 0.2 * random))).toBeLessThanOrEqual(20);
    });
  });

  it.each([400, 403, 404, 413, 415, 422])('takes %s for an answer', async (status) => {
    server.fault = refusing(status);
    const client = await loadClient();
    void client.send('hello');
    await advance(60_000);
    expect(server.posts()).toHaveLength(1);
    expect(client.messages()[0]).toMatchObject({ status: 'failed', error: 'the server\'s own words' });
  });

  it('asks to sign in at 401', async () => {
    server.fault = refusing(401);
    const client = await loadClient();
    client.service.start();
    await advance(100);
    void client.send('hello');
    await advance(60_000);
    expect(server.posts()).toHaveLength(1);
    expect(server.gets().length).toBeLessThanOrEqual(2);
    expect(client.store.getState().connection.signInRequired).toBe(true);
  });

  it.each(['30', 'Wed, 01 May 2024 12:00:30 GMT'])('waits as long as 429 asks for: %s', async (retryAfter) => {
    const busy = { status: 429, headers: { 'Retry-After': retryAfter } };
    server.fault = forPosts(() => (server.posts().length === 1 ? busy : undefined));
    const client = await loadClient();
    void client.send('hello');
    await advance(60_000);
    expect(attempts()[1]).toBeGreaterThanOrEqual(29_980);
    expect(attempts()[1]).toBeLessThanOrEqual(33_000);
    expect(client.messages()[0].status).toBe('delivered');
  });

  it('gives up an attempt after ten seconds', async () => {
    server.fault = forPosts(() => (server.posts().length === 1 ? 'hang' : undefined));
    const client = await loadClient();
    void client.send('hello');
    await advance(30_000);
    expect(attempts()).toEqual([0, 11_000]);
    expect(server.posts()[0].aborted).toBe(true);
  });

  it('stores a message once when the answer was lost', async () => {
    server.fault = forPosts(() => (server.posts().length === 1 ? 'answer lost' : undefined));
    const client = await loadClient();
    client.service.start();
    const seen = watchStatus(client, 'hello');
    void client.send('hello');
    await advance(20_000);
    const [first, second] = server.posts();
    expect(second.headers['Idempotency-Key']).toBe(first.headers['Idempotency-Key']);
    expect(server.stored).toHaveLength(1);
    expect(client.messages()).toHaveLength(1);
    expect(seen).toEqual(['sending', 'sent', 'delivered']);
  });

  it('recognises a message whose answers were all lost', async () => {
    server.fault = forPosts(() => 'answer lost');
    const client = await loadClient();
    client.service.start();
    const seen = watchStatus(client, 'hello');
    void client.send('hello');
    await advance(60_000);
    expect(client.messages()).toHaveLength(1);
    expect(seen).toEqual(['sending', 'sent', 'delivered']);
  });

  it('does not take success:false for success', async () => {
    server.fault = forPosts(() => ({ status: 200, body: { success: false } }));
    const client = await loadClient();
    const seen = watchStatus(client, 'hello');
    void client.send('hello');
    await advance(60_000);
    expect(seen).toEqual(['sending', 'failed']);
    expect(server.posts()).toHaveLength(5);
  });

  it('sends a failed message again in its place', async () => {
    server.fault = refusing(503);
    const client = await loadClient();
    client.service.start();
    void client.send('hello');
    await advance(20_000);
    server.fault = () => undefined;
    void client.send('later');
    await advance(5000);
    const seen = watchStatus(client, 'hello');
    const [failed] = client.messages();
    const before = server.posts().length;
    void client.service.retryMessage(failed.localId ?? '');
    await advance(6000);
    expect(server.posts()).toHaveLength(before + 1);
    expect(seen).toEqual(['sending', 'sent', 'delivered']);
    expect(client.messages().map((message) => message.content)).toEqual(['hello', 'later']);
    expect(server.posts()[before].headers['Idempotency-Key']).toBe(failed.localId);
  });

  it('settles when it is stopped, and sends the message after the next start', async () => {
    server.fault = refusing(503);
    const client = await loadClient();
    client.service.start();
    const outcome = client.send('hello');
    await advance(2000);
    client.service.stop();
    expect(await outcome).toEqual({ status: 'queued' });
    server.fault = () => undefined;
    await advance(600_000);
    expect(client.messages()[0].status).toBe('sending');
    client.service.start();
    await advance(6000);
    expect(client.messages().map((message) => message.status)).toEqual(['delivered']);
  });

  it('keeps to the server\'s order in the end', async () => {
    const client = await loadClient();
    client.service.start();
    await advance(100);
    server.latency = 1500;
    void client.send('mine');
    await settle();
    server.store(SESSION_ID, 'theirs');
    await advance(20_000);
    const stored = server.stored.map((message) => message.content);
    expect(client.messages().map((message) => message.content)).toEqual(stored);
  });
});
