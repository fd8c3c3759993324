export type Point = readonly [number, number];

export const distance = (one: Point, other: Point): number => Math.hypot(one[0] - other[0], one[1] - other[1]);
export const isNorth = (one: Point, other: Point): boolean => one[1] > other[1];
