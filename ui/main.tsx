import './shell/tokens.css';
import './shell/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { apply_theme } from './shell/theme.ts';

apply_theme();
createRoot(document.getElementById('app')!).render(<App />);
