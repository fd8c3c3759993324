import { useEffect } from 'react';
import { observer } from 'mobx-react-lite';
import { SpeechSettings } from './components/SpeechSettings';
import { TimerList } from './components/TimerList';
import { timerStore } from './stores/TimerStore';

export const App = observer(() => {
  useEffect(() => {
    void timerStore.load();
  }, []);

  return (
    <main>
      <TimerList />
      <button type="button" onClick={() => timerStore.add('Tea', 180, 'bell')}>
        Tea
      </button>
      <button type="button" onClick={() => timerStore.add('Bread', 2400, 'speech')}>
        Bread, called out
      </button>
      <button type="button" onClick={() => timerStore.add('Soup', 900, 'light')}>
        Soup
      </button>
      <SpeechSettings />
    </main>
  );
});
