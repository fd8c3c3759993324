import { makeAutoObservable, runInAction } from 'mobx';
import { ring } from '../bell';
import type { Signal, Timer } from '../types';

export class TimerStore {
  timers: Timer[] = [];

  constructor() {
    makeAutoObservable(this);
  }

  get count(): number {
    return this.timers.length;
  }

  add(title: string, seconds: number, signal: Signal): void {
    this.timers.push({ id: this.timers.length + 1, title, seconds, signal });
  }

  end(timer: Timer): void {
    switch (timer.signal) {
      case 'bell':
        ring(timer.title);
        break;
      case 'light':
        document.title = timer.title;
        break;
    }
    this.timers = this.timers.filter((other) => other !== timer);
  }

  async load(): Promise<void> {
    const response = await fetch('/timers');
    const timers = (await response.json()) as Timer[];
    runInAction(() => {
      this.timers = timers;
    });
  }
}

export const timerStore = new TimerStore();
