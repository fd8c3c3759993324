/** What the bundler puts in place of `process.env`. */
declare const process: {
  readonly env: {
    readonly NODE_ENV: 'development' | 'production' | 'test';
    readonly REACT_APP_API_URL?: string;
    readonly REACT_APP_WS_URL?: string;
    readonly REACT_APP_CHAT_MODE?: string;
  };
};
