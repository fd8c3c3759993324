import type { SocketStatus } from '@/services/websocketService';
import { createSlice } from '../createSlice';
import type { PayloadAction } from '../createSlice';

/** What polling is up to, as the interface shows it. */
export type ConnectionStatus = 'connected' | 'polling' | 'reconnecting' | 'failed' | 'offline';

export interface ConnectionState {
  status: ConnectionStatus;
  /** What is wrong, in words for the user; null while all is well. */
  lastError: string | null;
  signInRequired: boolean;
  /** The open socket. It cannot be written down, so the store's check leaves it out. */
  socket: WebSocket | null;
  socketStatus: SocketStatus;
  socketCloseCode: number | null;
  reconnectAttempts: number;
  lastPingAt: number | null;
  lastPongAt: number | null;
}

interface StatusChange {
  readonly status: ConnectionStatus;
  readonly error: string | null;
  readonly signInRequired: boolean;
}

const initialState: ConnectionState = {
  status: 'offline',
  lastError: null,
  signInRequired: false,
  socket: null,
  socketStatus: 'closed',
  socketCloseCode: null,
  reconnectAttempts: 0,
  lastPingAt: null,
  lastPongAt: null,
};

const connectionSlice = createSlice({
  name: 'connection',
  initialState,
  reducers: {
    statusChanged(state: ConnectionState, action: PayloadAction<StatusChange>) {
      state.status = action.payload.status;
      state.lastError = action.payload.error;
      state.signInRequired = action.payload.signInRequired;
    },
    /** Some other request was refused because nobody is signed in any more. */
    signInExpired(state: ConnectionState) {
      state.signInRequired = true;
    },
    signInConfirmed(state: ConnectionState) {
      state.signInRequired = false;
    },
    socketConnecting(state: ConnectionState) {
      state.socketStatus = 'connecting';
    },
    /** The WebSocket handshake is done. */
    socketOpened(state: ConnectionState, action: PayloadAction<WebSocket>) {
      state.socket = action.payload;
      state.socketStatus = 'open';
      state.socketCloseCode = null;
      state.reconnectAttempts = 0;
    },
    socketClosed(state: ConnectionState, action: PayloadAction<number>) {
      state.socket = null;
      state.socketStatus = 'closed';
      state.socketCloseCode = action.payload;
      state.lastPingAt = null;
      state.lastPongAt = null;
    },
    reconnectScheduled(state: ConnectionState, action: PayloadAction<number>) {
      state.socketStatus = 'reconnecting';
      state.reconnectAttempts = action.payload;
    },
    pingSent(state: ConnectionState, action: PayloadAction<number>) {
      state.lastPingAt = action.payload;
    },
    pongReceived(state: ConnectionState, action: PayloadAction<number>) {
      state.lastPongAt = action.payload;
    },
  },
});

export const {
  statusChanged,
  signInExpired,
  signInConfirmed,
  socketConnecting,
  socketOpened,
  socketClosed,
  reconnectScheduled,
  pingSent,
  pongReceived,
} = connectionSlice.actions;
export default connectionSlice.reducer;
