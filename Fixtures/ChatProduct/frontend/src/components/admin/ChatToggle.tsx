import { chatModeManager } from '@/services/chatModeManager';
import { useAppSelector } from '@/store/react';
import type { ChatMode } from '@/types';

const OPTIONS: readonly { readonly mode: ChatMode; readonly label: string }[] = [
  { mode: 'auto', label: 'Automatic' },
  { mode: 'websocket', label: 'WebSocket' },
  { mode: 'polling', label: 'Polling' },
];

interface ChatToggleProps {
  readonly legend?: string;
}

/** Chooses the chat's mode for this browser. */
export default function ChatToggle({ legend = 'Chat mode in this browser' }: ChatToggleProps) {
  const mode = useAppSelector((state) => state.chat.mode);

  return (
    <fieldset className="chat-toggle" data-testid="chat-toggle">
      <legend>{legend}</legend>
      {OPTIONS.map((option) => (
        <label key={option.mode}>
          <input
            type="radio"
            name="chat-mode"
            data-testid={`chat-mode-${option.mode}`}
            checked={option.mode === mode}
            onChange={() => chatModeManager.switchMode(option.mode)}
          />
          {option.label}
        </label>
      ))}
      {mode === 'websocket' && <p>Without the WebSocket no messages arrive in this mode.</p>}
    </fieldset>
  );
}
