import { clipboard } from 'electron';
import type { z } from 'zod';
import type { Settings, SettingsSource } from '#shared/config/settings.ts';
import { atOrigin, webhookUrl } from '#shared/config/webhook-url.ts';
import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { Outcome, SecretSaveResult } from '#shared/contract/outcome.ts';
import type {
  credentialsSaveSchema,
  sourceSaveSchema,
  sourceShellMethods,
} from '#shared/contract/sources.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { hasSameApi, namesSameServer } from '../secrets/destination.ts';
import { keepSecret } from '../secrets/keep.ts';
import type { SecretStore } from '../secrets/store.ts';
import type { SettingsStore } from '../settings/store.ts';

type SaveRequest = z.output<typeof sourceSaveSchema>;
type SaveCredentialsRequest = z.output<typeof credentialsSaveSchema>;

const withSource = (settings: Settings, source: SettingsSource): Settings => {
  const isKnown = settings.sources.some(({ id }) => id === source.id);
  return {
    ...settings,
    sources: isKnown
      ? settings.sources.map((other) => (other.id === source.id ? source : other))
      : [...settings.sources, source],
  };
};

/** The secrets after the change, newest first; null when they stay unchanged. */
function nextSecrets({ secrets, secretsMode }: SaveRequest, current: string[]): string[] | null {
  if (secretsMode === 'keep-newest') return current.length > 1 ? current.slice(0, 1) : null;
  if (!secrets) return null;
  return secretsMode === 'add' ? [...secrets, ...current].slice(0, 2) : secrets;
}

const unknownSource = {
  ok: false,
  code: 'gone',
  message: 'This phone system is no longer in Settings.',
} as const;

/** The commands of Settings on sources. */
export function createSourceCommands(dependencies: {
  settings: SettingsStore;
  secrets: SecretStore;
  /** The tunnel's `https://host`; null while unknown. */
  publicOrigin(): string | null;
  /** What is known of the source's subscription; undefined while nothing is. */
  subscriptionOf(sourceId: string): SubscriptionState | undefined;
  /** Asks the engine. */
  confirmAddress(sourceId: string): Promise<unknown>;
  moveAddress(sourceId: string): Promise<unknown>;
  /** Called after everything is stored, to update the engine's configuration. */
  changed(sourceId: string): void;
}) {
  const { settings, secrets, publicOrigin, subscriptionOf, changed } = dependencies;

  async function save(request: SaveRequest): Promise<SecretSaveResult> {
    const { source } = request;
    settings.requireWritable();
    // First, so that they never meet the other address.
    const before = settings.current.sources.find(({ id }) => id === source.id);
    if (before && !hasSameApi(before, source)) await secrets.clearCredentials(source.id);
    const next = nextSecrets(request, secrets.get(source.id));
    if (next) {
      const kept = await keepSecret(secrets, request.withoutKeyring, 'secrets', (storage) =>
        secrets.set(source.id, next, storage),
      );
      if (!kept.ok) return kept;
    }
    await settings.update((current) => withSource(current, source));
    changed(source.id);
    return { ok: true };
  }

  async function saveCredentials({
    id,
    credentials,
    withoutKeyring,
  }: SaveCredentialsRequest): Promise<SecretSaveResult> {
    if (!settings.current.sources.some((source) => source.id === id)) return unknownSource;
    const stored = secrets.credentials(id);
    const merged = Object.entries({
      ...(namesSameServer(stored, credentials) ? stored : {}),
      ...credentials,
    });
    const next = Object.fromEntries(merged.filter(([, value]) => value !== ''));
    if (Object.keys(next).length === 0) {
      await secrets.clearCredentials(id);
      changed(id);
      return { ok: true };
    }
    const kept = await keepSecret(secrets, withoutKeyring, 'credentials', (storage) =>
      secrets.setCredentials(id, next, storage),
    );
    if (kept.ok) changed(id);
    return kept;
  }

  async function remove(id: string): Promise<Outcome> {
    secrets.requireWritable();
    await settings.update((current) => ({
      ...current,
      sources: current.sources.filter((source) => source.id !== id),
    }));
    await secrets.remove(id);
    changed(id);
    return { ok: true };
  }

  function copyUrl(id: string): Outcome {
    const source = settings.current.sources.find((other) => other.id === id);
    if (!source) return unknownSource;
    const { port } = settings.current;
    clipboard.writeText(webhookUrl(withCurrentAddress(source), { port, publicOrigin: publicOrigin() }));
    return { ok: true };
  }

  /** A source whose own address was the tunnel's follows the tunnel: signatures cover the address that the vendor calls. */
  function withCurrentAddress(source: SettingsSource): SettingsSource {
    const stale = subscriptionOf(source.id)?.address;
    if (!stale || !source.publicUrl || new URL(source.publicUrl).origin !== stale.called) return source;
    return { ...source, publicUrl: atOrigin(source.publicUrl, stale.current) };
  }

  async function useCurrentAddress(id: string, tell: (id: string) => Promise<unknown>): Promise<Outcome> {
    const source = settings.current.sources.find((other) => other.id === id);
    if (!source) return unknownSource;
    const followed = withCurrentAddress(source);
    await tell(id);
    if (followed !== source) {
      await settings.update((current) => withSource(current, followed));
      changed(id);
    }
    return { ok: true };
  }

  return {
    save,
    saveCredentials,
    remove,
    copyUrl,
    confirmAddress: (id: string) => useCurrentAddress(id, dependencies.confirmAddress),
    moveAddress: (id: string) => useCurrentAddress(id, dependencies.moveAddress),
  };
}

export const sourceHandlers = ({
  save,
  saveCredentials,
  remove,
  copyUrl,
  confirmAddress,
  moveAddress,
}: ReturnType<typeof createSourceCommands>): WindowHandlers<keyof typeof sourceShellMethods> => ({
  'sources.save': save,
  'sources.saveCredentials': saveCredentials,
  'sources.remove': ({ id }) => remove(id),
  'sources.copyUrl': ({ id }) => copyUrl(id),
  'sources.confirmAddress': ({ id }) => confirmAddress(id),
  'sources.moveAddress': ({ id }) => moveAddress(id),
});
