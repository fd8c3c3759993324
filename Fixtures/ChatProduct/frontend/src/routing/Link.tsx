import type { MouseEvent, ReactNode } from 'react';
import { useLocation, useNavigate } from './Router';

interface LinkProps {
  readonly to: string;
  readonly children: ReactNode;
}

export function Link({ to, children }: LinkProps) {
  const navigate = useNavigate();
  const current = useLocation() === to;
  const onClick = (event: MouseEvent) => {
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={to} aria-current={current ? 'page' : undefined} onClick={onClick}>
      {children}
    </a>
  );
}
