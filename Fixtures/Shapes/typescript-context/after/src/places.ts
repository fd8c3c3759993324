import type { Point } from './geometry';

export interface Place {
  name: string;
  at: Point;
}

export interface Settings {
  sorted: boolean;
}
