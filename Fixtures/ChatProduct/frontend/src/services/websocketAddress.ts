import { CHAT_PATHS } from './paths';
import { authToken } from './session';

/** Where the socket is: configured, or at the page's own host. */
export function socketUrl(): string {
  const configured = process.env.REACT_APP_WS_URL;
  if (configured !== undefined && configured !== '') {
    return configured;
  }
  const scheme = window.location.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${window.location.host}${CHAT_PATHS.socket}`;
}

/** Browsers cannot set headers on a WebSocket, so the token travels as a subprotocol. */
export function socketProtocols(): string[] {
  return ['bearer', authToken()];
}
