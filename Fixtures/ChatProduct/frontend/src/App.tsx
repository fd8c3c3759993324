import { useEffect, useRef, useState } from 'react';
import {
  ChatModeSettings,
  ChatPage,
  ConnectionPage,
  DashboardHome,
  IntegratedAdminDashboard,
  Login,
  SimpleWebSocketTest,
} from '@/components/admin';
import { WebSocketProvider } from '@/contexts/WebSocketContext';
import { Route, Router, Routes } from '@/routing';
import { pollingChatService } from '@/services';
import { authToken, currentUser, forgetToken, keepToken } from '@/services/session';
import { Provider, useAppDispatch, useAppSelector } from '@/store/react';
import { chatCleared } from '@/store/slices/chatSlice';
import { signInConfirmed } from '@/store/slices/connectionSlice';

interface AppProps {
  readonly initialPath?: string;
}

export default function App({ initialPath }: AppProps) {
  return (
    <Provider>
      <Router initialPath={initialPath}>
        <Administration />
      </Router>
    </Provider>
  );
}

/** Asks to sign in first, and again when the server no longer accepts the sign-in. */
function Administration() {
  const dispatch = useAppDispatch();
  const signInRequired = useAppSelector((state) => state.connection.signInRequired);
  const [signedIn, setSignedIn] = useState(() => authToken() !== '');
  const [expired, setExpired] = useState(false);
  const lastUser = useRef(currentUser());

  useEffect(() => {
    if (signInRequired) {
      forgetToken();
      setSignedIn(false);
      setExpired(true);
    }
  }, [signInRequired]);

  const forgetChat = (): void => {
    pollingChatService.forgetProgress();
    dispatch(chatCleared());
  };

  const onSignedIn = (token: string): void => {
    keepToken(token);
    dispatch(signInConfirmed());
    if (currentUser() !== lastUser.current) {
      forgetChat();
      lastUser.current = currentUser();
    }
    setSignedIn(true);
    setExpired(false);
  };

  const onSignOut = (): void => {
    forgetToken();
    setSignedIn(false);
    forgetChat();
  };

  if (!signedIn) {
    return <Login expired={expired} onSignedIn={onSignedIn} />;
  }
  return (
    <WebSocketProvider>
      <IntegratedAdminDashboard diagnosticLabel="Diagnose" onSignOut={onSignOut}>
        <Routes>
          <Route path="/admin/chat" element={<ChatPage />} />
          <Route path="/admin/connection" element={<ConnectionPage />} />
          <Route path="/admin/chat-settings" element={<ChatModeSettings />} />
          <Route path="/admin/websocket-test" element={<SimpleWebSocketTest />} />
          <Route path="*" element={<DashboardHome />} />
        </Routes>
      </IntegratedAdminDashboard>
    </WebSocketProvider>
  );
}
