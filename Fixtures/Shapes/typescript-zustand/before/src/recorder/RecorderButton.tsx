import { useNotes } from '../store/notes';
import { describeRecording } from './recorder';

export const RecorderButton = () => {
  const { isRecording, recordedSeconds, startRecording, stopRecording } = useNotes();
  return (
    <button type="button" onClick={isRecording ? stopRecording : startRecording}>
      {isRecording ? describeRecording(recordedSeconds) : 'Record'}
    </button>
  );
};
