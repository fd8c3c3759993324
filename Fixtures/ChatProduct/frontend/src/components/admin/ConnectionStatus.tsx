import { useEffect } from 'react';
import * as diagnostics from '@/services/connectionDiagnostics';
import type { SocketStatus } from '@/services/websocketService';
import { useAppSelector } from '@/store/react';
import type { ConnectionStatus as PollingStatus } from '@/store/slices/connectionSlice';

export type DisplayedStatus = PollingStatus | SocketStatus;

export function statusText(status: DisplayedStatus): string {
  return status.charAt(0).toUpperCase() + status.slice(1);
}

export function ConnectionStatus() {
  const status = useAppSelector((state) => state.connection.status);
  const lastError = useAppSelector((state) => state.connection.lastError);

  useEffect(() => {
    document.title = `Chat: ${statusText(status)}`;
    diagnostics.record(status);
  }, [status]);

  return (
    <p role="status">
      {statusText(status)}
      {lastError !== null && <em> {lastError}</em>}
    </p>
  );
}
