import type { ReactNode } from 'react';
import { Link } from '@/routing';
import DiagnosticButton from './DiagnosticButton';

interface Entry {
  readonly path: string;
  readonly label: string;
  readonly extra?: ReactNode;
}

interface AdminSidebarProps {
  readonly diagnosticLabel: string;
  readonly onSignOut: () => void;
}

export default function AdminSidebar({ diagnosticLabel, onSignOut }: AdminSidebarProps) {
  const entries: readonly Entry[] = [
    { path: '/admin', label: 'Dashboard' },
    { path: '/admin/chat', label: 'Chat' },
    { path: '/admin/connection', label: 'Connection', extra: <DiagnosticButton label={diagnosticLabel} /> },
    { path: '/admin/chat-settings', label: 'Chat settings' },
    { path: '/admin/websocket-test', label: 'WebSocket test' },
  ];

  return (
    <nav className="sidebar" aria-label="Administration">
      <ul>
        {entries.map((entry) => (
          <li key={entry.path}>
            <Link to={entry.path}>{entry.label}</Link>
            {entry.extra}
          </li>
        ))}
      </ul>
      <button type="button" data-testid="sign-out" onClick={onSignOut}>
        Sign out
      </button>
    </nav>
  );
}
