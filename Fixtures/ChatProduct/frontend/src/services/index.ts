export { ApiError } from './apiClient';
export { chatModeManager } from './chatModeManager';
export * from './connectionDiagnostics';
export { POLL_INTERVALS, RETRY_DELAYS, pollingChatService } from './pollingChatService';
export { default as simpleWebSocketService } from './simpleWebSocketService';
export { WebSocketService, websocketService } from './websocketService';
export type { SocketMessage, SocketStatus } from './websocketService';
