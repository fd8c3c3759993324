import { distance } from '../geometry';
import type { Place } from '../places';
import { useMap } from './MapProvider';

export const MapView = ({ places, zoom }: { places: Place[]; zoom: number }) => {
  const { centre } = useMap();
  return <svg>{places.map((place) => distance(place.at, centre) * zoom)}</svg>;
};
