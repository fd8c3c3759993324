import { renderToStaticMarkup } from 'react-dom/server';
import DiagnosticButton from './DiagnosticButton';

describe('DiagnosticButton', () => {
  it('shows no report at first', () => {
    const markup = renderToStaticMarkup(<DiagnosticButton label="Check" />);
    expect(markup).toBe('<div><button>Check</button></div>');
  });
});
