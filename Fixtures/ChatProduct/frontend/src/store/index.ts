import { applyMiddleware, combineReducers, legacy_createStore as createStore } from 'redux';
import { serializableCheck } from './serializableCheck';
import chatReducer from './slices/chatSlice';
import connectionReducer from './slices/connectionSlice';

const reducer = combineReducers({
  chat: chatReducer,
  connection: connectionReducer,
});

export const store = createStore(
  reducer,
  applyMiddleware(
    serializableCheck({
      // The socket's close event is passed on as it is.
      ignoredActions: ['connection/socketClosed'],
      ignoredPaths: ['connection.socketCloseEvent'],
    }),
  ),
);

export type RootState = ReturnType<typeof store.getState>;
export type AppDispatch = typeof store.dispatch;
