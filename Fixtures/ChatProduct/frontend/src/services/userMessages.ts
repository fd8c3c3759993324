import { ApiError } from './apiClient';

/** What the interface has to tell apart; each has its own words. */
export type Problem =
  | 'network'
  | 'timeout'
  | 'server'
  | 'malformed'
  | 'busy'
  | 'sign-in'
  | 'no-access'
  | 'refused';

const TEXTS: Record<Problem, string> = {
  network: 'The connection is lost. Trying again…',
  timeout: 'The server takes too long to answer. Trying again…',
  server: 'The server has a problem. Trying again…',
  malformed: 'The server sent an answer that could not be read. Trying again…',
  busy: 'Too many requests. The chat goes on in a moment.',
  'sign-in': 'Your sign-in has expired. Please sign in again.',
  'no-access': 'You have no access to this conversation.',
  refused: 'The server refused the request.',
};

const STILL_FAILING = 'The server has not answered for a while. Your messages are kept and will be sent.';
const MANY_FAILURES = 5;

/** Sorts an error of a request; undefined for a request that the client itself gave up. */
export function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof ApiError)) {
    return 'malformed';
  }
  switch (error.kind) {
    case 'aborted':
      return undefined;
    case 'network':
    case 'timeout':
    case 'malformed':
      return error.kind;
    case 'status':
      return problemOfStatus(error.status);
  }
}

function problemOfStatus(status: number): Problem {
  switch (status) {
    case 401:
      return 'sign-in';
    case 403:
      return 'no-access';
    case 429:
      return 'busy';
    case 408:
      return 'timeout';
    default:
      return status >= 500 ? 'server' : 'refused';
  }
}

/** Problems that trying again will not solve. */
export function isFinal(problem: Problem): boolean {
  return problem === 'sign-in' || problem === 'no-access';
}

export function problemText(problem: Problem, failures: number): string {
  return failures >= MANY_FAILURES && !isFinal(problem) ? STILL_FAILING : TEXTS[problem];
}

/** Why a message was given up: the server's own words where it refused it. */
export function failureText(error: ApiError): string {
  const problem = problemOf(error);
  switch (problem) {
    case 'refused':
    case 'no-access':
      return error.message;
    case 'sign-in':
      return TEXTS[problem];
    default:
      return 'The message could not be sent.';
  }
}
