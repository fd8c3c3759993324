import { useEffect } from 'react';
import * as diagnostics from '@/services/connectionDiagnostics';
import { pollingChatService } from '@/services/pollingChatService';
import type { SocketStatus } from '@/services/websocketService';
import { useAppSelector } from '@/store/react';
import type { ConnectionStatus as PollingStatus } from '@/store/slices/connectionSlice';

export type DisplayedStatus = PollingStatus | SocketStatus;

const LABELS: Record<DisplayedStatus, string> = {
  connected: 'Connected',
  polling: 'Polling',
  reconnecting: 'Reconnecting…',
  failed: 'Not connected',
  offline: 'Offline',
  // What only the socket can be.
  connecting: 'Opening the live connection…',
  open: 'Connected live',
  closed: 'Live connection closed',
};

export function statusText(status: DisplayedStatus): string {
  return LABELS[status];
}

export function ConnectionStatus() {
  const transport = useAppSelector((state) => state.chat.transport);
  const pollingStatus = useAppSelector((state) => state.connection.status);
  const socketStatus = useAppSelector((state) => state.connection.socketStatus);
  const reconnectAttempts = useAppSelector((state) => state.connection.reconnectAttempts);
  const lastError = useAppSelector((state) => state.connection.lastError);
  const status: DisplayedStatus = transport === 'websocket' ? socketStatus : pollingStatus;

  useEffect(() => {
    document.title = `Chat: ${statusText(status)}`;
  }, [status]);

  useEffect(() => {
    diagnostics.record(`${transport}: ${status}, ${reconnectAttempts} attempts`);
  }, [transport, status, reconnectAttempts]);

  return (
    <div className={`connection connection-${status}`}>
      <p role="status" data-testid="connection-status" data-status={status}>
        {statusText(status)}
      </p>
      {lastError !== null && <p data-testid="connection-error">{lastError}</p>}
      {transport === 'polling' && (status === 'reconnecting' || status === 'failed') && (
        <button type="button" data-testid="reconnect" onClick={() => pollingChatService.forceReconnect()}>
          Try now
        </button>
      )}
      {transport === 'websocket' && reconnectAttempts > 0 && <small>Attempt {reconnectAttempts}</small>}
    </div>
  );
}
