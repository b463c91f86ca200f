import { Button, type ButtonProps } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { providerForms } from './providers/index.ts';
import { useSourceDraft } from './source-draft.tsx';
import { newSourceId } from './source-values.ts';

/** A link back to the phone system that is being added; nothing when there is none. */
export function ContinueAdding(props: Pick<ButtonProps, 'variant'>) {
  const navigate = useNavigate();
  const { draft } = useSourceDraft();
  if (!draft) return null;
  return (
    <Button
      {...props}
      onClick={() => void navigate({ to: '/settings/sources/$sourceId', params: { sourceId: newSourceId } })}
    >
      Continue adding {draft.name.trim() || providerForms[draft.provider].name}
    </Button>
  );
}
