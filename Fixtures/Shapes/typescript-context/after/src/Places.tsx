import { isNorth } from './geometry';
import type { Place } from './places';
import { useSettings } from './SettingsContext';

export const Places = ({ places }: { places: Place[] }) => {
  const { settings } = useSettings();
  const shown = settings.sorted ? [...places].sort((a, b) => (isNorth(a.at, b.at) ? 1 : -1)) : places;

  return (
    <section>
      <ul>
        {shown.map((place) => (
          <li key={place.name}>{place.name}</li>
        ))}
      </ul>
    </section>
  );
};
