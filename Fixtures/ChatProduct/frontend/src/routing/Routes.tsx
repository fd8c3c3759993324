import { Children, isValidElement } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useLocation } from './Router';

export interface RouteProps {
  /** Matched whole; `*` matches what no other route does. */
  readonly path: string;
  readonly element: ReactElement;
}

/** Says what to show at a path; only `Routes` renders it. */
export function Route({ element }: RouteProps): ReactElement {
  return element;
}

/** Shows the first of its routes that matches. */
export function Routes({ children }: { readonly children: ReactNode }): ReactElement | null {
  const path = useLocation();
  const routes = Children.toArray(children).filter(
    (child): child is ReactElement<RouteProps> => isValidElement(child) && child.type === Route,
  );
  const match = routes.find((route) => route.props.path === path || route.props.path === '*');
  return match?.props.element ?? null;
}
