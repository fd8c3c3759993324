import { chatModeManager } from '@/services/chatModeManager';
import { useAppSelector } from '@/store/react';
import type { ChatMode } from '@/store/slices/chatSlice';

const OPTIONS: readonly { readonly mode: ChatMode; readonly label: string }[] = [
  { mode: 'auto', label: 'Automatic' },
  { mode: 'websocket', label: 'WebSocket' },
  { mode: 'polling', label: 'Polling' },
];

export default function ChatToggle() {
  const mode = useAppSelector((state) => state.chat.mode);

  return (
    <fieldset>
      <legend>Chat mode</legend>
      {OPTIONS.map((option) => (
        <label key={option.mode}>
          <input
            type="radio"
            name="mode"
            checked={option.mode === mode}
            onChange={() => void chatModeManager.switchMode(option.mode)}
          />
          {option.label}
        </label>
      ))}
      {mode === 'websocket' && <p>Messages arrive over the WebSocket.</p>}
    </fieldset>
  );
}
