import type { Point } from './geometry';

export interface Place {
  name: string;
  at: Point;
}

export type View = 'list' | 'map' | 'auto';

export interface Settings {
  view: View;
  mapZoom: number;
  sorted: boolean;
}

/** Which view a screen gets: the map where it is wide enough. */
export function viewFor(settings: Settings, width: number): 'list' | 'map' {
  switch (settings.view) {
    case 'list':
      return 'list';
    case 'map':
      return 'map';
    case 'auto':
      return width > 800 ? 'map' : 'list';
  }
}
