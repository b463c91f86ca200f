import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/theme.css';
import { createHashHistory } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createQueryClient } from './app/query-client.ts';
import { windowBridge } from './data/bridge.ts';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element with the ID "root"');

createRoot(container).render(
  <StrictMode>
    <App bridge={windowBridge()} history={createHashHistory()} queryClient={createQueryClient()} />
  </StrictMode>,
);
