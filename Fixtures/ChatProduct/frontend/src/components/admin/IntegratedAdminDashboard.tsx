import { useEffect } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { chatModeManager } from '@/services/chatModeManager';
import { websocketService } from '@/services/websocketService';
import { useAppDispatch, useAppSelector } from '@/store/react';
import { noticeDismissed } from '@/store/slices/chatSlice';
import AdminSidebar from './AdminSidebar';
import ChatNotice from './ChatNotice';
import { ConnectionStatus } from './ConnectionStatus';
import DiagnosticButton from './DiagnosticButton';

/** What stands above every page. */
const WIDGETS: readonly ComponentType[] = [ConnectionStatus, ChatNotice];

interface DashboardProps {
  readonly diagnosticLabel: string;
  readonly onSignOut: () => void;
  readonly children?: ReactNode;
}

/** The frame of all pages. The chat lives as long as it does, so that changing pages keeps it. */
export default function IntegratedAdminDashboard({ diagnosticLabel, onSignOut, children }: DashboardProps) {
  const dispatch = useAppDispatch();
  const transport = useAppSelector((state) => state.chat.transport);
  const socketFailing = useAppSelector((state) => state.connection.socketStatus === 'reconnecting');

  useEffect(() => {
    chatModeManager.start();
    return () => chatModeManager.stop();
  }, []);

  // A socket that came back makes the notice pointless.
  useEffect(() => {
    const stopListening = websocketService.on('open', () => dispatch(noticeDismissed()));
    return () => stopListening();
  }, [dispatch]);

  return (
    <div className="dashboard" data-testid="dashboard" data-transport={transport}>
      <AdminSidebar diagnosticLabel={diagnosticLabel} onSignOut={onSignOut} />
      <div className="content">
        <header className="widgets">
          {WIDGETS.map((Widget, index) => (
            <Widget key={index} />
          ))}
          {/* Why does the socket fail? The sidebar's button may be out of sight. */}
          {socketFailing && <DiagnosticButton />}
        </header>
        {children}
      </div>
    </div>
  );
}
