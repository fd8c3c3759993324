import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import { useWebSocket } from '@/hooks/useWebSocket';
import type { SocketHealth } from '@/hooks/useWebSocket';

const CLOSED: SocketHealth = { status: 'closed', reconnectAttempts: 0, roundTrip: null };

const WebSocketContext = createContext<SocketHealth>(CLOSED);

/** Watches the socket once for all that show something of it. */
export function WebSocketProvider({ children }: { readonly children: ReactNode }) {
  const health = useWebSocket();
  return <WebSocketContext.Provider value={health}>{children}</WebSocketContext.Provider>;
}

export function useSocketHealth(): SocketHealth {
  return useContext(WebSocketContext);
}
