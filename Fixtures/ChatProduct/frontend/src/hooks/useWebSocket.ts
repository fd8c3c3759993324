import { useMemo } from 'react';
import type { SocketStatus } from '@/services/websocketService';
import { useAppSelector } from '@/store/react';

export interface SocketHealth {
  readonly status: SocketStatus;
  readonly reconnectAttempts: number;
  /** The last heartbeat's round trip in milliseconds; null before the first. */
  readonly roundTrip: number | null;
}

/** How the chat's socket is doing. */
export function useWebSocket(): SocketHealth {
  const status = useAppSelector((state) => state.connection.socketStatus);
  const reconnectAttempts = useAppSelector((state) => state.connection.reconnectAttempts);
  const pingAt = useAppSelector((state) => state.connection.lastPingAt);
  const pongAt = useAppSelector((state) => state.connection.lastPongAt);

  return useMemo(() => {
    const answered = pingAt !== null && pongAt !== null && pongAt >= pingAt;
    return { status, reconnectAttempts, roundTrip: answered ? pongAt - pingAt : null };
  }, [status, reconnectAttempts, pingAt, pongAt]);
}
