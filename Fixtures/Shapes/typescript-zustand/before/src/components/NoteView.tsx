import type { Note } from '@/types';

export const NoteView = ({ note }: { note: Note }) => {
  switch (note.kind) {
    case 'list':
      return <ul>{note.text}</ul>;
    case 'recording':
      return <audio src={note.recordingUrl} />;
    default:
      return <p>{note.text}</p>;
  }
};
