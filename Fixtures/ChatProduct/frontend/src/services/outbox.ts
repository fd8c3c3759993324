import type { Draft } from '@/types';
import { currentUser } from './session';

const STORAGE_KEY = 'chatOutbox';

/** How many unconfirmed messages are kept; further ones are refused until some are sent. */
export const OUTBOX_LIMIT = 500;

/**
 * The messages that are still to be sent, in order, in memory and in the browser's
 * storage. Each change reads the stored list again, so that two tabs do not undo
 * each other's changes.
 */
export class Outbox {
  private drafts: Draft[] = [];

  /** Takes over what an earlier page has left, but for what is here already. */
  restore(): readonly Draft[] {
    const owner = currentUser();
    const known = new Set(this.drafts.map((draft) => draft.localId));
    const restored = readStored().filter((draft) => draft.owner === owner && !known.has(draft.localId));
    this.drafts = [...restored, ...this.drafts];
    return restored;
  }

  isFull(): boolean {
    return this.drafts.length >= OUTBOX_LIMIT;
  }

  /** The next one to send. */
  first(): Draft | undefined {
    return this.drafts.find((draft) => draft.error === undefined);
  }

  find(localId: string): Draft | undefined {
    return this.drafts.find((draft) => draft.localId === localId);
  }

  add(draft: Draft): void {
    this.drafts.push(draft);
    changeStored((stored) => [...stored, draft]);
  }

  remove(localId: string): void {
    this.drafts = this.drafts.filter((draft) => draft.localId !== localId);
    changeStored((stored) => stored.filter((draft) => draft.localId !== localId));
  }

  noteAttempt(localId: string): void {
    this.replace(localId, (draft) => ({ ...draft, attempted: true }));
  }

  giveUp(localId: string, error: string): void {
    this.replace(localId, (draft) => ({ ...draft, error }));
  }

  /** Puts a message that was given up at the end of the queue. */
  requeue(localId: string): boolean {
    const draft = this.find(localId);
    if (draft?.error === undefined) {
      return false;
    }
    this.remove(localId);
    this.add({ ...draft, error: undefined });
    return true;
  }

  /** Empties the outbox: somebody else will send its messages. */
  takeAll(): readonly Draft[] {
    const taken = this.drafts;
    taken.forEach((draft) => this.remove(draft.localId));
    return taken;
  }

  private replace(localId: string, change: (draft: Draft) => Draft): void {
    const apply = (draft: Draft): Draft => (draft.localId === localId ? change(draft) : draft);
    this.drafts = this.drafts.map(apply);
    changeStored((stored) => stored.map(apply));
  }
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Partial<Record<keyof Draft, unknown>> | null;
  return (
    typeof draft === 'object' &&
    draft !== null &&
    typeof draft.localId === 'string' &&
    typeof draft.sessionId === 'string' &&
    typeof draft.content === 'string' &&
    typeof draft.createdAt === 'string' &&
    typeof draft.owner === 'string'
  );
}

function readStored(): readonly Draft[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]');
    return Array.isArray(value) ? value.filter(isDraft) : [];
  } catch {
    return [];
  }
}

function changeStored(change: (stored: readonly Draft[]) => readonly Draft[]): void {
  const changed = change(readStored());
  try {
    if (changed.length === 0) {
      localStorage.removeItem(STORAGE_KEY);
    } else {
      localStorage.setItem(STORAGE_KEY, JSON.stringify(changed));
    }
  } catch {
    // Storage is full or forbidden: the messages live as long as the page.
  }
}
