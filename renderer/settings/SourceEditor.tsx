import { Anchor, Divider, Stack, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SettingsSource } from '#shared/config/settings.ts';
import { webhookUrl } from '#shared/config/webhook-url.ts';
import type { SettingsView } from '#shared/contract/settings.ts';
import { providerDescriptions } from '#shared/providers/index.ts';
import { useIsNarrow } from '../list/ListWithDetails.tsx';
import { showConfirmation } from '../ui/toast.ts';
import { ConsentDialog } from './ConsentDialog.tsx';
import { CredentialsSection } from './CredentialsSection.tsx';
import { MappingSection } from './mapping/MappingSection.tsx';
import { isMappable } from './mapping/mappable.ts';
import { RemoveSource } from './RemoveSource.tsx';
import { SecretSection } from './SecretSection.tsx';
import { SetupSteps } from './SetupSteps.tsx';
import { SourceConnection } from './SourceConnection.tsx';
import { SourceForm } from './SourceForm.tsx';
import classes from './settings.module.css';
import { useSourceDraft } from './source-draft.tsx';
import {
  asksForSecret,
  lacksAddress,
  newId,
  type SourceValues,
  toSource,
  valuesOf,
} from './source-values.ts';
import { useSaveSource } from './use-save-source.ts';
import { useTunnelOrigin } from './use-tunnel-origin.ts';

interface SourceEditorProps {
  source: SettingsSource | null;
  view: SettingsView;
}

/** Converts the path of a refused field to the form's name of it. */
const formField = (field: string): string =>
  field.startsWith('secrets') ? 'secret' : field.replace(/^source\./, '').replace(/\[\d+\]$/, '');

/** The editor of a source: its fields, and the vendor's steps beside them. */
export function SourceEditor({ source, view }: SourceEditorProps) {
  const navigate = useNavigate();
  const { save, isSaving, question } = useSaveSource();
  const { draft, keep } = useSourceDraft();
  const [initial] = useState(() => (source ? null : draft) ?? valuesOf(source));
  const [choice, setChoice] = useState<Pick<SourceValues, 'provider' | 'transport'>>(initial);
  const { settings } = view;
  const tunnel = useTunnelOrigin(settings);
  const taken = settings.sources.map(({ id }) => id);

  const onSave = async (values: SourceValues): Promise<Record<string, string>> => {
    const id = source?.id ?? newId(values, taken);
    // The engine uses the tunnel's address for a source only when the settings name it.
    const publicUrl =
      lacksAddress(values) && !tunnel.isFixed && tunnel.origin !== null
        ? webhookUrl({ id }, { publicOrigin: tunnel.origin, port: settings.port })
        : values.publicUrl;
    const saved = await save({
      source: toSource({ ...values, publicUrl }, source ?? { id }),
      ...(source || !asksForSecret(values) ? {} : { secrets: [values.secret.trim()] }),
    });
    if (!saved.isSaved)
      return saved.field && saved.message ? { [formField(saved.field)]: saved.message } : {};
    showConfirmation(source ? 'Saved' : `${values.name} added`);
    if (source) return {};
    keep(null);
    void navigate({ to: '/settings/sources/$sourceId', params: { sourceId: id } });
    return {};
  };

  // An existing source is mostly opened for its address, which one column would put below all fields.
  const isAddressFirst = useIsNarrow() && source !== null;
  const steps = <SetupSteps choice={choice} source={source} settings={settings} />;

  return (
    <div className={classes.scroll}>
      <Stack className={classes.page} gap="lg">
        <Stack gap={4}>
          <Anchor component={Link} to="/settings" fz="sm" underline="hover" className={classes.back}>
            <IconArrowLeft size={15} stroke={1.8} aria-hidden /> Settings
          </Anchor>
          <Title order={1}>{source ? source.name : 'Add a phone system'}</Title>
        </Stack>
        <div className={classes.columns}>
          {isAddressFirst && steps}
          <Stack gap="xl">
            <SourceForm
              source={source}
              initial={initial}
              tunnel={tunnel}
              isSaving={isSaving && !question}
              onChoice={setChoice}
              onSave={onSave}
            />
            {source && (
              <>
                {asksForSecret(valuesOf(source)) && (
                  <>
                    <Divider color="var(--rb-line)" />
                    <SecretSection
                      source={source}
                      state={view.secrets.find(({ sourceId }) => sourceId === source.id)}
                    />
                  </>
                )}
                {isMappable(source.provider) && (
                  <>
                    <Divider color="var(--rb-line)" />
                    <MappingSection source={source} />
                  </>
                )}
                {providerDescriptions[source.provider].credentials && (
                  <>
                    <Divider color="var(--rb-line)" />
                    <CredentialsSection
                      source={source}
                      state={view.credentials.find(({ sourceId }) => sourceId === source.id)}
                    />
                  </>
                )}
                <SourceConnection source={source} />
                <Divider color="var(--rb-line)" />
                <div>
                  <RemoveSource source={source} />
                </div>
              </>
            )}
          </Stack>
          {!isAddressFirst && steps}
        </div>
      </Stack>
      <ConsentDialog question={question} />
    </div>
  );
}
