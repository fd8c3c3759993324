import { useState } from 'react';
import type { FormEvent } from 'react';
import { ApiError, signIn } from '@/services';
import { problemText } from '@/services/userMessages';

interface LoginProps {
  /** Whether the administrator did not choose to be here. */
  readonly expired: boolean;
  readonly onSignedIn: (token: string) => void;
}

function explain(error: unknown): string {
  if (error instanceof ApiError && error.kind === 'status') {
    return error.status === 401 ? 'Name or password are wrong.' : error.message;
  }
  return 'The server cannot be reached.';
}

export default function Login({ expired, onSignedIn }: LoginProps) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      onSignedIn(await signIn(username, password));
    } catch (error) {
      setProblem(explain(error));
      setBusy(false);
    }
  };

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void submit();
  };

  return (
    <main className="login" data-testid="login">
      <h1>Sign in</h1>
      {expired && <p role="status">{problemText('sign-in', 1)}</p>}
      <form onSubmit={onSubmit}>
        <label htmlFor="username">Name</label>
        <input
          id="username"
          data-testid="username"
          autoComplete="username"
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
        <label htmlFor="password">Password</label>
        <input
          id="password"
          data-testid="password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <button type="submit" data-testid="sign-in" disabled={busy || username === '' || password === ''}>
          Sign in
        </button>
        {problem !== null && (
          <p role="alert" data-testid="sign-in-problem">
            {problem}
          </p>
        )}
      </form>
    </main>
  );
}
