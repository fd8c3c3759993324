export type NoteKind = 'text' | 'list';

export interface Note {
  id: string;
  kind: NoteKind;
  text: string;
}
