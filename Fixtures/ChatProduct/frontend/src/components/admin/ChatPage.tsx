import { useState } from 'react';
import type { FormEvent } from 'react';
import { useActivity } from '@/hooks/useActivity';
import { pollingChatService } from '@/services/pollingChatService';
import { useAppSelector } from '@/store/react';
import { ConnectionStatus } from './ConnectionStatus';

export default function ChatPage() {
  const messages = useAppSelector((state) => state.chat.messages);
  const mode = useAppSelector((state) => state.chat.mode);
  const [draft, setDraft] = useState('');
  useActivity();

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    await pollingChatService.send(draft);
    setDraft('');
  };

  return (
    <main>
      <ConnectionStatus />
      <p>{mode === 'websocket' ? 'Live' : 'New messages every few seconds'}</p>
      <ol>
        {messages.map((message) => (
          <li key={message.id} data-status={message.status}>
            {message.content}
          </li>
        ))}
      </ol>
      <form onSubmit={(event) => void onSubmit(event)}>
        <input value={draft} onChange={(event) => setDraft(event.target.value)} />
        <button type="submit" disabled={draft === ''}>
          Send
        </button>
      </form>
    </main>
  );
}
