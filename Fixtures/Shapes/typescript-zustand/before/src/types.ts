export type NoteKind = 'text' | 'list' | 'recording';

export interface Note {
  id: string;
  kind: NoteKind;
  text: string;
  /** Where the sound of a recording is. */
  recordingUrl?: string;
}
