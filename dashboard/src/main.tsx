import { createRoot } from 'react-dom/client';

const root = document.querySelector('#app');
if (root) createRoot(root).render(<p>Payback</p>);
