export interface Voice {
  name: string;
  pitch: number;
}

export class Speaker {
  private readonly queue: string[] = [];

  speak(text: string, voice: Voice | null): void {
    this.queue.push(voice === null ? text : `${voice.name}: ${text}`);
  }

  stop(): void {
    this.queue.length = 0;
  }

  voices(): Voice[] {
    return [{ name: 'Ada', pitch: 1 }];
  }
}

export const speaker = new Speaker();
