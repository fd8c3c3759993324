import { useChat } from '@/hooks/useChat';
import MessageComposer from './MessageComposer';
import MessageList from './MessageList';

/** One conversation: its messages and the field for the next one. */
export default function ConsultantChat() {
  const { session, messages, sendMessage, retryMessage } = useChat();

  return (
    <section className="conversation" aria-labelledby="conversation-title">
      <h2 id="conversation-title" data-testid="conversation-title">
        {session === null ? 'Choose a conversation' : titleOf(session.client_name, session.id)}
      </h2>
      <MessageList messages={messages} onRetry={(localId) => void retryMessage(localId)} />
      <MessageComposer key={session?.id} onSend={sendMessage} disabled={session === null} />
    </section>
  );
}

function titleOf(clientName: string, sessionId: string): string {
  return clientName === '' ? sessionId : clientName;
}
