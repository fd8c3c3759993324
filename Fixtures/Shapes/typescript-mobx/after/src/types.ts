/** What a timer does when it ends. */
export type Signal = 'bell' | 'light';

export interface Timer {
  id: number;
  title: string;
  seconds: number;
  signal: Signal;
}
