import { create } from 'zustand';
import type { Note, NoteKind } from '../types';

interface NotesState {
  notes: Note[];
  filter: NoteKind | 'all';
  add: (note: Note) => void;
  setFilter: (filter: NoteKind | 'all') => void;
}

export const useNotes = create<NotesState>((set) => ({
  notes: [],
  filter: 'all',
  add: (note: Note) => set((state: NotesState) => ({ notes: [...state.notes, note] })),
  setFilter: (filter: NoteKind | 'all') => set({ filter }),
}));
