/** Who wrote a message. */
export type MessageType = 'user' | 'assistant' | 'system';

/** How far a message has come: it only moves forward, except from `failed` back to `sending`. */
export type DeliveryStatus = 'sending' | 'sent' | 'delivered' | 'failed';

/** A message as the server stores it. */
export interface ServerMessage {
  id: string;
  type: MessageType;
  content: string;
  timestamp: string;
  session_id: string;
  status: DeliveryStatus;
  author?: string;
  reply_to?: string;
}

/** A message as the chat shows it. */
export interface ChatMessage extends ServerMessage {
  /** Set for messages written in this browser; it never changes, the id does. */
  localId?: string;
  /** Whether a request with this message has left, so that the server may know it. */
  attempted?: boolean;
  /** Its place in the list is final: the server's list has shown it, or it was sent again by hand. */
  placed?: boolean;
  /** Why it failed, in words for the user. */
  error?: string;
}

export interface ChatSession {
  id: string;
  owner: string;
  client_name: string;
  shared: boolean;
  created_at: string;
  last_activity: string;
  message_count: number;
}

/** A limit that the server states too: see docs/api.md. */
export const CONTENT_LIMIT = 10_000;

/** The length of a message as the server counts it: in code points. */
export function contentLength(content: string): number {
  return [...content].length;
}
