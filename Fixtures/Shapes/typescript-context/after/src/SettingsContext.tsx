import { createContext, useContext, useState } from 'react';
import type { ReactNode } from 'react';
import type { Settings } from './places';

interface SettingsValue {
  settings: Settings;
}

const initial: Settings = { sorted: true };

const SettingsContext = createContext<SettingsValue>({
  settings: initial,
});

export function SettingsProvider({ children }: { children: ReactNode }) {
  const [settings] = useState<Settings>(initial);

  return (
    <SettingsContext.Provider value={{ settings }}>{children}</SettingsContext.Provider>
  );
}

export const useSettings = (): SettingsValue => useContext(SettingsContext);
