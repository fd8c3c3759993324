import { useEffect, useRef } from 'react';
import type { ChatMessage, DeliveryStatus } from '@/types';

const STATUS_LABELS: Record<DeliveryStatus, string> = {
  sending: 'Sending…',
  sent: 'Sent',
  delivered: 'Delivered',
  failed: 'Not sent',
};

interface MessageListProps {
  readonly messages: readonly ChatMessage[];
  readonly onRetry: (localId: string) => void;
}

export default function MessageList({ messages, onRetry }: MessageListProps) {
  const list = useRef<HTMLOListElement>(null);

  // The latest message is the one to see; only the list scrolls, not the page.
  useEffect(() => {
    if (list.current !== null) {
      list.current.scrollTop = list.current.scrollHeight;
    }
  }, [messages.length]);

  return (
    <ol ref={list} className="messages" aria-label="Messages" aria-live="polite" data-testid="message-list">
      {messages.map((message) => (
        <MessageItem key={message.localId ?? message.id} message={message} onRetry={onRetry} />
      ))}
    </ol>
  );
}

interface MessageItemProps {
  readonly message: ChatMessage;
  readonly onRetry: (localId: string) => void;
}

function MessageItem({ message, onRetry }: MessageItemProps) {
  const { localId } = message;
  return (
    <li
      className={`message message-${message.type}`}
      data-testid="message"
      data-status={message.status}
      data-id={message.id}
    >
      <span className="message-author">{message.author ?? message.type}</span>
      <p className="message-content" data-testid="message-content">
        {message.content}
      </p>
      <footer>
        <time dateTime={message.timestamp}>{timeOf(message.timestamp)}</time>
        {message.type === 'user' && <span data-testid="message-status">{STATUS_LABELS[message.status]}</span>}
        {message.status === 'failed' && localId !== undefined && (
          <>
            <span role="alert">{message.error}</span>
            <button type="button" data-testid="retry-message" onClick={() => onRetry(localId)}>
              Try again
            </button>
          </>
        )}
      </footer>
    </li>
  );
}

function timeOf(timestamp: string): string {
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
