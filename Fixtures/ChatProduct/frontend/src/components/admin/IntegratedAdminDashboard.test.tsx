import { Router } from '@/routing';
import { chatModeManager } from '@/services/chatModeManager';
import { websocketService } from '@/services/websocketService';
import { Provider } from '@/store/react';
import { byId, click, linkTo, render, unmount } from '@/testing/render';
import IntegratedAdminDashboard from './IntegratedAdminDashboard';

jest.mock('@/services/websocketService', () => ({
  websocketService: { on: jest.fn(() => jest.fn()), start: jest.fn(), stop: jest.fn() },
}));
jest.mock('@/services/chatModeManager', () => ({
  chatModeManager: { start: jest.fn(), stop: jest.fn() },
}));

const onSignOut = jest.fn();

describe('IntegratedAdminDashboard', () => {
  beforeEach(() => {
    jest.clearAllMocks();
    render(
      <Provider>
        <Router initialPath="/admin">
          <IntegratedAdminDashboard diagnosticLabel="Check the socket" onSignOut={onSignOut}>
            <p data-testid="inside">inside</p>
          </IntegratedAdminDashboard>
        </Router>
      </Provider>,
    );
  });

  afterEach(unmount);

  it('starts the chat with the first page and stops it with the last', () => {
    expect(chatModeManager.start).toHaveBeenCalledTimes(1);
    expect(chatModeManager.stop).not.toHaveBeenCalled();
    unmount();
    expect(chatModeManager.stop).toHaveBeenCalledTimes(1);
  });

  it('keeps the chat while pages change', async () => {
    await click(linkTo('/admin/chat'));
    expect(linkTo('/admin/chat').getAttribute('aria-current')).toBe('page');
    expect(byId('inside').textContent).toBe('inside');
    expect(chatModeManager.stop).not.toHaveBeenCalled();
  });

  it('listens to the socket while it is shown', () => {
    expect(websocketService.on).toHaveBeenCalledTimes(1);
    expect(byId('diagnose').textContent).toBe('Check the socket');
  });

  it('passes on that somebody signs out', async () => {
    await click(byId('sign-out'));
    expect(onSignOut).toHaveBeenCalledTimes(1);
  });
});
