import { createContext, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Settings, View } from './places';

interface SettingsValue {
  settings: Settings;
  setView: (view: View) => void;
  setMapZoom: (zoom: number) => void;
}

const initial: Settings = { view: 'auto', mapZoom: 3, sorted: true };

const SettingsContext = createContext<SettingsValue>({
  settings: initial,
  setView: () => undefined,
  setMapZoom: () => undefined,
});

export function SettingsProvider({ children }: { children: ReactNode }) {
  const [settings, setSettings] = useState<Settings>(initial);
  const setView = (view: View) => setSettings((known) => ({ ...known, view }));
  const setMapZoom = (mapZoom: number) => setSettings((known) => ({ ...known, mapZoom }));

  useEffect(() => {
    localStorage.setItem('zoom', String(settings.mapZoom));
  }, [settings.mapZoom]);

  return (
    <SettingsContext.Provider value={{ settings, setView, setMapZoom }}>{children}</SettingsContext.Provider>
  );
}

export const useSettings = (): SettingsValue => useContext(SettingsContext);
