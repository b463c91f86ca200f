import type { UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import type { TunnelValues } from './tunnel-values.ts';

/** What main keeps of a tunnel once it is open, by kind: see `withSeen` in shared/config/tunnel.ts. */
const seenFields = { ssh: 'hostKey', ngrok: 'domain' } as const;

function storedValue(stored: TunnelSettings): string | undefined {
  if (stored.kind === 'ssh') return stored.hostKey ?? '';
  return stored.kind === 'ngrok' ? (stored.domain ?? '') : undefined;
}

/**
 * Main keeps the SSH server's key and ngrok's assigned domain automatically after the first connection. A field that the
 * reader left alone follows, so that the next save does not undo that.
 */
export function useSeenField(form: UseFormReturnType<TunnelValues>, stored: TunnelSettings): void {
  const { setFieldValue, setInitialValues, getInitialValues } = form;
  const { kind, fields } = form.values;
  const field = kind === 'ssh' || kind === 'ngrok' ? seenFields[kind] : undefined;
  const shown = field && fields[field];
  const kept = kind === stored.kind ? storedValue(stored) : undefined;
  useEffect(() => {
    const initial = getInitialValues();
    if (field === undefined || kept === undefined || shown === kept || shown !== initial.fields[field])
      return;
    setInitialValues({ ...initial, fields: { ...initial.fields, [field]: kept } });
    setFieldValue(`fields.${field}`, kept);
  }, [field, kept, shown, getInitialValues, setInitialValues, setFieldValue]);
}
