import { Button, Stack, Text } from '@mantine/core';
import { IconChevronRight, IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { SecretState, SettingsSource } from '#shared/config/settings.ts';
import { usesSocket } from '#shared/config/sources.ts';
import type { SettingsView } from '#shared/contract/settings.ts';
import { ContinueAdding } from './ContinueAdding.tsx';
import { providerForms } from './providers/index.ts';
import { secretWords } from './secret-words.ts';
import classes from './settings.module.css';
import { useSourceDraft } from './source-draft.tsx';
import { newSourceId } from './source-values.ts';

/** How a source's calls are authenticated, in words. */
function proofWords(source: SettingsSource, secret: SecretState | undefined): string {
  if (usesSocket(source)) return 'Direct connection';
  if (source.options.unauthenticated === true) return 'Protected by its address only';
  return `Secret: ${secretWords(secret).toLowerCase()}`;
}

/** The list of configured phone systems. */
export function SourceList({ view }: { view: SettingsView }) {
  const navigate = useNavigate();
  const { sources } = view.settings;
  const isBegun = useSourceDraft().draft !== null;
  return (
    <Stack gap="sm">
      {sources.length > 0 && (
        <ul className={classes.sources}>
          {sources.map((source) => (
            <li key={source.id}>
              <Link
                to="/settings/sources/$sourceId"
                params={{ sourceId: source.id }}
                className={classes.source}
              >
                <span className={classes.sourceText}>
                  <Text span fw={600} display="block" truncate>
                    {source.name}
                  </Text>
                  <Text span fz="xs" c="dimmed" display="block">
                    {providerForms[source.provider].name} ·{' '}
                    {proofWords(
                      source,
                      view.secrets.find(({ sourceId }) => sourceId === source.id),
                    )}
                  </Text>
                </span>
                <IconChevronRight size={16} stroke={1.7} aria-hidden className={classes.chevron} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div>
        {isBegun ? (
          <ContinueAdding variant="default" />
        ) : (
          <Button
            variant={sources.length === 0 ? 'filled' : 'default'}
            leftSection={<IconPlus size={16} stroke={1.8} />}
            onClick={() =>
              void navigate({ to: '/settings/sources/$sourceId', params: { sourceId: newSourceId } })
            }
          >
            Add a phone system
          </Button>
        )}
      </div>
    </Stack>
  );
}
