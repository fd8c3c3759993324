import { create } from 'zustand';
import { stopRecorder } from '../recorder/recorder';
import type { Note, NoteKind } from '../types';

interface NotesState {
  notes: Note[];
  filter: NoteKind | 'all';
  isRecording: boolean;
  recordedSeconds: number;
  add: (note: Note) => void;
  setFilter: (filter: NoteKind | 'all') => void;
  startRecording: () => void;
  stopRecording: () => void;
}

export const useNotes = create<NotesState>((set, get) => ({
  notes: [],
  filter: 'all',
  isRecording: false,
  recordedSeconds: 0,
  add: (note: Note) => set((state: NotesState) => ({ notes: [...state.notes, note] })),
  setFilter: (filter: NoteKind | 'all') => set({ filter }),
  startRecording: () => set({ isRecording: true, recordedSeconds: 0 }),
  stopRecording: () => {
    if (get().isRecording) {
      stopRecorder();
    }
    set({ isRecording: false });
  },
}));
