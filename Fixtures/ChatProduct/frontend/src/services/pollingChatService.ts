import { store } from '@/store';
import { messageAdded, messageConfirmed, messageFailed } from '@/store/slices/chatSlice';
import type { ChatMessage } from '@/store/slices/chatSlice';
import { connectionFailed, statusChanged } from '@/store/slices/connectionSlice';
import { ApiError, request } from './apiClient';

const MESSAGES_PATH = '/api/v1/admin/chat/messages';

export const POLL_INTERVALS = { base: 3000, active: 2000, idle: 10_000, max: 30_000, factor: 1.5 };
export const RETRY_DELAYS = [1000, 2000, 4000, 8000];

/** How long after the user's last action polling stays fast, in milliseconds. */
const ACTIVE_FOR = 30_000;
const IDLE_AFTER = 120_000;

interface ListAnswer {
  readonly success: boolean;
  readonly messages: readonly ChatMessage[] | null;
  readonly has_more: boolean;
}

interface SendAnswer {
  readonly success: boolean;
  readonly message_id: string;
  readonly error?: string;
}

/** Sends and fetches chat messages with ordinary requests. */
export class PollingChatService {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private running = false;
  private failures = 0;
  private since = '';
  private lastActivity = 0;
  private counter = 0;

  start(): void {
    if (this.running) {
      return;
    }
    this.running = true;
    store.dispatch(statusChanged('polling'));
    void this.poll();
  }

  stop(): void {
    this.running = false;
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
    store.dispatch(statusChanged('offline'));
  }

  isRunning(): boolean {
    return this.running;
  }

  /** Tells that somebody is at the keyboard. */
  noteActivity(): void {
    this.lastActivity = Date.now();
  }

  async send(content: string): Promise<void> {
    const { sessionId } = store.getState().chat;
    this.noteActivity();
    this.counter += 1;
    const localId = `local-${Date.now()}-${this.counter}`;
    store.dispatch(
      messageAdded({
        id: localId,
        type: 'user',
        content,
        timestamp: new Date().toISOString(),
        session_id: sessionId,
        status: 'sending',
      }),
    );
    const body = JSON.stringify({ content, session_id: sessionId, idempotency_key: localId });
    for (const delay of [...RETRY_DELAYS, null]) {
      try {
        const answer = await request<SendAnswer>(MESSAGES_PATH, { method: 'POST', body });
        if (answer.success) {
          store.dispatch(messageConfirmed({ localId, id: answer.message_id }));
          return;
        }
      } catch (error) {
        if (error instanceof ApiError && error.status < 500 && error.status !== 429) {
          break;
        }
      }
      if (delay !== null) {
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
    store.dispatch(messageFailed(localId));
  }

  /** How long to wait before the next request, in milliseconds. */
  nextInterval(): number {
    const quietFor = Date.now() - this.lastActivity;
    const wanted =
      quietFor < ACTIVE_FOR ? POLL_INTERVALS.active : quietFor > IDLE_AFTER ? POLL_INTERVALS.idle : POLL_INTERVALS.base;
    if (this.failures === 0) {
      return wanted;
    }
    return Math.min(POLL_INTERVALS.base * POLL_INTERVALS.factor ** this.failures, POLL_INTERVALS.max);
  }

  private async poll(): Promise<void> {
    const { sessionId } = store.getState().chat;
    try {
      const query = new URLSearchParams({ session_id: sessionId, since: this.since });
      const answer = await request<ListAnswer>(`${MESSAGES_PATH}?${query.toString()}`);
      for (const message of answer.messages ?? []) {
        store.dispatch(messageAdded(message));
        this.since = message.id;
      }
      this.failures = 0;
      store.dispatch(statusChanged('connected'));
    } catch (error) {
      this.failures += 1;
      store.dispatch(connectionFailed(error instanceof Error ? error.message : 'unknown error'));
    }
    if (this.running) {
      this.timer = setTimeout(() => void this.poll(), this.nextInterval());
    }
  }
}

export const pollingChatService = new PollingChatService();
