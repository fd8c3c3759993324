import { store } from '@/store';
import { noticeShown } from '@/store/slices/chatSlice';
import type { ChatTransport, Draft, OutgoingMessage, SendOutcome } from '@/types';
import { ActivityMonitor } from './activityMonitor';
import { ApiError } from './apiClient';
import { connectionManager } from './ConnectionManager';
import { newDraft, reasonToRefuse } from './drafts';
import { MessageCache } from './messageCache';
import { MessagePoller } from './messagePoller';
import { MessageSender } from './messageSender';
import * as messageStatus from './messageStatus';
import { OUTBOX_LIMIT, Outbox } from './outbox';
import { performanceMonitor } from './performanceMonitor';
import { PollingLoop } from './pollingLoop';
import { PollingSchedule } from './pollingSchedule';
import { failureText, isFinal, problemOf } from './userMessages';

export { POLL_INTERVALS } from './pollingSchedule';
export { RETRY_DELAYS } from './retryPolicy';

function currentSessionId(): string | undefined {
  return store.getState().chat.currentSession?.id;
}

/** Sends and fetches chat messages with ordinary requests. */
export class PollingChatService implements ChatTransport {
  private running = false;
  /** The server does not let us in: only a new start, another session or the user goes on. */
  private shutOut = false;
  private sessionId: string | undefined;
  private stopWatchingStore: (() => void) | null = null;
  private readonly cache = new MessageCache();
  private readonly poller = new MessagePoller(this.cache);
  private readonly schedule = new PollingSchedule();
  private readonly loop = new PollingLoop(
    (abort) => this.poll(abort),
    (endedAt) => this.schedule.delay(endedAt),
  );
  private readonly outbox = new Outbox();
  private readonly sender = new MessageSender(this.outbox, {
    isOffline: () => this.page.isOffline(),
    isConnected: () => connectionManager.getState() === 'connected',
    onAttempt: (draft) => messageStatus.attempted(draft),
    onSent: (draft, id, took) => {
      performanceMonitor.record('polling', 'delivery', took);
      messageStatus.sent(draft, id);
    },
    onFailed: (draft, error) => {
      performanceMonitor.recordError('polling', 'delivery');
      messageStatus.failed(draft, failureText(error));
      if (error.status === 401) {
        this.refuse(error);
      }
    },
  });
  private readonly page = new ActivityMonitor({
    onActivity: () => this.noteActivity(),
    onShown: () => this.updateLoop(),
    onHidden: () => this.updateLoop(),
    onOnline: () => this.networkReturned(),
    onOffline: () => this.networkLost(),
  });

  /** Polls the current session, now and whenever another one is chosen, and sends what waits. */
  start(): void {
    if (this.running && !this.shutOut) {
      return;
    }
    this.running = true;
    this.shutOut = false;
    this.schedule.started(Date.now());
    this.page.start();
    this.sessionId = currentSessionId();
    this.stopWatchingStore ??= store.subscribe(() => this.followSession());
    for (const draft of this.outbox.restore()) {
      messageStatus.added(draft);
    }
    if (!this.page.isOffline()) {
      connectionManager.pollingBegins();
    }
    this.updateLoop();
    this.sender.resume();
  }

  /** Ends every request; messages that are not confirmed stay in the outbox. */
  stop(): void {
    this.running = false;
    this.shutOut = false;
    this.stopWatchingStore?.();
    this.stopWatchingStore = null;
    this.page.stop();
    this.loop.disable(true);
    this.sender.stop();
    connectionManager.wentOffline();
  }

  isRunning(): boolean {
    return this.running;
  }

  sendMessage(message: OutgoingMessage): Promise<SendOutcome> {
    const refusal = reasonToRefuse(message.content) ?? this.reasonNotToQueue();
    if (refusal !== undefined) {
      store.dispatch(noticeShown({ kind: 'refused', text: refusal }));
      return Promise.resolve({ status: 'failed', reason: refusal });
    }
    const draft = newDraft(message);
    this.outbox.add(draft);
    messageStatus.added(draft);
    return this.deliver(draft.localId);
  }

  retryMessage(localId: string): Promise<SendOutcome> {
    const draft = this.outbox.find(localId);
    if (draft === undefined || !this.outbox.requeue(localId)) {
      return Promise.resolve({ status: 'failed', reason: 'There is no such failed message.' });
    }
    messageStatus.retried(draft);
    return this.deliver(localId);
  }

  /** Tries again at once, after an error or when the user asks for it. */
  forceReconnect(): void {
    if (!this.running) {
      this.start();
    } else if (!this.page.isOffline()) {
      this.shutOut = false;
      this.schedule.noteActivity(Date.now());
      if (connectionManager.getState() !== 'connected') {
        connectionManager.pollingBegins();
      }
      this.pollNow();
      this.sender.resume();
    }
  }

  /** The base interval in milliseconds; the one for errors grows from it. */
  setPollingInterval(milliseconds: number): void {
    this.schedule.setBase(milliseconds);
    this.loop.reconsider();
  }

  /** Tells that somebody uses the chat. */
  noteActivity(): void {
    this.schedule.noteActivity(Date.now());
    this.loop.reconsider();
  }

  takeUndelivered(): readonly Draft[] {
    return this.outbox.takeAll();
  }

  takeOver(draft: Draft): void {
    this.outbox.add(draft);
    if (draft.error === undefined) {
      void this.deliver(draft.localId);
    }
  }

  /** Where reading ended no longer counts, as after signing out. */
  forgetProgress(): void {
    this.cache.clear();
  }

  private deliver(localId: string): Promise<SendOutcome> {
    this.page.start(); // a message written offline goes out by itself, also while nothing is polled
    this.noteActivity();
    return this.sender.outcomeOf(localId);
  }

  private reasonNotToQueue(): string | undefined {
    return this.outbox.isFull() ? `${OUTBOX_LIMIT} messages are waiting already; please try later.` : undefined;
  }

  private async poll(abort: AbortController): Promise<void> {
    const sessionId = currentSessionId();
    if (sessionId === undefined) {
      return;
    }
    const startedAt = Date.now();
    try {
      await this.poller.poll(sessionId, abort);
      performanceMonitor.record('polling', 'poll', Date.now() - startedAt);
      this.schedule.succeeded();
      connectionManager.pollSucceeded();
      this.sender.serverAnswered();
    } catch (error) {
      this.pollFailed(error);
    }
  }

  private pollFailed(error: unknown): void {
    const problem = problemOf(error);
    if (problem === undefined) {
      return;
    }
    performanceMonitor.recordError('polling', 'poll');
    this.schedule.failed(Date.now(), error instanceof ApiError ? error.retryAfter : null);
    if (isFinal(problem)) {
      this.refuse(error);
    } else {
      connectionManager.pollFailed(problem);
    }
  }

  /** Going on would only be refused again. Without a valid sign-in sending ends too. */
  private refuse(error: unknown): void {
    const problem = problemOf(error) ?? 'refused';
    this.shutOut = true;
    this.updateLoop();
    if (problem === 'sign-in') {
      this.sender.stop();
    }
    connectionManager.pollFailed(problem);
  }

  private followSession(): void {
    const sessionId = currentSessionId();
    if (sessionId === this.sessionId) {
      return;
    }
    this.sessionId = sessionId;
    if (this.shutOut && !store.getState().connection.signInRequired) {
      this.shutOut = false;
      connectionManager.pollingBegins();
    }
    this.pollNow();
  }

  private networkReturned(): void {
    if (this.running) {
      this.shutOut = false;
      connectionManager.pollingBegins();
      this.pollNow();
    }
    this.sender.networkReturned();
  }

  private networkLost(): void {
    connectionManager.wentOffline();
    this.loop.disable(true);
    this.sender.networkLost();
  }

  /** Gives up what is under way, since it belongs to another session or another network. */
  private pollNow(): void {
    if (this.loop.isEnabled()) {
      this.loop.restart(this.schedule.embargo(Date.now()));
    } else {
      this.updateLoop();
    }
  }

  /** Polls while somebody can see it and the server can be reached. */
  private updateLoop(): void {
    const wanted = this.running && !this.shutOut && !this.page.isHidden() && !this.page.isOffline();
    if (wanted) {
      this.loop.enable(this.schedule.embargo(Date.now()));
    } else {
      this.loop.disable(this.shutOut);
    }
  }
}

export const pollingChatService = new PollingChatService();
