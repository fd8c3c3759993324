import { lazy } from 'react';
import { Link, Route, Routes } from 'react-router-dom';
import NotesPage from './pages/NotesPage';

const RecordingsPage = lazy(() => import('./pages/RecordingsPage'));

export const App = () => (
  <div>
    <Link to="/">Notes</Link>
    <Link to="/recordings">Recordings</Link>
    <Routes>
      <Route path="/" element={<NotesPage />} />
      <Route path="/recordings" element={<RecordingsPage />} />
    </Routes>
  </div>
);
