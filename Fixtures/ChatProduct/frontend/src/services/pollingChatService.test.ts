import { store } from '@/store';
import { POLL_INTERVALS, PollingChatService } from './pollingChatService';

function answer(body: unknown): Response {
  return { ok: true, status: 200, json: () => Promise.resolve(body) } as Response;
}

describe('PollingChatService', () => {
  beforeEach(() => {
    Object.assign(globalThis, { localStorage: { getItem: () => 'token' } });
  });

  it('confirms what it sends', async () => {
    const post = jest.fn((_url: string) => Promise.resolve(answer({ success: true, message_id: 'm-1' })));
    Object.assign(globalThis, { fetch: post });
    await new PollingChatService().send('hello');
    expect(post).toHaveBeenCalledTimes(1);
    const last = store.getState().chat.messages.slice(-1)[0];
    expect(last).toEqual({ ...last, id: 'm-1', content: 'hello', status: 'delivered' });
  });

  it('gives up at once when it is refused', async () => {
    const post = jest.fn((_url: string) => Promise.resolve({ ok: false, status: 403 } as Response));
    Object.assign(globalThis, { fetch: post });
    await new PollingChatService().send('not allowed');
    expect(post).toHaveBeenCalledTimes(1);
    expect(store.getState().chat.messages.slice(-1)[0].status).toBe('failed');
  });

  it('polls faster while somebody is active', () => {
    const service = new PollingChatService();
    expect(service.nextInterval()).toBe(POLL_INTERVALS.idle);
    service.noteActivity();
    expect(service.nextInterval()).toBe(POLL_INTERVALS.active);
  });
});
