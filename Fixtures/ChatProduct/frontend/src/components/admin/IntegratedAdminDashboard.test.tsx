import { renderToStaticMarkup } from 'react-dom/server';
import { Router } from '@/routing';
import { websocketService } from '@/services/websocketService';
import { Provider } from '@/store/react';
import IntegratedAdminDashboard from './IntegratedAdminDashboard';

jest.mock('@/services/websocketService', () => ({
  websocketService: { on: jest.fn(), connect: jest.fn(), disconnect: jest.fn() },
}));

function render(): string {
  return renderToStaticMarkup(
    <Provider>
      <Router initialPath="/admin">
        <IntegratedAdminDashboard sessionId="session-0002">
          <p>inside</p>
        </IntegratedAdminDashboard>
      </Router>
    </Provider>,
  );
}

describe('IntegratedAdminDashboard', () => {
  it('shows its children', () => {
    expect(render()).toContain('<p>inside</p>');
    expect(websocketService.disconnect).not.toHaveBeenCalled();
  });

  it('offers the chat', () => {
    expect(render()).toContain('href="/admin/chat"');
  });
});
