import { useNotes } from '@/store/notes';

export default function RecordingsPage() {
  const recordings = useNotes((state) => state.notes).filter((note) => note.kind === 'recording');
  return <p>{recordings.length}</p>;
}
