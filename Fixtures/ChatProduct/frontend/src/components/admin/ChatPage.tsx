import { useAppSelector } from '@/store/react';
import ConsultantChat from './ConsultantChat';
import SessionList from './SessionList';

export default function ChatPage() {
  const transport = useAppSelector((state) => state.chat.transport);

  return (
    <main className="chat-page" data-testid="chat-page">
      <header>
        <h1>Chat</h1>
        <p data-testid="transport-hint">
          {transport === 'websocket' ? 'Messages arrive live' : 'New messages every few seconds'}
        </p>
      </header>
      <div className="chat-columns">
        <SessionList />
        <ConsultantChat />
      </div>
    </main>
  );
}
