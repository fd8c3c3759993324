import { observer } from 'mobx-react-lite';
import { speaker } from '../speech/speaker';
import { timerStore } from '../stores/TimerStore';

export const SpeechSettings = observer(() => (
  <fieldset>
    <legend>Voice</legend>
    {speaker.voices().map((voice) => (
      <button key={voice.name} type="button" onClick={() => timerStore.setVoice(voice)}>
        {voice.name}
      </button>
    ))}
    <p>{timerStore.calledOut} timers were called out.</p>
  </fieldset>
));
