import { useState } from 'react';
import { isNorth } from './geometry';
import { MapView } from './map/MapView';
import { viewFor } from './places';
import type { Place, View } from './places';
import { useSettings } from './SettingsContext';

const LABELS: Record<View, string> = {
  auto: 'As the screen allows',
  list: 'As a list',
  map: 'On a map',
};

const VIEWS: View[] = ['auto', 'list', 'map'];

export const Places = ({ places }: { places: Place[] }) => {
  const { settings, setView, setMapZoom } = useSettings();
  const [width] = useState(1000);
  const view = viewFor(settings, width);
  const shown = settings.sorted ? [...places].sort((a, b) => (isNorth(a.at, b.at) ? 1 : -1)) : places;

  return (
    <section>
      <select value={settings.view} onChange={(event) => setView(event.target.value as View)}>
        {VIEWS.map((entry) => (
          <option key={entry} value={entry}>
            {LABELS[entry]}
          </option>
        ))}
      </select>
      {view === 'map' && (
        <div>
          <label>Zoom</label>
          <input value={settings.mapZoom} onChange={(event) => setMapZoom(Number(event.target.value))} />
        </div>
      )}
      {view === 'map' ? (
        <MapView places={shown} zoom={settings.mapZoom} />
      ) : (
        <ul>
          {shown.map((place) => (
            <li key={place.name}>{place.name}</li>
          ))}
        </ul>
      )}
    </section>
  );
};
