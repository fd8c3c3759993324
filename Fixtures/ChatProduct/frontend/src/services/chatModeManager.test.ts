import { ChatModeManager } from './chatModeManager';
import { pollingChatService } from './pollingChatService';
import { websocketService } from './websocketService';

jest.mock('./websocketService', () => ({
  websocketService: {
    on: jest.fn((_event: string, _listener: () => void) => () => undefined),
    connect: jest.fn(() => Promise.resolve()),
    disconnect: jest.fn(() => undefined),
  },
}));
jest.mock('./pollingChatService', () => ({
  pollingChatService: { start: jest.fn(() => undefined), stop: jest.fn(() => undefined) },
}));

describe('ChatModeManager', () => {
  beforeEach(() => jest.clearAllMocks());

  it('polls in polling mode', async () => {
    const manager = new ChatModeManager();
    await manager.switchMode('polling');
    expect(manager.currentMode()).toBe('polling');
    expect(pollingChatService.start).toHaveBeenCalledTimes(1);
  });

  it('opens the socket in websocket mode', async () => {
    await new ChatModeManager().switchMode('websocket');
    expect(websocketService.connect).toHaveBeenCalledTimes(1);
  });

  it('stops polling when it stops', async () => {
    const manager = new ChatModeManager();
    await manager.switchMode('polling');
    jest.clearAllMocks();
    manager.stop();
    expect(pollingChatService.stop).toHaveBeenCalledTimes(1);
    expect(websocketService.disconnect).not.toHaveBeenCalled();
  });
});
