/** What is photographed: a scene, the way to it, and the window it is seen in. */
import type { Page } from 'playwright-core';
import type { SceneName } from './scenes.ts';

export interface Shot {
  name: string;
  scene: SceneName;
  /** Address within the app. */
  route?: string;
  /** What the reader does before the picture. */
  prepare?: (page: Page) => Promise<void>;
  size?: { width: number; height: number };
  /** Kept in docs/screenshots; the others are only for the eye. */
  isDocumented?: true;
}

const narrow = { width: 720, height: 480 };

const openKeyringDialog = async (page: Page): Promise<void> => {
  await page.getByLabel('Name').fill('Sales line');
  await page.getByLabel('Auth token').fill('example');
  await page.getByLabel('Public address').fill('https://calls.example.com/hooks/sales');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('dialog').waitFor();
};

const tryTunnel = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Set up ngrok' }).click();
  await page.getByLabel('Authtoken').fill('example');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText('It does not work yet').waitFor();
};

export const shots: readonly Shot[] = [
  { name: 'full', isDocumented: true, scene: 'full' },
  {
    name: 'voicemail',
    scene: 'full',
    prepare: async (page) => {
      await page.keyboard.press('j');
      await page.getByRole('heading', { name: /Voicemail, 0:42/ }).waitFor();
    },
  },
  { name: 'calls', isDocumented: true, scene: 'full', route: '/calls' },
  { name: 'empty', scene: 'empty' },
  { name: 'closed', scene: 'empty', route: '/follow-ups?list=closed' },
  { name: 'first-start', isDocumented: true, scene: 'first-start' },
  { name: 'not-listening', scene: 'not-listening' },
  { name: 'unreachable', scene: 'unreachable' },
  {
    name: 'how-known',
    scene: 'partly-known',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'How this is known' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'how-unreachable',
    scene: 'unreachable',
    size: narrow,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'How this is known' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'tunnel', scene: 'full', route: '/settings#tunnel' },
  { name: 'tunnel-refused', scene: 'tunnel-refused', route: '/settings', prepare: tryTunnel },
  {
    name: 'tunnel-ssh',
    scene: 'tunnel-refused',
    route: '/settings',
    prepare: async (page) => {
      await page.getByRole('combobox', { name: 'Kind' }).selectOption('ssh');
    },
  },
  { name: 'settings', isDocumented: true, scene: 'full', route: '/settings' },
  { name: 'health', isDocumented: true, scene: 'full', route: '/health' },
  { name: 'deliveries', scene: 'full', route: '/health?view=deliveries' },
  { name: 'quarantine', scene: 'full', route: '/health?view=quarantine' },
  { name: 'dead-letters', scene: 'full', route: '/health?view=dead-letters' },
  { name: 'dead-letters-empty', scene: 'quiet', route: '/health?view=dead-letters' },
  {
    name: 'test-call',
    scene: 'full',
    route: '/health',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Send a test call' }).first().click();
      await page.getByRole('menu').waitFor();
    },
  },
  { name: 'narrow-health', scene: 'full', route: '/health', size: narrow },
  { name: 'source', scene: 'full', route: '/settings/sources/main' },
  { name: 'mapping', scene: 'mapping', route: '/settings/sources/service/fields' },
  { name: 'mapping-new', scene: 'full', route: '/settings/sources/service/fields' },
  {
    name: 'source-socket',
    scene: 'first-start',
    route: '/settings/sources/new',
    prepare: async (page) => {
      await page.getByRole('combobox', { name: 'Phone system' }).selectOption('ringcentral');
    },
  },
  {
    name: 'source-open',
    scene: 'first-start',
    route: '/settings/sources/new',
    prepare: async (page) => {
      await page.getByRole('combobox', { name: 'Phone system' }).selectOption('hmac');
      await page.getByRole('switch').check();
    },
  },
  {
    name: 'source-more',
    scene: 'full',
    route: '/settings/sources/main',
    prepare: async (page) => {
      await page.getByText('Remove this phone system').scrollIntoViewIfNeeded();
    },
  },
  { name: 'source-new', scene: 'first-start', route: '/settings/sources/new' },
  { name: 'source-hmac', scene: 'full', route: '/settings/sources/service' },
  {
    name: 'no-keyring',
    scene: 'no-keyring',
    route: '/settings/sources/new',
    prepare: openKeyringDialog,
  },
  {
    name: 'keys',
    scene: 'full',
    prepare: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'done',
    scene: 'full',
    prepare: async (page) => {
      await page.keyboard.press('e');
      await page.getByRole('button', { name: 'Undo' }).waitFor();
    },
  },
  { name: 'narrow', scene: 'full', size: narrow },
  {
    name: 'narrow-caller',
    scene: 'full',
    size: narrow,
    prepare: async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'narrow-settings', scene: 'full', route: '/settings', size: narrow },
  { name: 'narrow-not-listening', scene: 'not-listening', size: narrow },
];
