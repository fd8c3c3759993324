/** The part of React's test utilities that the tests use; the packaged definitions leave them out. */
declare module 'react-dom/test-utils' {
  export function act(action: () => Promise<void>): Promise<void>;
  export function act(action: () => void): void;
}
