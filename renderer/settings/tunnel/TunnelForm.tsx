import { Button, Group, NativeSelect, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormErrors, useForm } from '@mantine/form';
import type { SettingsView } from '#shared/contract/settings.ts';
import { useBridge } from '../../data/bridge.ts';
import { focusFirstInvalid } from '../../ui/focus-first-invalid.ts';
import { showConfirmation } from '../../ui/toast.ts';
import { kindNames } from '../../ui/tunnel-names.ts';
import { ConsentDialog } from '../ConsentDialog.tsx';
import { OptionInput } from '../OptionInput.tsx';
import { applicableFields } from '../providers/options.ts';
import { keptWords } from '../secret-words.ts';
import classes from '../settings.module.css';
import { useSecretSave } from '../use-secret-save.ts';
import { ForgetSecret } from './ForgetSecret.tsx';
import { TunnelState } from './TunnelState.tsx';
import { TunnelTestReport } from './TunnelTestReport.tsx';
import { tunnelForms, tunnelKinds } from './tunnel-forms.ts';
import { changesAddress, toRequest, tunnelErrors, valuesOf, valuesOfKind } from './tunnel-values.ts';
import { useSeenField } from './use-seen-field.ts';
import { useTunnelTest } from './use-tunnel-test.ts';

const suggested = 'ngrok';

/** Converts the path of a refused field to the form's name of it. */
const formField = (field: string): string => field.replace(/^tunnel\./, 'fields.');

/** The form of the tunnel: choose, fill in, test and save. */
export function TunnelForm({ view }: { view: SettingsView }) {
  const bridge = useBridge();
  const stored = view.settings.tunnel;
  const { save, isSaving, question } = useSecretSave(bridge.tunnel.save);
  const test = useTunnelTest();
  const form = useForm({
    initialValues: valuesOf(stored),
    validate: (values) => tunnelErrors(values, stored, view.tunnelSecret.isSet),
  });
  useSeenField(form, stored);
  const { kind, fields } = form.values;
  const asked = tunnelForms[kind];
  const isStoredKind = stored.kind === kind;
  const isSecretKept = isStoredKind && view.tunnelSecret.isSet;
  const isDirty = form.isDirty();

  const choose = (value: string) => {
    const chosen = tunnelKinds.find((other) => other === value);
    if (!chosen) return;
    form.setValues(valuesOfKind(chosen, stored));
    form.clearErrors();
    test.forget();
  };
  const focusFirst = (errors: FormErrors) => focusFirstInvalid(form, errors);
  const submit = form.onSubmit(async (values) => {
    const saved = await save(toRequest(values, stored));
    if (saved.isSaved) {
      const kept = { ...values, secret: '' };
      form.setValues(kept);
      form.resetDirty(kept);
      showConfirmation('Saved');
    } else if (saved.field && saved.message) form.setFieldError(formField(saved.field), saved.message);
  }, focusFirst);
  const runTest = () => {
    const { hasErrors, errors } = form.validate();
    if (hasErrors) focusFirst(errors);
    else void test.run(toRequest(form.values, stored));
  };

  return (
    <Stack gap="md">
      <TunnelState stored={stored} />
      <form noValidate aria-label="Tunnel" onSubmit={submit}>
        <Stack gap="md">
          <NativeSelect
            label="Kind"
            description={asked.summary}
            data={tunnelKinds.map((value) => ({
              value,
              label: value === suggested ? `${kindNames[value]} (suggested)` : kindNames[value],
            }))}
            value={kind}
            onChange={(event) => choose(event.currentTarget.value)}
          />
          {!isStoredKind && asked.steps.length > 0 && (
            <ol className={classes.steps} aria-label="How to set it up">
              {asked.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          )}
          {applicableFields(asked, fields).map((field) => (
            <OptionInput
              key={`${kind} ${field.name}`}
              field={field}
              {...form.getInputProps(`fields.${field.name}`, { withFocus: false })}
            />
          ))}
          {asked.secret && (
            <PasswordInput
              label={asked.secret.label}
              description={asked.secret.description}
              placeholder={isSecretKept ? `${keptWords(view.tunnelSecret)}. Type to replace it.` : ''}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what is typed' }}
              {...form.getInputProps('secret')}
            />
          )}
          {isSecretKept && asked.secret && !asked.secret.isRequired && (
            <ForgetSecret tunnel={stored} label={asked.secret.label} />
          )}
          {kind === 'none' && stored.kind === 'none' && (
            <div>
              <Button onClick={() => choose(suggested)}>Set up {suggested}</Button>
            </div>
          )}
          <Group gap="xs">
            {kind !== 'none' && (
              <Button variant="default" loading={test.isRunning} onClick={runTest}>
                Test
              </Button>
            )}
            {isDirty && (
              <Button type="submit" loading={isSaving && !question}>
                Save
              </Button>
            )}
            {test.isRunning && (
              <Text fz="sm" c="dimmed">
                A request is sent through it. This takes up to 30 s.
              </Text>
            )}
          </Group>
        </Stack>
      </form>
      <TunnelTestReport report={test.report} changes={changesAddress(kind, fields)} />
      <ConsentDialog question={question} />
    </Stack>
  );
}
