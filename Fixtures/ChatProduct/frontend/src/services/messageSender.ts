import type { Draft, SendOutcome } from '@/types';
import { readMessageId } from './answers';
import { ApiError, request } from './apiClient';
import type { Outbox } from './outbox';
import { CHAT_PATHS } from './paths';
import { MAX_ATTEMPTS, isWorthRepeating, retryDelay } from './retryPolicy';

/** How long a message rests when no attempt reached the server, in milliseconds. */
const UNREACHABLE_WAIT = 30_000;

interface SenderHooks {
  readonly isOffline: () => boolean;
  /** Whether something else reached the server lately. */
  readonly isConnected: () => boolean;
  readonly onAttempt: (draft: Draft) => void;
  readonly onSent: (draft: Draft, id: string, took: number) => void;
  readonly onFailed: (draft: Draft, error: ApiError) => void;
}

/** Sends the outbox's messages one after the other; while the first one is tried again, the others wait. */
export class MessageSender {
  private active = false;
  private draining = false;
  private attempts = 0;
  private endWait: (() => void) | null = null;
  private resting = false;
  private underWay: AbortController | null = null;
  private readonly waiting = new Map<string, (outcome: SendOutcome) => void>();

  constructor(
    private readonly outbox: Outbox,
    private readonly hooks: SenderHooks,
  ) {}

  /** Settles when the message is confirmed or given up, or stays in the queue for now. */
  outcomeOf(localId: string): Promise<SendOutcome> {
    const outcome = new Promise<SendOutcome>((resolve) => this.waiting.set(localId, resolve));
    this.resume();
    return outcome;
  }

  /** Sends what is in the outbox, now and from now on. */
  resume(): void {
    this.active = true;
    void this.drain();
  }

  /** Gives up waiting and what is under way; the messages stay in the outbox. */
  stop(): void {
    this.active = false;
    this.underWay?.abort();
    this.endWait?.();
    this.settleWaiting();
  }

  /** The network is back: the wait is over, and attempts are counted anew. */
  networkReturned(): void {
    this.attempts = 0;
    this.endWait?.();
    if (this.active) {
      void this.drain();
    }
  }

  /** The server can be reached again after attempts that did not reach it. */
  serverAnswered(): void {
    if (this.resting) {
      this.networkReturned();
    }
  }

  /** Nothing can be sent now; promises to the callers must not hang on it. */
  networkLost(): void {
    this.endWait?.();
    this.settleWaiting();
  }

  private async drain(): Promise<void> {
    if (this.draining) {
      return;
    }
    this.draining = true;
    let draft = this.next();
    while (draft !== undefined) {
      await this.attempt(draft);
      draft = this.next();
    }
    this.draining = false;
    if (this.hooks.isOffline()) {
      this.settleWaiting();
    }
  }

  private next(): Draft | undefined {
    return this.active && !this.hooks.isOffline() ? this.outbox.first() : undefined;
  }

  private async attempt(draft: Draft): Promise<void> {
    const startedAt = Date.now();
    const abort = new AbortController();
    this.underWay = abort;
    this.attempts += 1;
    this.outbox.noteAttempt(draft.localId);
    this.hooks.onAttempt(draft);
    try {
      const id = await this.post(draft, abort);
      this.outbox.remove(draft.localId);
      this.attempts = 0;
      this.hooks.onSent(draft, id, Date.now() - startedAt);
      this.settle(draft, { status: 'sent', id });
    } catch (error) {
      await this.handleFailure(draft, error);
    } finally {
      this.underWay = null;
    }
  }

  private async post(draft: Draft, abort: AbortController): Promise<string> {
    const { body } = await request(CHAT_PATHS.messages, {
      method: 'POST',
      abort,
      headers: { 'Idempotency-Key': draft.localId },
      body: { content: draft.content, session_id: draft.sessionId, client_name: draft.clientName },
    });
    return readMessageId(body);
  }

  private async handleFailure(draft: Draft, error: unknown): Promise<void> {
    const failure = error instanceof ApiError ? error : new ApiError('malformed', String(error));
    if (failure.kind === 'aborted') {
      this.attempts = 0;
      return;
    }
    if (failure.kind === 'network' && this.hooks.isOffline()) {
      this.attempts = 0;
      return;
    }
    if (!isWorthRepeating(failure)) {
      this.giveUp(draft, failure);
    } else if (this.attempts < MAX_ATTEMPTS) {
      await this.wait(retryDelay(this.attempts, failure.retryAfter, Math.random()));
    } else if (failure.kind === 'network' && !this.hooks.isConnected()) {
      this.settle(draft, { status: 'queued' });
      await this.rest();
    } else {
      this.giveUp(draft, failure);
    }
  }

  private giveUp(draft: Draft, error: ApiError): void {
    this.attempts = 0;
    this.outbox.giveUp(draft.localId, error.message);
    this.hooks.onFailed(draft, error);
    this.settle(draft, { status: 'failed', reason: error.message });
  }

  /** No attempt got through: wait for a sign of the server, then try as often again. */
  private async rest(): Promise<void> {
    this.resting = true;
    await this.wait(UNREACHABLE_WAIT);
    this.resting = false;
    this.attempts = 0;
  }

  private wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.endWait = null;
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      this.endWait = end;
    });
  }

  private settle(draft: Draft, outcome: SendOutcome): void {
    this.waiting.get(draft.localId)?.(outcome);
    this.waiting.delete(draft.localId);
  }

  private settleWaiting(): void {
    for (const resolve of this.waiting.values()) {
      resolve({ status: 'queued' });
    }
    this.waiting.clear();
  }
}
