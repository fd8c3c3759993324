import { useState } from 'react';
import type { FormEvent } from 'react';
import { useSessions } from '@/hooks/useSessions';
import { currentUser } from '@/services/session';
import { useAppSelector } from '@/store/react';
import type { ChatSession } from '@/types';

export default function SessionList() {
  const { sessions, problem, refresh, select, create, share } = useSessions();
  const currentId = useAppSelector((state) => state.chat.currentSession?.id);
  const [clientName, setClientName] = useState('');

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    create(clientName.trim());
    setClientName('');
  };

  return (
    <section className="sessions" aria-labelledby="sessions-title">
      <h2 id="sessions-title">Conversations</h2>
      <form onSubmit={onSubmit}>
        <label htmlFor="client-name">Client</label>
        <input
          id="client-name"
          data-testid="client-name"
          value={clientName}
          onChange={(event) => setClientName(event.target.value)}
        />
        <button type="submit" data-testid="new-session" disabled={clientName.trim() === ''}>
          New conversation
        </button>
      </form>
      <button type="button" data-testid="refresh-sessions" onClick={refresh}>
        Refresh
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
      <ul data-testid="session-list">
        {sessions.map((session) => (
          <li key={session.id} data-testid="session" data-session={session.id}>
            <button
              type="button"
              className="session-name"
              aria-current={session.id === currentId}
              onClick={() => select(session)}
            >
              {session.client_name === '' ? session.id : session.client_name}
            </button>
            <SharingControl session={session} onChange={(shared) => share(session, shared)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface SharingControlProps {
  readonly session: ChatSession;
  readonly onChange: (shared: boolean) => void;
}

/** Only the owner may decide; everybody else sees whose conversation it is. */
function SharingControl({ session, onChange }: SharingControlProps) {
  if (session.owner !== currentUser()) {
    return <small>shared by {session.owner}</small>;
  }
  return (
    <label className="sharing">
      <input
        type="checkbox"
        data-testid="share-session"
        checked={session.shared}
        onChange={(event) => onChange(event.target.checked)}
      />
      Shared with all administrators
    </label>
  );
}
