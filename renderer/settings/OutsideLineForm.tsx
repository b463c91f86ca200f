import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { settingsPatchSchema } from '#shared/config/settings.ts';
import { useOutsideLine } from '../data/queries.ts';
import { fieldErrors } from '../ui/field-errors.ts';
import { useUpdateSettings } from './use-update-settings.ts';

/** The form for the outside line's digits, with a suggestion from recent calls. */
export function OutsideLineForm({ outsideLine }: { outsideLine: string }) {
  const update = useUpdateSettings();
  const seen = useOutsideLine().data;
  const form = useForm({
    initialValues: { outsideLine },
    validate: (values) => fieldErrors(settingsPatchSchema, values),
  });
  const save = async (values: { outsideLine: string }) => {
    const message = await update(values);
    if (message) form.setFieldError('outsideLine', message);
    else form.resetDirty(values);
  };
  const suggested = form.values.outsideLine === '' ? (seen?.prefix ?? null) : null;
  return (
    <form noValidate aria-label="Outside line" onSubmit={form.onSubmit(save)}>
      <Stack gap="sm">
        <TextInput
          label="Outside line"
          description="Digits that your phones dial before outside numbers. Ringback leaves them out."
          inputMode="numeric"
          w={280}
          maw="100%"
          {...form.getInputProps('outsideLine')}
        />
        {suggested !== null && (
          <Group gap="sm">
            <Text fz="sm">Numbers with {suggested} before a known caller&apos;s number were seen.</Text>
            <Button
              variant="default"
              size="xs"
              onClick={() => {
                form.setFieldValue('outsideLine', suggested);
                void save({ outsideLine: suggested });
              }}
            >
              Use {suggested}
            </Button>
          </Group>
        )}
        {form.isDirty() && (
          <div>
            <Button type="submit">Save</Button>
          </div>
        )}
      </Stack>
    </form>
  );
}
