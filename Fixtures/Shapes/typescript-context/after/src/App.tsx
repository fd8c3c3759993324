import { Places } from './Places';
import { SettingsProvider } from './SettingsContext';

export const App = () => (
  <SettingsProvider>
    <Places places={[{ name: 'Here', at: [1, 2] }]} />
  </SettingsProvider>
);
