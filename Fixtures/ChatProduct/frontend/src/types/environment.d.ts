/** What the bundler puts in place of `process.env`. */
declare const process: {
  readonly env: {
    readonly NODE_ENV: 'development' | 'production' | 'test';
    /** Where the API is; empty means the page's own origin. */
    readonly REACT_APP_API_URL?: string;
    /** Where the chat's WebSocket is; derived from the page's origin if it is empty. */
    readonly REACT_APP_WS_URL?: string;
    readonly REACT_APP_CHAT_MODE?: string;
    readonly REACT_APP_WS_RECONNECT_ATTEMPTS?: string;
  };
};
