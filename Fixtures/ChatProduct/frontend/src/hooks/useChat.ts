import { useCallback } from 'react';
import { pollingChatService } from '@/services/pollingChatService';
import { websocketService } from '@/services/websocketService';
import { useAppSelector } from '@/store/react';
import type { ChatMessage, ChatSession, ChatTransport, SendOutcome } from '@/types';

interface Chat {
  readonly session: ChatSession | null;
  readonly messages: readonly ChatMessage[];
  readonly sendMessage: (content: string) => Promise<SendOutcome>;
  readonly retryMessage: (localId: string) => Promise<SendOutcome>;
}

/** The current session's messages, and how to add to them. */
export function useChat(): Chat {
  const session = useAppSelector((state) => state.chat.currentSession);
  const messages = useAppSelector((state) => state.chat.messages);
  const transport = useAppSelector((state) => state.chat.transport);
  const service: ChatTransport = transport === 'websocket' ? websocketService : pollingChatService;

  const sendMessage = useCallback(
    (content: string): Promise<SendOutcome> => {
      if (session === null) {
        return Promise.resolve({ status: 'failed', reason: 'Choose a conversation first.' });
      }
      return service.sendMessage({ content, sessionId: session.id, clientName: session.client_name });
    },
    [service, session],
  );

  const retryMessage = useCallback((localId: string) => service.retryMessage(localId), [service]);

  return { session, messages, sendMessage, retryMessage };
}
