import { useState } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';
import { CONTENT_LIMIT, contentLength } from '@/types';
import type { SendOutcome } from '@/types';

interface MessageComposerProps {
  readonly onSend: (content: string) => Promise<SendOutcome>;
  readonly disabled: boolean;
}

export default function MessageComposer({ onSend, disabled }: MessageComposerProps) {
  const [draft, setDraft] = useState('');
  const tooLong = contentLength(draft) > CONTENT_LIMIT;
  const sendable = !disabled && !tooLong && draft.trim() !== '';

  const submit = (): void => {
    if (sendable) {
      // The message shows its own status from here on.
      void onSend(draft);
      setDraft('');
    }
  };

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    submit();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
  };

  return (
    <form className="composer" onSubmit={onSubmit}>
      <label htmlFor="message-input">Message</label>
      <textarea
        id="message-input"
        data-testid="message-input"
        rows={2}
        value={draft}
        disabled={disabled}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {tooLong && <p role="alert">A message may have {CONTENT_LIMIT} characters at most.</p>}
      <button type="submit" data-testid="send-message" disabled={!sendable}>
        Send
      </button>
    </form>
  );
}
