import { Link } from '@/routing';
import { useAppSelector } from '@/store/react';

/** Where administrators begin: what is open, and the way to the chat. */
export default function DashboardHome() {
  const session = useAppSelector((state) => state.chat.currentSession);
  const count = useAppSelector((state) => state.chat.messages.length);

  return (
    <main data-testid="dashboard-home">
      <h1>Dashboard</h1>
      {session === null ? (
        <p>No conversation is open.</p>
      ) : (
        <p data-testid="open-conversation">
          {session.client_name === '' ? session.id : session.client_name}: {count} messages
        </p>
      )}
      <Link to="/admin/chat">Go to the chat</Link>
    </main>
  );
}
