import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/config/settings.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { configured, minutesBefore, sampleDelivery } from '../support/samples.ts';

freezeClock();

const viewWith = (options: Record<string, unknown>) => ({
  ...configured,
  settings: settingsSchema.parse({
    ...configured.settings,
    sources: [{ id: 'pbx', name: 'PBX', provider: 'hmac', options }],
  }),
});
const received = (body: unknown, parts = {}) =>
  sampleDelivery(
    { sourceId: 'pbx', outcome: 'failed', ...parts },
    { contentType: 'application/json', body: JSON.stringify(body) },
  );
const bodyOf = (event: string) => ({
  event,
  call: { id: 4711, from: '14155550123', to: '14155550100', seconds: 24 },
});
const route = '/settings/sources/pbx/fields';
const preview = async () => within(await screen.findByRole('region', { name: 'What this event becomes' }));

describe('the fields of any other phone system', () => {
  it('are chosen in what arrived, with the call that comes of it', async () => {
    const { user, asked } = await renderApp(route, {
      view: viewWith({ preset: 'github' }),
      deliveries: [
        received(bodyOf('ring_timeout'), { receivedAt: minutesBefore(4) }),
        received(bodyOf('vm'), { receivedAt: minutesBefore(9) }),
      ],
    });
    expect((await preview()).getByRole('heading', { name: 'No call yet' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: /^Take Call ID from call\.id:\s*4711$/ }));
    expect(screen.getByLabelText('Call ID')).toHaveValue('call.id');

    await user.click(screen.getByLabelText('Field of: What happened'));
    await user.click(screen.getByRole('button', { name: /^Take What happened from event/ }));
    await user.selectOptions(screen.getByLabelText('“ring_timeout” means'), 'Missed call');
    expect((await preview()).getByRole('heading', { name: 'Missed call' })).toBeVisible();

    await user.click(screen.getByLabelText('Caller'));
    await user.click(screen.getByRole('button', { name: /^Take Caller from call\.from/ }));
    await user.click(screen.getByRole('switch', { name: 'Put a plus sign before the caller' }));
    expect((await preview()).getByText('+14155550123')).toBeVisible();

    await user.selectOptions(screen.getByRole('combobox', { name: 'Event' }), 'today 10:21 AM, vm');
    expect((await preview()).getByRole('heading', { name: 'No call yet' })).toBeVisible();
    await user.selectOptions(screen.getByLabelText('“vm” means'), 'Voicemail');
    expect((await preview()).getByRole('heading', { name: 'Voicemail' })).toBeVisible();

    await user.selectOptions(screen.getByLabelText('Direction'), 'Always: Incoming');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked('sources.save')).toHaveLength(1));
    expect(asked('sources.save')[0]).toEqual([
      {
        source: {
          id: 'pbx',
          name: 'PBX',
          provider: 'hmac',
          options: {
            preset: 'github',
            mapping: {
              callId: { path: ['call.id'] },
              type: {
                path: ['event'],
                values: { 'call.missed': ['ring_timeout'], 'call.voicemail': ['vm'] },
              },
              direction: { always: 'inbound' },
              from: { path: ['call.from'], prefix: '+' },
            },
          },
        },
      },
    ]);
    expect(await screen.findByText('Mapped: fields are read as you chose.')).toBeVisible();
  });

  it('are kept as they were stored, what the window does not show included', async () => {
    const mapping = {
      callId: { path: ['id', 'call.id'] },
      type: { path: ['event'], values: { 'call.missed': ['no_answer', 'busy'] } },
      startedAt: { path: ['at'], unit: 'seconds' },
      durationSeconds: { path: ['ms'], unit: 'milliseconds' },
    };
    const { user, asked } = await renderApp(route, { view: viewWith({ mapping }) });
    expect(await screen.findByText(/^Nothing has arrived from this phone system yet/)).toBeVisible();
    expect(screen.getByLabelText('Call ID')).toHaveValue('id, call.id');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(asked('sources.save')).toMatchObject([[{ source: { options: { mapping } } }]]),
    );
  });

  it('are not saved without what is needed', async () => {
    const { user, asked } = await renderApp(route, {
      view: viewWith({}),
      deliveries: [received(bodyOf('x'))],
    });
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Choose the field that tells this call from others')).toBeVisible();
    expect(screen.getByText('Choose the field that says what happened')).toBeVisible();
    await user.type(screen.getByLabelText('Call ID'), 'call..id');
    await user.type(screen.getByLabelText('Field of: What happened'), 'event');
    expect(screen.getByText('Say what at least one of its values means')).toBeVisible();
    expect(screen.getByText(/^Enter a path such as/)).toBeVisible();
    expect(asked('sources.save')).toEqual([]);
  });

  it('are forgotten on request, and reached from the phone system', async () => {
    const { user, asked } = await renderApp('/settings/sources/pbx', {
      view: viewWith({ preset: 'github', mapping: { callId: 'id', type: { always: 'call.missed' } } }),
    });
    await user.click(await screen.findByRole('button', { name: 'Change the mapping' }));
    await user.click(await screen.findByRole('button', { name: 'Remove the mapping' }));
    await waitFor(() => expect(asked('sources.save')).toMatchObject([[{ source: { id: 'pbx' } }]]));
    expect(asked('sources.save')[0]).toMatchObject([{ source: { options: { preset: 'github' } } }]);
    expect(await screen.findByRole('button', { name: 'Map the fields' })).toBeVisible();
  });
});
