import { advance } from '@/testing/clock';
import { resetPage, session, setOnline } from '@/testing/client';
import { FakeServer } from '@/testing/fakeServer';
import { FakeSocket } from '@/testing/fakeSocket';
import type * as Rendering from '@/testing/render';

/** The page's modules, loaded anew as by a reload. */
async function open(path: string) {
  jest.resetModules();
  const page: typeof Rendering = await import('@/testing/render');
  const { default: App } = await import('./App');
  const { store } = await import('@/store');
  page.render(<App initialPath={path} />);
  const wait = (milliseconds: number) => page.during(() => advance(milliseconds));
  await wait(200);
  return { ...page, store, wait };
}

describe('App', () => {
  let server: FakeServer;
  let page: Awaited<ReturnType<typeof open>>;

  beforeEach(() => {
    resetPage();
    FakeSocket.install();
    server = new FakeServer().install();
    server.sessions.push(session('session-0001'), { ...session('session-0002'), client_name: 'Another Ltd' });
    localStorage.setItem('chatMode', 'polling');
    localStorage.setItem('adminToken', `x.${btoa('{"username":"ada"}')}.y`);
  });

  afterEach(() => page.unmount());

  async function openChat() {
    page = await open('/admin/chat');
    await page.click(page.byId('session-list').querySelectorAll('button')[0]);
    await page.wait(100);
  }

  async function send(text: string) {
    await page.type(page.byId('message-input'), text);
    await page.click(page.byId('send-message'));
  }

  it('asks to sign in and begins to poll then', async () => {
    localStorage.removeItem('adminToken');
    page = await open('/admin/chat');
    expect(server.requests).toHaveLength(0);
    await page.type(page.byId('username'), 'ada');
    await page.type(page.byId('password'), 'secret');
    await page.click(page.byId('sign-in'));
    await page.wait(100);
    expect(localStorage.getItem('adminToken')).toBe('signed-in');
    expect(page.byId('chat-page').textContent).toContain('Conversations');
  });

  it('shows a message, its statuses and the reply', async () => {
    await openChat();
    await send('hello');
    expect(page.textsOf('message-content')).toEqual(['hello']);
    expect(page.byId('message').dataset.status).toBe('sending');
    await page.wait(3000);
    server.store('session-0001', 'good day', 'assistant', 'assistant');
    await page.wait(3000);
    expect(page.textsOf('message-content')).toEqual(['hello', 'good day']);
    expect(page.textsOf('message-status')).toEqual(['Delivered']);
  });

  it('keeps the chat while pages change', async () => {
    await openChat();
    await send('hello');
    await page.wait(6000);
    await page.click(page.linkTo('/admin/connection'));
    expect(page.byId('connection-page').textContent).toContain('Polls');
    server.store('session-0001', 'meanwhile');
    await page.wait(4000);
    await page.click(page.linkTo('/admin/chat'));
    expect(page.textsOf('message-content')).toEqual(['hello', 'meanwhile']);
  });

  it('comes back to the conversation and its history after a reload', async () => {
    server.store('session-0001', 'earlier');
    await openChat();
    page.unmount();
    page = await open('/admin/chat');
    expect(page.byId('conversation-title').textContent).toBe('Example Ltd');
    expect(page.textsOf('message-content')).toEqual(['earlier']);
  });

  it('sends a failed message again', async () => {
    await openChat();
    const refusal = { status: 422, body: { success: false, error: 'odd' } };
    server.fault = (request) => (request.method === 'POST' ? refusal : undefined);
    await send('hello');
    await page.wait(100);
    expect(page.byId('message').textContent).toContain('odd');
    server.fault = () => undefined;
    await page.click(page.byId('retry-message'));
    await page.wait(6000);
    expect(page.textsOf('message-status')).toEqual(['Delivered']);
  });

  it('shows how the connection is', async () => {
    await openChat();
    expect(page.byId('connection-status').textContent).toBe('Connected');
    expect(document.title).toBe('Chat: Connected');
    await page.during(async () => setOnline(false));
    expect(page.byId('connection-status').dataset.status).toBe('offline');
    server.fault = () => 'unreachable';
    await page.during(async () => setOnline(true));
    await page.wait(100);
    expect(page.byId('connection-status').dataset.status).toBe('reconnecting');
    expect(page.byId('connection-error').textContent).toContain('Trying again');
    server.fault = () => undefined;
    await page.click(page.byId('reconnect'));
    await page.wait(100);
    expect(page.byId('connection-status').dataset.status).toBe('connected');
  });

  it('asks to sign in again when the token has expired', async () => {
    await openChat();
    server.fault = () => ({ status: 401, body: { success: false, error: 'expired' } });
    await page.wait(5000);
    expect(page.byId('login').textContent).toContain('Your sign-in has expired. Please sign in again.');
    const before = server.requests.length;
    await page.wait(60_000);
    expect(server.requests).toHaveLength(before);
    expect(localStorage.getItem('adminToken')).toBeNull();
  });

  it('shares a conversation', async () => {
    await openChat();
    await page.click(page.byId('share-session'));
    await page.wait(100);
    const puts = server.requests.filter((request) => request.method === 'PUT').map((request) => request.path);
    expect(puts).toEqual(['/api/v1/admin/chat/sessions/session-0001/sharing']);
    expect(page.store.getState().chat.currentSession?.shared).toBe(true);
  });

  it('starts a conversation', async () => {
    page = await open('/admin/chat');
    await page.type(page.byId('client-name'), 'New Ltd');
    await page.click(page.byId('new-session'));
    await page.wait(100);
    expect(page.byId('conversation-title').textContent).toBe('New Ltd');
    expect(page.allById('session')).toHaveLength(3);
  });

  it('forgets everything at signing out', async () => {
    server.store('session-0001', 'secret');
    await openChat();
    await page.click(page.byId('sign-out'));
    expect(page.allById('login')).toHaveLength(1);
    expect(page.store.getState().chat.messages).toEqual([]);
    expect(localStorage.getItem('chatSession')).toBeNull();
  });

  it('chats live while the socket is open, and tells when it had to fall back', async () => {
    localStorage.removeItem('chatMode');
    server.mode = 'auto';
    page = await open('/admin/chat');
    await page.during(async () => FakeSocket.last.open());
    expect(page.byId('transport-hint').textContent).toBe('Messages arrive live');
    expect(page.byId('connection-status').textContent).toBe('Connected live');
    for (const wait of [1000, 2000, 5100]) {
      await page.during(async () => FakeSocket.last.drop());
      await page.wait(wait);
    }
    expect(page.byId('fallback-notice').textContent).toContain('every few seconds');
    expect(page.byId('transport-hint').textContent).toBe('New messages every few seconds');
    await page.click(page.byId('dismiss-notice'));
    expect(page.allById('fallback-notice')).toHaveLength(0);
  });

  it('switches by hand on the settings page', async () => {
    await openChat();
    await page.click(page.linkTo('/admin/chat-settings'));
    await page.click(page.byId('chat-mode-websocket'));
    await page.during(async () => FakeSocket.last.open());
    expect(page.byId('dashboard').dataset.transport).toBe('websocket');
    await page.click(page.byId('chat-mode-polling'));
    await page.wait(100);
    expect(page.byId('connection-status').textContent).toBe('Connected');
    await page.click(page.byId('server-mode-polling'));
    await page.wait(100);
    expect(page.byId('server-mode-result').textContent).toBe('Everybody polls.');
    expect(page.byId('comparison-polling').textContent).toContain('12 ms');
  });
});
