import { useCallback, useEffect, useState } from 'react';
import { ApiError } from '@/services/apiClient';
import { createSession, listSessions, shareSession } from '@/services/chatApi';
import { useAppDispatch, useAppSelector } from '@/store/react';
import { sessionsLoaded, setCurrentSession } from '@/store/slices/chatSlice';
import { signInExpired } from '@/store/slices/connectionSlice';
import type { ChatSession } from '@/types';

/** Others start conversations too: the list is read again now and then, and when the page gets the focus. */
const REFRESH_INTERVAL = 120_000;

interface Sessions {
  readonly sessions: readonly ChatSession[];
  readonly problem: string | null;
  readonly refresh: () => void;
  readonly select: (session: ChatSession) => void;
  readonly create: (clientName: string) => void;
  readonly share: (session: ChatSession, shared: boolean) => void;
}

export function useSessions(): Sessions {
  const dispatch = useAppDispatch();
  const sessions = useAppSelector((state) => state.chat.sessions);
  const [problem, setProblem] = useState<string | null>(null);

  const run = useCallback(
    async (action: () => Promise<void>) => {
      try {
        await action();
        setProblem(null);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) {
          dispatch(signInExpired());
        }
        const refused = error instanceof ApiError && error.kind === 'status';
        setProblem(refused ? error.message : 'The conversations cannot be loaded.');
      }
    },
    [dispatch],
  );

  const refresh = useCallback(() => {
    void run(async () => void dispatch(sessionsLoaded(await listSessions())));
  }, [dispatch, run]);

  useEffect(() => {
    refresh();
    const timer = setInterval(() => {
      if (!document.hidden) {
        refresh();
      }
    }, REFRESH_INTERVAL);
    window.addEventListener('focus', refresh);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', refresh);
    };
  }, [refresh]);

  const select = useCallback((session: ChatSession) => void dispatch(setCurrentSession(session)), [dispatch]);

  const create = useCallback(
    (clientName: string) => {
      void run(async () => {
        dispatch(setCurrentSession(await createSession(clientName)));
        dispatch(sessionsLoaded(await listSessions()));
      });
    },
    [dispatch, run],
  );

  const share = useCallback(
    (session: ChatSession, shared: boolean) => {
      // Shown at once; the list from the server corrects it if need be.
      dispatch(sessionsLoaded(sessions.map((known) => (known.id === session.id ? { ...known, shared } : known))));
      void run(async () => {
        try {
          await shareSession(session.id, shared);
        } finally {
          dispatch(sessionsLoaded(await listSessions()));
        }
      });
    },
    [dispatch, run, sessions],
  );

  return { sessions, problem, refresh, select, create, share };
}
