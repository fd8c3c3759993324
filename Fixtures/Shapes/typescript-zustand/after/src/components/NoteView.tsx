import type { Note } from '@/types';

export const NoteView = ({ note }: { note: Note }) => {
  switch (note.kind) {
    case 'list':
      return <ul>{note.text}</ul>;
    default:
      return <p>{note.text}</p>;
  }
};
