export type Point = readonly [number, number];

export const isNorth = (one: Point, other: Point): boolean => one[1] > other[1];
