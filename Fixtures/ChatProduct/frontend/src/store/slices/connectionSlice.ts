import { createSlice } from '../createSlice';
import type { PayloadAction } from '../createSlice';

export type ConnectionStatus = 'connected' | 'polling' | 'error' | 'offline';

export interface ConnectionState {
  status: ConnectionStatus;
  lastError: string | null;
  socketOpen: boolean;
  socketCloseCode: number | null;
  reconnectAttempts: number;
}

const initialState: ConnectionState = {
  status: 'offline',
  lastError: null,
  socketOpen: false,
  socketCloseCode: null,
  reconnectAttempts: 0,
};

const connectionSlice = createSlice({
  name: 'connection',
  initialState,
  reducers: {
    statusChanged(state: ConnectionState, action: PayloadAction<ConnectionStatus>) {
      state.status = action.payload;
      if (action.payload !== 'error') {
        state.lastError = null;
      }
    },
    connectionFailed(state: ConnectionState, action: PayloadAction<string>) {
      state.status = 'error';
      state.lastError = action.payload;
    },
    /** The WebSocket handshake is done. */
    socketOpened(state: ConnectionState) {
      state.socketOpen = true;
      state.socketCloseCode = null;
      state.reconnectAttempts = 0;
    },
    socketClosed(state: ConnectionState, action: PayloadAction<number>) {
      state.socketOpen = false;
      state.socketCloseCode = action.payload;
      state.reconnectAttempts += 1;
    },
  },
});

export const { statusChanged, connectionFailed, socketOpened, socketClosed } = connectionSlice.actions;
export default connectionSlice.reducer;
