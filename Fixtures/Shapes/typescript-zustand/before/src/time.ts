export const formatSeconds = (seconds: number): string => `${Math.floor(seconds / 60)}:${seconds % 60}`;
export const formatDay = (day: Date): string => day.toISOString().slice(0, 10);
