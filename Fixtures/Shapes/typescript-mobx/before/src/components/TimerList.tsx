import { observer } from 'mobx-react-lite';
import { timerStore } from '../stores/TimerStore';
import type { Signal } from '../types';

const SIGNS: Record<Signal, string> = {
  bell: '🔔',
  speech: '🗣',
  light: '💡',
};

export const TimerList = observer(() => (
  <section>
    <h2>{timerStore.count} timers</h2>
    {timerStore.isSpeaking && <p role="status">Speaking…</p>}
    <ul>
      {timerStore.timers.map((timer) => (
        <li key={timer.id} className={timer.signal === 'speech' ? 'loud' : 'quiet'}>
          {SIGNS[timer.signal]} {timer.title}
          <button type="button" onClick={() => timerStore.end(timer)}>
            End
          </button>
        </li>
      ))}
    </ul>
  </section>
));
