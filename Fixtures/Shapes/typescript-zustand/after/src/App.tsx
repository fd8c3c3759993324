import { Link, Route, Routes } from 'react-router-dom';
import NotesPage from './pages/NotesPage';

export const App = () => (
  <div>
    <Link to="/">Notes</Link>
    <Routes>
      <Route path="/" element={<NotesPage />} />
    </Routes>
  </div>
);
