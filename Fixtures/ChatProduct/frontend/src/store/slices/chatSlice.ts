import type { ChatMessage, ChatMode, ChatSession, ServerMessage, Transport } from '@/types';
import { createSlice } from '../createSlice';
import type { PayloadAction } from '../createSlice';
import { findLocal, listOf, mergeReceived, replaceStoredCopy } from './messageList';

/** What the user should know besides the connection's status. */
export interface Notice {
  /** `fallback`: the chat changed over to polling. `refused`: a message was not accepted at all. */
  readonly kind: 'fallback' | 'refused';
  readonly text: string;
}

export interface ChatState {
  mode: ChatMode;
  /** What carries the messages now; in `auto` mode it may change by itself. */
  transport: Transport;
  notice: Notice | null;
  currentSession: ChatSession | null;
  sessions: ChatSession[];
  /** The messages of the current session, in the server's order. */
  messages: ChatMessage[];
  /** The messages of sessions looked at before, by session id. */
  otherMessages: Record<string, ChatMessage[]>;
}

interface LocalReference {
  readonly sessionId: string;
  readonly localId: string;
}

export const initialChatState: ChatState = {
  mode: 'auto',
  transport: 'polling',
  notice: null,
  currentSession: null,
  sessions: [],
  messages: [],
  otherMessages: {},
};

const chatSlice = createSlice({
  name: 'chat',
  initialState: initialChatState,
  reducers: {
    modeChanged(state: ChatState, action: PayloadAction<ChatMode>) {
      state.mode = action.payload;
    },
    transportChanged(state: ChatState, action: PayloadAction<Transport>) {
      state.transport = action.payload;
    },
    noticeShown(state: ChatState, action: PayloadAction<Notice>) {
      state.notice = action.payload;
    },
    noticeDismissed(state: ChatState) {
      state.notice = null;
    },

    setCurrentSession(state: ChatState, action: PayloadAction<ChatSession>) {
      const previous = state.currentSession;
      const next = action.payload;
      state.currentSession = next;
      if (previous?.id === next.id) {
        return;
      }
      if (previous !== null) {
        state.otherMessages[previous.id] = state.messages;
      }
      state.messages = state.otherMessages[next.id] ?? [];
      delete state.otherMessages[next.id];
    },
    sessionsLoaded(state: ChatState, action: PayloadAction<readonly ChatSession[]>) {
      state.sessions = [...action.payload];
      const current = action.payload.find((session) => session.id === state.currentSession?.id);
      if (current !== undefined) {
        state.currentSession = current;
      }
    },
    /** Nobody is signed in any more: forget what the last one saw. */
    chatCleared(state: ChatState) {
      state.currentSession = null;
      state.sessions = [];
      state.messages = [];
      state.otherMessages = {};
      state.notice = null;
    },

    messageAdded(state: ChatState, action: PayloadAction<ChatMessage>) {
      const list = listOf(state, action.payload.session_id);
      if (!list.some((message) => message.id === action.payload.id)) {
        list.push(action.payload);
      }
    },
    /** A request with the message has left. */
    messageAttempted(state: ChatState, action: PayloadAction<LocalReference>) {
      const message = findLocal(state, action.payload);
      if (message !== undefined) {
        message.attempted = true;
      }
    },
    messageSent(state: ChatState, action: PayloadAction<LocalReference & { readonly id: string }>) {
      const message = findLocal(state, action.payload);
      if (message !== undefined && (message.status === 'sending' || message.status === 'failed')) {
        replaceStoredCopy(listOf(state, action.payload.sessionId), message, action.payload.id);
        message.id = action.payload.id;
        message.status = 'sent';
        delete message.error;
      }
    },
    messageDelivered(state: ChatState, action: PayloadAction<LocalReference>) {
      const message = findLocal(state, action.payload);
      if (message?.status === 'sent') {
        message.status = 'delivered';
      }
    },
    messageFailed(state: ChatState, action: PayloadAction<LocalReference & { readonly error: string }>) {
      const message = findLocal(state, action.payload);
      if (message?.status === 'sending') {
        message.status = 'failed';
        message.error = action.payload.error;
      }
    },
    messageRetried(state: ChatState, action: PayloadAction<LocalReference>) {
      const message = findLocal(state, action.payload);
      if (message?.status === 'failed') {
        message.status = 'sending';
        message.placed = true;
        delete message.error;
      }
    },
    /** Messages from the server, in its order; all of them follow those received before. */
    messagesReceived(
      state: ChatState,
      action: PayloadAction<{ readonly sessionId: string; readonly messages: readonly ServerMessage[] }>,
    ) {
      mergeReceived(listOf(state, action.payload.sessionId), action.payload.messages);
    },
    /** The server no longer knows where reading ended: what was delivered will be read again. */
    deliveredForgotten(state: ChatState, action: PayloadAction<string>) {
      const list = listOf(state, action.payload);
      list.splice(0, list.length, ...list.filter((message) => message.status !== 'delivered'));
    },
  },
});

export const {
  modeChanged,
  transportChanged,
  noticeShown,
  noticeDismissed,
  setCurrentSession,
  sessionsLoaded,
  chatCleared,
  messageAdded,
  messageAttempted,
  messageSent,
  messageDelivered,
  messageFailed,
  messageRetried,
  messagesReceived,
  deliveredForgotten,
} = chatSlice.actions;
export default chatSlice.reducer;
