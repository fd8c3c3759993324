import type { ChatSession } from '@/types';

export const SESSION_ID = 'session-0001';

export function session(id: string): ChatSession {
  return {
    id,
    owner: 'ada',
    client_name: 'Example Ltd',
    shared: false,
    created_at: '2024-05-01T11:00:00Z',
    last_activity: '2024-05-01T11:00:00Z',
    message_count: 0,
  };
}

/** Sets a property that the browser would change by itself, and tells the page. */
function change(target: object, property: string, value: boolean, event: Event, receiver: EventTarget): void {
  Object.defineProperty(target, property, { configurable: true, get: () => value });
  receiver.dispatchEvent(event);
}

export function setOnline(online: boolean): void {
  change(navigator, 'onLine', online, new Event(online ? 'online' : 'offline'), window);
}

export function setHidden(hidden: boolean): void {
  change(document, 'hidden', hidden, new Event('visibilitychange'), document);
}

export function pressKey(): void {
  document.dispatchEvent(new Event('keydown'));
}

const loaded: { stop(): void }[] = [];

/** A fresh page: nothing stored, online, visible, the clock stopped, signed in with a token. */
export function resetPage(): void {
  loaded.splice(0).forEach((service) => service.stop());
  jest.useFakeTimers();
  jest.setSystemTime(Date.parse('2024-05-01T12:00:00Z'));
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  localStorage.clear();
  localStorage.setItem('adminToken', 'token');
  setOnline(true);
  setHidden(false);
}

/** Loads the client's modules anew, as a reload of the page does. */
export async function loadClient(sessionId: string | null = SESSION_ID) {
  jest.resetModules();
  const { store } = await import('@/store');
  const { setCurrentSession } = await import('@/store/slices/chatSlice');
  const { pollingChatService: service } = await import('@/services/pollingChatService');
  const { connectionManager: manager } = await import('@/services/ConnectionManager');
  loaded.push(service);
  if (sessionId !== null) {
    store.dispatch(setCurrentSession(session(sessionId)));
  }
  return {
    store,
    service,
    manager,
    messages: () => store.getState().chat.messages,
    select: (id: string) => store.dispatch(setCurrentSession(session(id))),
    send: (content: string, id = SESSION_ID) => service.sendMessage({ content, sessionId: id }),
  };
}

export type Client = Awaited<ReturnType<typeof loadClient>>;

/** Notes each status that the message with a content goes through. */
export function watchStatus(client: Client, content: string): string[] {
  const seen: string[] = [];
  client.store.subscribe(() => {
    const message = client.messages().find((candidate) => candidate.content === content);
    if (message !== undefined && message.status !== seen[seen.length - 1]) {
      seen.push(message.status);
    }
  });
  return seen;
}
