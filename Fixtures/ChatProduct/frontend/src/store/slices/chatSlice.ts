import { createSlice } from '../createSlice';
import type { PayloadAction } from '../createSlice';

export type DeliveryStatus = 'sending' | 'sent' | 'delivered' | 'failed';

export interface ChatMessage {
  id: string;
  type: 'user' | 'assistant' | 'system';
  content: string;
  timestamp: string;
  session_id: string;
  status: DeliveryStatus;
}

/** How messages travel. */
export type ChatMode = 'websocket' | 'polling' | 'auto';

export interface ChatState {
  mode: ChatMode;
  sessionId: string;
  messages: ChatMessage[];
  typingOverSocket: boolean;
}

const initialState: ChatState = {
  mode: 'auto',
  sessionId: 'session-0001',
  messages: [],
  typingOverSocket: false,
};

const chatSlice = createSlice({
  name: 'chat',
  initialState,
  reducers: {
    modeChanged(state: ChatState, action: PayloadAction<ChatMode>) {
      state.mode = action.payload;
    },
    sessionChanged(state: ChatState, action: PayloadAction<string>) {
      state.sessionId = action.payload;
      state.messages = [];
    },
    messageAdded(state: ChatState, action: PayloadAction<ChatMessage>) {
      if (!state.messages.some((message) => message.id === action.payload.id)) {
        state.messages.push(action.payload);
      }
    },
    messageConfirmed(state: ChatState, action: PayloadAction<{ localId: string; id: string }>) {
      const message = state.messages.find((candidate) => candidate.id === action.payload.localId);
      if (message !== undefined) {
        message.id = action.payload.id;
        message.status = 'delivered';
      }
    },
    messageFailed(state: ChatState, action: PayloadAction<string>) {
      const message = state.messages.find((candidate) => candidate.id === action.payload);
      if (message !== undefined) {
        message.status = 'failed';
      }
    },
    /** Only the socket told when the other side was typing. */
    typingReceived(state: ChatState, action: PayloadAction<boolean>) {
      state.typingOverSocket = action.payload;
    },
  },
});

export const { modeChanged, sessionChanged, messageAdded, messageConfirmed, messageFailed, typingReceived } =
  chatSlice.actions;
export default chatSlice.reducer;
