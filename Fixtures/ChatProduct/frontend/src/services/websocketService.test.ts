import { advance, settle } from '@/testing/clock';
import { SESSION_ID, loadClient, resetPage, watchStatus } from '@/testing/client';
import { FakeServer } from '@/testing/fakeServer';
import { FakeSocket } from '@/testing/fakeSocket';

describe('WebSocketService', () => {
  let server: FakeServer;

  beforeEach(() => {
    resetPage();
    server = new FakeServer().install();
    FakeSocket.install();
  });

  async function connect() {
    const client = await loadClient();
    const { websocketService } = await import('./websocketService');
    websocketService.start();
    FakeSocket.last.open();
    await advance(100);
    return { ...client, websocketService };
  }

  const send = (websocketService: Awaited<ReturnType<typeof connect>>['websocketService'], content: string) =>
    websocketService.sendMessage({ content, sessionId: SESSION_ID });

  it('shows its token as a subprotocol, never in the address', async () => {
    await connect();
    expect(FakeSocket.last.url).toBe('ws://localhost/api/v1/admin/chat/ws');
    expect(FakeSocket.last.protocols).toEqual(['bearer', 'token']);
  });

  it('reads the history and follows the session from there', async () => {
    const last = server.store(SESSION_ID, 'earlier');
    const { messages } = await connect();
    expect(messages().map((message) => message.content)).toEqual(['earlier']);
    const subscription = { type: 'subscribe', session_id: SESSION_ID, after: last.id };
    expect(FakeSocket.last.ofType('subscribe')).toEqual([subscription]);
  });

  it('shows and acknowledges what is pushed', async () => {
    const { messages } = await connect();
    const message = server.store(SESSION_ID, 'pushed');
    FakeSocket.last.push({ type: 'message', message });
    expect(messages().map((shown) => shown.content)).toEqual(['pushed']);
    expect(FakeSocket.last.ofType('ack')).toEqual([{ type: 'ack', message_id: message.id }]);
  });

  it('takes a message through its statuses', async () => {
    const client = await connect();
    const seen = watchStatus(client, 'hello');
    const outcome = send(client.websocketService, 'hello');
    const [frame] = FakeSocket.last.ofType('message');
    const message = server.store(SESSION_ID, 'hello');
    FakeSocket.last.push({ type: 'ack', client_id: frame.client_id, message_id: message.id });
    FakeSocket.last.push({ type: 'message', message });
    expect(await outcome).toEqual({ status: 'sent', id: message.id });
    expect(seen).toEqual(['sending', 'sent', 'delivered']);
    expect(client.messages()).toHaveLength(1);
  });

  it('fails a message that is refused or not acknowledged, and sends it again on request', async () => {
    const client = await connect();
    void send(client.websocketService, 'refused');
    void send(client.websocketService, 'forgotten');
    const [refused] = FakeSocket.last.ofType('message');
    FakeSocket.last.push({ type: 'error', client_id: refused.client_id, code: 'x', error: 'not like this' });
    expect(client.messages()[0]).toMatchObject({ status: 'failed', error: 'not like this' });
    await advance(10_000);
    expect(client.messages()[1].status).toBe('failed');
    void client.websocketService.retryMessage(client.messages()[1].localId ?? '');
    expect(client.messages()[1].status).toBe('sending');
    expect(FakeSocket.last.ofType('message')[2]).toEqual(FakeSocket.last.ofType('message')[1]);
  });

  it('opens again after it was closed, later each time, and repeats what is open', async () => {
    const client = await connect();
    void send(client.websocketService, 'hello');
    const first = FakeSocket.last;
    first.drop();
    const reconnecting = { socket: null, socketStatus: 'reconnecting', reconnectAttempts: 1 };
    expect(client.store.getState().connection).toMatchObject(reconnecting);
    await advance(1000);
    FakeSocket.last.drop();
    await advance(1990);
    expect(FakeSocket.all).toHaveLength(2);
    await advance(10);
    FakeSocket.last.open();
    await settle();
    expect(FakeSocket.last.ofType('message')).toEqual(first.ofType('message'));
    expect(client.store.getState().connection).toMatchObject({ socketStatus: 'open', reconnectAttempts: 0 });
  });

  it('pings and notes the answer', async () => {
    const client = await connect();
    await advance(50_000);
    expect(FakeSocket.last.ofType('ping')).toHaveLength(3);
    FakeSocket.last.push({ type: 'pong' });
    expect(client.store.getState().connection.lastPongAt).toBe(Date.now());
  });

  it('ignores frames that make no sense', async () => {
    const client = await connect();
    FakeSocket.last.onmessage?.({ data: 'not JSON' });
    FakeSocket.last.push({ type: 'unheard of' });
    FakeSocket.last.push({ type: 'message', message: { id: 7 } });
    expect(client.messages()).toEqual([]);
    expect(client.websocketService.status).toBe('open');
  });

  it('keeps the socket in the store without a complaint', async () => {
    const warned = jest.spyOn(console, 'warn');
    const client = await connect();
    expect(client.store.getState().connection.socket).toBe(FakeSocket.last);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });

  it('stays closed after it is stopped', async () => {
    const client = await connect();
    client.websocketService.stop();
    await advance(60_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(client.store.getState().connection).toMatchObject({ socketStatus: 'closed', socketCloseCode: 1000 });
  });
});
