/** What carries the messages at this moment. */
export type Transport = 'websocket' | 'polling';

/** What an administrator asked for; `auto` tries the WebSocket first and falls back to polling. */
export type ChatMode = Transport | 'auto';

/** What a component hands over to be sent. */
export interface OutgoingMessage {
  readonly content: string;
  readonly sessionId: string;
  readonly clientName?: string;
}

/** A message that the server has not confirmed. */
export interface Draft {
  /** Also the idempotency key: the same on each attempt, also after a reload. */
  readonly localId: string;
  readonly sessionId: string;
  readonly content: string;
  readonly clientName?: string;
  readonly createdAt: string;
  /** Whose message it is: nobody else who signs in here may send it. */
  readonly owner: string;
  readonly attempted?: boolean;
  /** Given up; kept so that it can be sent again by hand after a reload. */
  readonly error?: string;
}

export type SendOutcome =
  | { readonly status: 'sent'; readonly id: string }
  /** Still waiting: offline, or stopped before an answer came. */
  | { readonly status: 'queued' }
  | { readonly status: 'failed'; readonly reason: string };

export interface ChatTransport {
  start(): void;
  stop(): void;
  sendMessage(message: OutgoingMessage): Promise<SendOutcome>;
  retryMessage(localId: string): Promise<SendOutcome>;
  /** Gives away the messages without confirmation, for another transport to send. */
  takeUndelivered(): readonly Draft[];
  /** Sends a message that is in the list already. */
  takeOver(draft: Draft): void;
}
