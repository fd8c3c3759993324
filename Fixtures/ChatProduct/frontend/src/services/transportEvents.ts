import type { Transport } from '@/types';
import { request } from './apiClient';
import { CHAT_PATHS } from './paths';

type FallbackReason = 'connect_failed' | 'closed';

interface Changeover {
  readonly transport: Transport;
  readonly latency_ms: number;
}

type TransportEvent =
  | (Changeover & { readonly type: 'fallback'; readonly reason: FallbackReason })
  | (Changeover & { readonly type: 'reconnected' });

/** Tells the server for its statistics. The chat does not depend on it, so a failure is only noted. */
export async function reportTransportEvent(event: TransportEvent): Promise<void> {
  try {
    await request(CHAT_PATHS.events, { method: 'POST', body: event });
  } catch (error) {
    console.warn(`the event '${event.type}' could not be reported`, error);
  }
}
