import { store } from '@/store';
import { statusChanged } from '@/store/slices/connectionSlice';
import type { ConnectionStatus } from '@/store/slices/connectionSlice';
import { isFinal, problemText } from './userMessages';
import type { Problem } from './userMessages';

export type ConnectionState = 'connected' | 'polling' | 'error' | 'offline';

/** Where each state may lead to; anything else is ignored. */
const TRANSITIONS: Record<ConnectionState, readonly ConnectionState[]> = {
  offline: ['polling'],
  polling: ['connected', 'error', 'offline'],
  connected: ['error', 'offline'],
  error: ['polling', 'connected', 'offline'],
};

type Listener = (state: ConnectionState) => void;

/** Keeps the state of polling, and the store's idea of it in step. */
export class ConnectionManager {
  private state: ConnectionState = 'offline';
  private problem: Problem | null = null;
  private failures = 0;
  private readonly listeners = new Set<Listener>();

  getState(): ConnectionState {
    return this.state;
  }

  getStatusMessage(): string {
    switch (this.state) {
      case 'connected':
        return 'Connected';
      case 'polling':
        return 'Polling for messages…';
      case 'offline':
        return 'Offline. Messages are sent as soon as the connection is back.';
      case 'error':
        return problemText(this.problem ?? 'network', this.failures);
    }
  }

  /** Calls back once for each change of state, until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  pollingBegins(): void {
    this.failures = 0;
    this.problem = null;
    this.enter('polling');
  }

  pollSucceeded(): void {
    this.failures = 0;
    this.problem = null;
    this.enter('connected');
  }

  pollFailed(problem: Problem): void {
    this.failures += 1;
    this.problem = problem;
    if (this.state === 'error') {
      this.publish(); // the words may have changed
    }
    this.enter('error');
  }

  wentOffline(): void {
    this.failures = 0;
    this.problem = null;
    this.enter('offline');
  }

  private enter(next: ConnectionState): void {
    if (next === this.state || !TRANSITIONS[this.state].includes(next)) {
      return;
    }
    this.state = next;
    this.publish();
    for (const listener of [...this.listeners]) {
      try {
        listener(next);
      } catch (error) {
        console.error('a listener to the connection failed', error);
      }
    }
  }

  private publish(): void {
    const failed = this.state === 'error';
    store.dispatch(
      statusChanged({
        status: this.displayedStatus(),
        error: failed ? this.getStatusMessage() : null,
        signInRequired: failed && this.problem === 'sign-in',
      }),
    );
  }

  private displayedStatus(): ConnectionStatus {
    if (this.state !== 'error') {
      return this.state;
    }
    return this.problem !== null && isFinal(this.problem) ? 'failed' : 'reconnecting';
  }
}

export const connectionManager = new ConnectionManager();
