import { makeAutoObservable, reaction, runInAction } from 'mobx';
import { ring } from '../bell';
import { speaker } from '../speech/speaker';
import type { Voice } from '../speech/speaker';
import type { Signal, Timer } from '../types';

export class TimerStore {
  timers: Timer[] = [];
  voice: Voice | null = null;
  isSpeaking = false;
  private spoken = 0;

  constructor() {
    makeAutoObservable(this);
    reaction(
      () => this.isSpeaking,
      (speaking) => {
        if (!speaking) {
          speaker.stop();
        }
      },
    );
  }

  get count(): number {
    return this.timers.length;
  }

  /** How many timers have been called out. */
  get calledOut(): number {
    return this.spoken;
  }

  add(title: string, seconds: number, signal: Signal): void {
    this.timers.push({ id: this.timers.length + 1, title, seconds, signal });
  }

  setVoice(voice: Voice): void {
    this.voice = voice;
  }

  end(timer: Timer): void {
    switch (timer.signal) {
      case 'bell':
        ring(timer.title);
        break;
      case 'speech':
        this.call(timer.title);
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
      this.isSpeaking = false;
    });
  }

  private call(title: string): void {
    this.isSpeaking = true;
    this.spoken += 1;
    speaker.speak(title, this.voice);
  }
}

export const timerStore = new TimerStore();
