export { Link } from './Link';
export { Route, Routes } from './Routes';
export type { RouteProps } from './Routes';
export { Router, useLocation, useNavigate } from './Router';
