import type { Transport } from '@/types';

/** What is measured: a request's round trip, or the way of a message from writing to confirmation. */
type Measure = 'poll' | 'delivery' | 'ping';

interface Summary {
  readonly count: number;
  readonly errors: number;
  readonly average: number;
  readonly p95: number;
}

interface Series {
  durations: number[];
  errors: number;
}

/** Older durations are dropped, so that a page left open for days stays small. */
const KEPT = 200;

/** Times in milliseconds, by transport and measure, for the comparison in the settings. */
export class PerformanceMonitor {
  private readonly series = new Map<string, Series>();

  record(transport: Transport, measure: Measure, milliseconds: number): void {
    const { durations } = this.seriesOf(transport, measure);
    durations.push(Math.max(0, milliseconds));
    if (durations.length > KEPT) {
      durations.shift();
    }
  }

  recordError(transport: Transport, measure: Measure): void {
    this.seriesOf(transport, measure).errors += 1;
  }

  summary(transport: Transport, measure: Measure): Summary {
    const { durations, errors } = this.seriesOf(transport, measure);
    const sorted = [...durations].sort((a, b) => a - b);
    const total = sorted.reduce((sum, duration) => sum + duration, 0);
    return {
      count: sorted.length,
      errors,
      average: sorted.length === 0 ? 0 : total / sorted.length,
      p95: sorted.length === 0 ? 0 : sorted[Math.ceil(sorted.length * 0.95) - 1],
    };
  }

  private seriesOf(transport: Transport, measure: Measure): Series {
    const key = `${transport}/${measure}`;
    const series = this.series.get(key) ?? { durations: [], errors: 0 };
    this.series.set(key, series);
    return series;
  }
}

export const performanceMonitor = new PerformanceMonitor();
