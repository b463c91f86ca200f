import { clipboard } from 'electron';
import type { z } from 'zod';
import type { InvokeResponse, Outcome, sourceSaveSchema } from '#shared/ipc.ts';
import type { Settings, SettingsSource } from '#shared/settings.ts';
import { KeyringError } from '../secrets/keyring.ts';
import type { SecretStore, Storage } from '../secrets/store.ts';
import type { SettingsStore } from '../settings/store.ts';

type SaveRequest = z.output<typeof sourceSaveSchema>;
type SaveResult = InvokeResponse<'sources:save'>;

/** The path that the phone system posts to on this computer. */
const localUrl = (port: number, sourceId: string): string => `http://127.0.0.1:${port}/hooks/${sourceId}`;

const withSource = (settings: Settings, source: SettingsSource): Settings => {
  const isKnown = settings.sources.some(({ id }) => id === source.id);
  return {
    ...settings,
    sources: isKnown
      ? settings.sources.map((other) => (other.id === source.id ? source : other))
      : [...settings.sources, source],
  };
};

/** The secrets after the change, newest first; null where they stay as they are. */
function nextSecrets({ secrets, secretsMode }: SaveRequest, current: string[]): string[] | null {
  if (secretsMode === 'keep-newest') return current.length > 1 ? current.slice(0, 1) : null;
  if (!secrets) return null;
  return secretsMode === 'add' ? [...secrets, ...current].slice(0, 2) : secrets;
}

/** What Settings does with sources. */
export function createSourceCommands(dependencies: {
  settings: SettingsStore;
  secrets: SecretStore;
  /** The engine must hear of it; called after everything is stored. */
  changed(sourceId: string): void;
}) {
  const { settings, secrets, changed } = dependencies;

  const storageFor = async (withoutKeyring: SaveRequest['withoutKeyring']): Promise<Storage> =>
    (await secrets.keyring()).secure ? 'keychain' : (withoutKeyring ?? 'none');

  async function save(request: SaveRequest): Promise<SaveResult> {
    const { source } = request;
    const next = nextSecrets(request, secrets.get(source.id));
    if (next) {
      const storage = await storageFor(request.withoutKeyring);
      if (storage === 'none')
        return { ok: false, consentNeeded: true, backend: (await secrets.keyring()).backend };
      try {
        await secrets.set(source.id, next, storage);
      } catch (error) {
        if (error instanceof KeyringError) return { ok: false, message: error.message, field: 'secrets' };
        throw error;
      }
    }
    await settings.update((current) => withSource(current, source));
    changed(source.id);
    return { ok: true };
  }

  async function remove(id: string): Promise<Outcome> {
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
    if (!source) return { ok: false, message: 'This phone system is no longer in Settings.' };
    clipboard.writeText(source.publicUrl ?? localUrl(settings.current.port, id));
    return { ok: true };
  }

  return { save, remove, copyUrl };
}
export type SourceCommands = ReturnType<typeof createSourceCommands>;
