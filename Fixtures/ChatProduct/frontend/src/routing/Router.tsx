import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

interface Navigation {
  readonly path: string;
  readonly navigate: (path: string) => void;
}

const NavigationContext = createContext<Navigation>({ path: '/', navigate: () => undefined });

interface RouterProps {
  /** Where to begin; the address bar decides if it is left out. */
  readonly initialPath?: string;
  readonly children: ReactNode;
}

export function Router({ initialPath, children }: RouterProps) {
  const [path, setPath] = useState(() => initialPath ?? window.location.pathname);

  useEffect(() => {
    const onPopState = () => setPath(window.location.pathname);
    window.addEventListener('popstate', onPopState);
    return () => window.removeEventListener('popstate', onPopState);
  }, []);

  const navigate = useCallback((next: string) => {
    window.history.pushState(null, '', next);
    setPath(next);
  }, []);

  const navigation = useMemo(() => ({ path, navigate }), [path, navigate]);
  return <NavigationContext.Provider value={navigation}>{children}</NavigationContext.Provider>;
}

export function useLocation(): string {
  return useContext(NavigationContext).path;
}

export function useNavigate(): (path: string) => void {
  return useContext(NavigationContext).navigate;
}
