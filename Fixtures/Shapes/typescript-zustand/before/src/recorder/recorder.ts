import { formatSeconds } from '../time';

export const stopRecorder = (): void => console.log('stopped');
export const describeRecording = (seconds: number): string => formatSeconds(seconds);
