import type { UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import type { TunnelValues } from './tunnel-values.ts';

/**
 * Updates the field of the SSH server's key. Main pins the key automatically after the first connection and removes it for
 * another server. An untouched field follows, so that the next save does not revert that.
 */
export function useStoredHostKey(form: UseFormReturnType<TunnelValues>, stored: TunnelSettings): void {
  const { setFieldValue, setInitialValues, getInitialValues } = form;
  const { kind, fields } = form.values;
  const shown = fields.hostKey;
  const storedKey = kind === 'ssh' && stored.kind === 'ssh' ? (stored.hostKey ?? '') : null;
  useEffect(() => {
    const initial = getInitialValues();
    if (storedKey === null || shown === storedKey || shown !== initial.fields.hostKey) return;
    setInitialValues({ ...initial, fields: { ...initial.fields, hostKey: storedKey } });
    setFieldValue('fields.hostKey', storedKey);
  }, [storedKey, shown, getInitialValues, setInitialValues, setFieldValue]);
}
