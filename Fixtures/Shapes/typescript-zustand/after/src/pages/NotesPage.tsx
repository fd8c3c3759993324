import { NoteView } from '@/components/NoteView';
import { useNotes } from '@/store/notes';
import type { NoteKind } from '@/types';

const FILTERS: { kind: NoteKind | 'all'; label: string }[] = [
  { kind: 'all', label: 'All' },
  { kind: 'text', label: 'Texts' },
  { kind: 'list', label: 'Lists' },
];

export default function NotesPage() {
  const notes = useNotes((state) => state.notes);
  const filter = useNotes((state) => state.filter);
  const setFilter = useNotes((state) => state.setFilter);

  return (
    <main className="idle">
      <nav>
        {FILTERS.map((entry) => (
          <button key={entry.kind} type="button" onClick={() => setFilter(entry.kind)}>
            {entry.label}
          </button>
        ))}
      </nav>
      {notes
        .filter((note) => filter === 'all' || note.kind === filter)
        .map((note) => (
          <NoteView key={note.id} note={note} />
        ))}
    </main>
  );
}
