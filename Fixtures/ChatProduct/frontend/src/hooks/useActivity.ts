import { useEffect } from 'react';
import { pollingChatService } from '@/services/pollingChatService';

/** Polls faster while somebody types. */
export function useActivity(): void {
  useEffect(() => {
    const note = () => pollingChatService.noteActivity();
    document.addEventListener('keydown', note);
    return () => document.removeEventListener('keydown', note);
  }, []);
}
