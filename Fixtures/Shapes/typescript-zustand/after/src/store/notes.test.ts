import { useNotes } from './notes';

describe('notes', () => {
  it('keeps what is added', () => {
    useNotes.getState().add({ id: '1', kind: 'text', text: 'a' });
    expect(useNotes.getState().notes).toHaveLength(1);
  });
});
