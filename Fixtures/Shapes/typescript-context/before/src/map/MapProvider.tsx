import { createContext, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';

interface MapValue {
  centre: readonly [number, number];
}

const MapContext = createContext<MapValue>({ centre: [0, 0] });

export function MapProvider({ children }: { children: ReactNode }) {
  const value = useMemo(() => ({ centre: [1, 2] as const }), []);
  return <MapContext.Provider value={value}>{children}</MapContext.Provider>;
}

export const useMap = (): MapValue => useContext(MapContext);
