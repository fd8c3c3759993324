import type { Middleware } from 'redux';

interface SerializableCheckOptions {
  /** Types of actions that may carry anything. */
  readonly ignoredActions?: readonly string[];
  /** Parts of the state that may hold anything, such as `chat.draft`. */
  readonly ignoredPaths?: readonly string[];
}

function findProblem(value: unknown, path: string, ignored: readonly string[]): string | undefined {
  if (ignored.includes(path) || value === null || value === undefined) {
    return undefined;
  }
  if (typeof value === 'function' || typeof value === 'symbol') {
    return path;
  }
  if (typeof value !== 'object') {
    return undefined;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) {
    return path;
  }
  for (const [key, child] of Object.entries(value as object)) {
    const problem = findProblem(child, path === '' ? key : `${path}.${key}`, ignored);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

/** Warns about actions and state that could not be written down. */
export function serializableCheck(options: SerializableCheckOptions = {}): Middleware {
  const { ignoredActions = [], ignoredPaths = [] } = options;
  return (api) => (next) => (action: { readonly type: string }) => {
    if (!ignoredActions.includes(action.type)) {
      const problem = findProblem(action, '', []);
      if (problem !== undefined) {
        console.warn(`${action.type}: '${problem}' is not serializable`);
      }
    }
    const result: unknown = next(action);
    const problem = findProblem(api.getState(), '', ignoredPaths);
    if (problem !== undefined) {
      console.warn(`state '${problem}' is not serializable`);
    }
    return result;
  };
}
