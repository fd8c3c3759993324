export { default as AdminSidebar } from './AdminSidebar';
export { default as ChatPage } from './ChatPage';
export { default as ChatToggle } from './ChatToggle';
export * from './ConnectionStatus';
export { default as DiagnosticButton } from './DiagnosticButton';
export * from './DiagnosticButton';
export { default as IntegratedAdminDashboard } from './IntegratedAdminDashboard';
export { default as SimpleWebSocketTest } from './SimpleWebSocketTest';
