import { useNotes } from './notes';

jest.mock('../recorder/recorder', () => ({ stopRecorder: jest.fn() }));

describe('notes', () => {
  it('keeps what is added', () => {
    useNotes.getState().add({ id: '1', kind: 'text', text: 'a' });
    expect(useNotes.getState().notes).toHaveLength(1);
  });

  it('records', () => {
    useNotes.getState().startRecording();
    expect(useNotes.getState().isRecording).toBe(true);
  });
});
