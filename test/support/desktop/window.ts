/** A person's actions in Ringback's window. Each one ends when the window shows its result. */
import type { Locator, Page } from 'playwright-core';

/** How a secret is kept on a computer without a keychain, in the words of the dialog that asks. */
export const keep = {
  untilQuit: 'Only until Ringback quits',
  onDisk: 'On the disk, not encrypted',
} as const;
export type Keep = (typeof keep)[keyof typeof keep];

type Screen = 'To call back' | 'All calls' | 'Health' | 'Settings';

/** The link to a screen, with the number of callers beside "To call back". */
const screenLink = (page: Page, screen: Screen): Locator =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: new RegExp(`^${screen}`) });

export const openScreen = (page: Page, screen: Screen): Promise<void> => screenLink(page, screen).click();

/** The text of the status line. */
export const statusLine = (page: Page): Promise<string> =>
  page.getByRole('status', { name: 'Listening state' }).innerText();

/** The dialog that asks how to keep a secret. */
export const consentDialog = (page: Page): Locator =>
  page.getByRole('dialog', { name: 'No keychain on this computer' });

/** Answers the dialog that asks how to store a secret. */
export async function consent(page: Page, how: Keep): Promise<void> {
  const dialog = consentDialog(page);
  await dialog.getByRole('radio', { name: how }).check();
  await dialog.getByRole('button', { name: 'Save the secret' }).click();
  await dialog.waitFor({ state: 'detached' });
}

export interface NewPhoneSystem {
  /** Its entry in the list of phone systems; the first one unless told. */
  kind?: string;
  name: string;
  /** By the fields' labels. */
  fields?: Readonly<Record<string, string>>;
  /** Labels of switches that are turned on. */
  switches?: readonly string[];
}

/** The input of a form with this label. */
const inputOf = (form: Locator, label: string): Locator => form.locator('input').and(form.getByLabel(label));

/** Fills in a phone system and presses "Add". Where there is no keychain, a dialog asks how to keep its secret then. */
export async function submitPhoneSystem(page: Page, wanted: NewPhoneSystem): Promise<void> {
  await openScreen(page, 'Settings');
  await page.getByRole('button', { name: 'Add a phone system' }).click();
  const form = page.getByRole('form', { name: 'Phone system and its options' });
  if (wanted.kind) await form.getByRole('combobox', { name: 'Phone system' }).selectOption(wanted.kind);
  await form.getByLabel('Name', { exact: true }).fill(wanted.name);
  for (const label of wanted.switches ?? []) await form.getByRole('switch', { name: label }).click();
  for (const [label, value] of Object.entries(wanted.fields ?? {})) await inputOf(form, label).fill(value);
  await form.getByRole('button', { name: 'Add' }).click();
}

/** Adds a phone system. @param how where a dialog asks how to keep the secret. */
export async function addPhoneSystem(page: Page, wanted: NewPhoneSystem, how?: Keep): Promise<void> {
  await submitPhoneSystem(page, wanted);
  if (how) await consent(page, how);
  await page.getByRole('heading', { level: 1, name: wanted.name }).waitFor();
}

/** Opens a phone system's page in Settings. */
export async function openPhoneSystem(page: Page, name: string): Promise<void> {
  await openScreen(page, 'Settings');
  await page.getByRole('main').getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

export async function renamePhoneSystem(page: Page, from: string, to: string): Promise<void> {
  await openPhoneSystem(page, from);
  const form = page.getByRole('form', { name: 'Phone system and its options' });
  await form.getByLabel('Name', { exact: true }).fill(to);
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: to }).waitFor();
}

/** The address that the page of a phone system says to give to its vendor. */
export const webhookAddress = (page: Page): Promise<string> =>
  page.getByRole('complementary', { name: 'Setting up' }).locator('code').first().innerText();

/** Gives a phone system that has none its secret. @param label what its vendor calls it. */
export async function setSecret(
  page: Page,
  name: string,
  label: string,
  value: string,
  how?: Keep,
): Promise<void> {
  await openPhoneSystem(page, name);
  await page.getByRole('button', { name: 'Set the secret' }).click();
  const form = page.getByRole('form', { name: label });
  await form.getByLabel('New secret').fill(value);
  await form.getByRole('button', { name: 'Save the secret' }).click();
  if (how) await consent(page, how);
  await form.waitFor({ state: 'detached' });
}

/** Gives a phone system its access to the call log, by the fields' labels. */
export async function saveAccess(
  page: Page,
  name: string,
  fields: Readonly<Record<string, string>>,
  how?: Keep,
): Promise<void> {
  await openPhoneSystem(page, name);
  const form = page.getByRole('form', { name: 'Access to the call log' });
  for (const [label, value] of Object.entries(fields)) await inputOf(form, label).fill(value);
  await form.getByRole('button', { name: 'Save access' }).click();
  if (how) await consent(page, how);
  await form.getByRole('button', { name: 'Erase' }).waitFor();
}

/** Saves a form whose button is there only while something is changed. */
async function saveForm(form: Locator): Promise<void> {
  const save = form.getByRole('button', { name: 'Save' });
  await save.click();
  await save.waitFor({ state: 'detached' });
}

export async function setCrmAddress(page: Page, template: string): Promise<void> {
  await openScreen(page, 'Settings');
  const form = page.getByRole('form', { name: 'CRM address' });
  await form.getByLabel("Address of a caller's record").fill(template);
  await saveForm(form);
}

export async function setPort(page: Page, port: number): Promise<void> {
  await openScreen(page, 'Settings');
  const form = page.getByRole('form', { name: 'Listening port' });
  await form.getByLabel('Port').fill(String(port));
  await saveForm(form);
}

/** @param seconds how long a missed call is held before it is notified. */
export async function setDelay(page: Page, seconds: number): Promise<void> {
  await openScreen(page, 'Settings');
  const form = page.getByRole('form', { name: 'Notification delay' });
  await form.getByLabel('Delay of a missed call, in seconds').fill(String(seconds));
  await saveForm(form);
}

export async function chooseCountry(page: Page, country: string): Promise<void> {
  await openScreen(page, 'Settings');
  const field = page.getByRole('combobox', { name: 'Country' });
  await field.fill(country);
  await page.getByRole('option', { name: country, exact: true }).click();
}

export async function chooseAppearance(page: Page, appearance: string | RegExp): Promise<void> {
  await openScreen(page, 'Settings');
  await page.getByRole('radiogroup', { name: 'Appearance' }).getByText(appearance).click();
}

export const tunnelForm = (page: Page): Locator => page.getByRole('form', { name: 'Tunnel' });

/** Saves the tunnel that Settings shows with this token. */
export async function saveTunnelToken(page: Page, token: string, how?: Keep): Promise<void> {
  await openScreen(page, 'Settings');
  await tunnelForm(page).getByRole('textbox', { name: 'Authtoken' }).fill(token);
  await tunnelForm(page).getByRole('button', { name: 'Save' }).click();
  if (how) await consent(page, how);
}

/** The number of calls in "All calls", loaded or not. Opens that screen. */
export async function countCalls(page: Page): Promise<number> {
  await openScreen(page, 'All calls');
  const row = page.getByRole('list', { name: 'All calls' }).locator('[aria-setsize]').first();
  await row.waitFor();
  return Number(await row.getAttribute('aria-setsize'));
}
