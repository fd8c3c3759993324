import type { ReactNode } from 'react';
import { Link } from '@/routing';
import DiagnosticButton from './DiagnosticButton';

interface Entry {
  readonly path: string;
  readonly label: string;
  readonly extra?: ReactNode;
}

const ENTRIES: readonly Entry[] = [
  { path: '/admin', label: 'Dashboard' },
  { path: '/admin/chat', label: 'Chat' },
  { path: '/admin/connection', label: 'Connection', extra: <DiagnosticButton label="Diagnose" /> },
  { path: '/admin/websocket-test', label: 'WebSocket test' },
];

export default function AdminSidebar() {
  return (
    <nav>
      <ul>
        {ENTRIES.map((entry) => (
          <li key={entry.path}>
            <Link to={entry.path}>{entry.label}</Link>
            {entry.extra}
          </li>
        ))}
      </ul>
    </nav>
  );
}
