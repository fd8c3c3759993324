import { applyMiddleware, combineReducers, legacy_createStore as createStore } from 'redux';
import { rememberSession, rememberedSession } from './rememberSession';
import { serializableCheck } from './serializableCheck';
import chatReducer, { initialChatState } from './slices/chatSlice';
import connectionReducer from './slices/connectionSlice';

const reducer = combineReducers({
  chat: chatReducer,
  connection: connectionReducer,
});

export const store = createStore(
  reducer,
  { chat: { ...initialChatState, currentSession: rememberedSession() } },
  applyMiddleware(
    rememberSession,
    serializableCheck({
      // The socket itself is passed on and kept: it cannot be written down.
      ignoredActions: ['connection/socketOpened'],
      ignoredPaths: ['connection.socket'],
    }),
  ),
);

export type RootState = ReturnType<typeof store.getState>;
export type AppDispatch = typeof store.dispatch;
