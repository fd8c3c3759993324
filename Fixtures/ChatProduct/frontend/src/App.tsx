import { ChatPage, ConnectionStatus, IntegratedAdminDashboard, SimpleWebSocketTest } from '@/components/admin';
import { Route, Router, Routes } from '@/routing';
import { Provider } from '@/store/react';

interface AppProps {
  readonly initialPath?: string;
}

export default function App({ initialPath }: AppProps) {
  return (
    <Provider>
      <Router initialPath={initialPath}>
        <IntegratedAdminDashboard sessionId="session-0001">
          <Routes>
            <Route path="/admin/chat" element={<ChatPage />} />
            <Route path="/admin/connection" element={<ConnectionStatus />} />
            <Route path="/admin/websocket-test" element={<SimpleWebSocketTest />} />
            <Route path="*" element={<p>Choose a page.</p>} />
          </Routes>
        </IntegratedAdminDashboard>
      </Router>
    </Provider>
  );
}
