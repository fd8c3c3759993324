import { MapProvider } from './map/MapProvider';
import { Places } from './Places';
import { SettingsProvider } from './SettingsContext';

export const App = () => (
  <SettingsProvider>
    <MapProvider>
      <Places places={[{ name: 'Here', at: [1, 2] }]} />
    </MapProvider>
  </SettingsProvider>
);
