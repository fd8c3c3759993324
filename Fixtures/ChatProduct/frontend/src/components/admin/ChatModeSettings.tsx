import { useState } from 'react';
import { saveServerMode } from '@/services/chatConfig';
import { chatModeManager } from '@/services/chatModeManager';
import type { ChatMode } from '@/types';
import ChatToggle from './ChatToggle';
import TransportComparison from './TransportComparison';

const DESCRIPTIONS: Record<ChatMode, string> = {
  auto: 'Everybody tries the WebSocket first and falls back to polling.',
  websocket: 'Everybody uses the WebSocket.',
  polling: 'Everybody polls.',
};

/** The page on which administrators choose how the chat travels. */
export default function ChatModeSettings() {
  const [result, setResult] = useState('');

  const save = async (mode: ChatMode): Promise<void> => {
    try {
      chatModeManager.applyConfig(await saveServerMode(mode));
      setResult(DESCRIPTIONS[mode]);
    } catch (error) {
      setResult(error instanceof Error ? error.message : 'The mode could not be saved.');
    }
  };

  const handlers: Record<ChatMode, () => void> = {
    auto: () => void save('auto'),
    websocket: () => void save('websocket'),
    polling: () => void save('polling'),
  };

  return (
    <main data-testid="chat-settings">
      <h1>Chat settings</h1>
      <ChatToggle />
      <section aria-labelledby="server-mode-title">
        <h2 id="server-mode-title">For everybody</h2>
        <p>Holds for all who have not chosen a mode in their own browser.</p>
        <button type="button" data-testid="server-mode-auto" onClick={handlers.auto}>
          Automatic
        </button>
        <button type="button" data-testid="server-mode-websocket" onClick={handlers.websocket}>
          WebSocket
        </button>
        <button type="button" data-testid="server-mode-polling" onClick={handlers.polling}>
          Polling
        </button>
        <p role="status" data-testid="server-mode-result">
          {result}
        </p>
      </section>
      <TransportComparison />
    </main>
  );
}
