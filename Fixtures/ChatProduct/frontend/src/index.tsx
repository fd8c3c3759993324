import { createRoot } from 'react-dom/client';
import App from './App';
import './styles.css';

if (process.env.NODE_ENV === 'development') {
  void import('./services/connectionDiagnostics').then(({ installDiagnostics }) => installDiagnostics());
}

const container = document.getElementById('root');
if (container !== null) {
  createRoot(container).render(<App />);
}
