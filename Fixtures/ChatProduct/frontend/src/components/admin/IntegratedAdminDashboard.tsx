import { useEffect } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { chatModeManager } from '@/services/chatModeManager';
import { websocketService } from '@/services/websocketService';
import { useAppDispatch, useAppSelector } from '@/store/react';
import { sessionChanged } from '@/store/slices/chatSlice';
import { socketOpened, statusChanged } from '@/store/slices/connectionSlice';
import AdminSidebar from './AdminSidebar';
import ChatToggle from './ChatToggle';
import { ConnectionStatus } from './ConnectionStatus';
import DiagnosticButton from './DiagnosticButton';

const WIDGETS: readonly ComponentType[] = [ConnectionStatus, ChatToggle, DiagnosticButton];

interface DashboardProps {
  readonly sessionId: string;
  readonly children?: ReactNode;
}

export default function IntegratedAdminDashboard({ sessionId, children }: DashboardProps) {
  const dispatch = useAppDispatch();
  const failed = useAppSelector((state) => state.connection.status === 'error');

  // Open the WebSocket before anything else asks for it.
  useEffect(() => {
    void websocketService.connect().catch(() => undefined);
  }, []);

  useEffect(() => {
    dispatch(sessionChanged(sessionId));
    return () => {
      websocketService.disconnect();
    };
  }, [dispatch, sessionId]);

  useEffect(() => {
    const stopListening = websocketService.on('open', () => dispatch(socketOpened()));
    void chatModeManager.start();
    return () => {
      stopListening();
      chatModeManager.stop();
      dispatch(statusChanged('offline'));
    };
  }, [dispatch]);

  return (
    <>
      <AdminSidebar />
      <header>
        {WIDGETS.map((Widget, index) => (
          <Widget key={index} />
        ))}
        {failed && <DiagnosticButton />}
      </header>
      {children}
    </>
  );
}
