import type { Draft, SendOutcome } from '@/types';
import * as messageStatus from './messageStatus';
import { performanceMonitor } from './performanceMonitor';

/** How long an acknowledgement may take once the message is on the wire, in milliseconds. */
const ACK_TIMEOUT = 10_000;

interface Entry {
  draft: Draft;
  readonly addedAt: number;
  timer: ReturnType<typeof setTimeout> | null;
  settle: (outcome: SendOutcome) => void;
}

/** Messages sent over the socket and not acknowledged yet; while it is closed they wait. */
export class SocketOutbox {
  private readonly entries = new Map<string, Entry>();

  /** @param transmit returns false while the socket is closed. */
  constructor(private readonly transmit: (draft: Draft) => boolean) {}

  add(draft: Draft): Promise<SendOutcome> {
    return new Promise((resolve) => {
      const entry: Entry = { draft, addedAt: Date.now(), timer: null, settle: resolve };
      this.entries.set(draft.localId, entry);
      if (draft.error === undefined) {
        this.send(entry);
      } else {
        resolve({ status: 'failed', reason: draft.error });
      }
    });
  }

  retry(localId: string): Promise<SendOutcome> {
    const entry = this.entries.get(localId);
    if (entry?.draft.error === undefined) {
      return Promise.resolve({ status: 'failed', reason: 'There is no such failed message.' });
    }
    messageStatus.retried(entry.draft);
    return this.add({ ...entry.draft, error: undefined });
  }

  /** The socket is open again: what was not acknowledged goes out once more, under the same id. */
  resendAll(): void {
    for (const entry of this.entries.values()) {
      if (entry.draft.error === undefined) {
        this.send(entry);
      }
    }
  }

  acknowledged(localId: string, messageId: string): void {
    const entry = this.entries.get(localId);
    if (entry === undefined) {
      return;
    }
    this.drop(entry);
    performanceMonitor.record('websocket', 'delivery', Date.now() - entry.addedAt);
    messageStatus.sent(entry.draft, messageId);
    entry.settle({ status: 'sent', id: messageId });
  }

  refused(localId: string, reason: string): void {
    const entry = this.entries.get(localId);
    if (entry !== undefined) {
      this.fail(entry, reason);
    }
  }

  takeAll(): readonly Draft[] {
    const entries = [...this.entries.values()];
    for (const entry of entries) {
      this.drop(entry);
      entry.settle({ status: 'queued' });
    }
    return entries.map((entry) => entry.draft);
  }

  private send(entry: Entry): void {
    this.clearTimer(entry);
    if (!this.transmit(entry.draft)) {
      return;
    }
    messageStatus.attempted(entry.draft);
    entry.timer = setTimeout(() => this.fail(entry, 'The message was not acknowledged.'), ACK_TIMEOUT);
  }

  private fail(entry: Entry, reason: string): void {
    this.clearTimer(entry);
    entry.draft = { ...entry.draft, error: reason };
    performanceMonitor.recordError('websocket', 'delivery');
    messageStatus.failed(entry.draft, reason);
    entry.settle({ status: 'failed', reason });
  }

  private drop(entry: Entry): void {
    this.clearTimer(entry);
    this.entries.delete(entry.draft.localId);
  }

  private clearTimer(entry: Entry): void {
    if (entry.timer !== null) {
      clearTimeout(entry.timer);
      entry.timer = null;
    }
  }
}
