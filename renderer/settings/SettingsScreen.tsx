import { Stack, Title } from '@mantine/core';
import { useSettings } from '../data/queries.ts';
import { LoadError } from '../ui/LoadError.tsx';
import { RowSkeletons } from '../ui/RowSkeletons.tsx';
import { crmSection, tunnelSection } from '../ui/settings-sections.ts';
import { About } from './About.tsx';
import { AppearanceControl } from './AppearanceControl.tsx';
import { ContinueAdding } from './ContinueAdding.tsx';
import { CrmForm } from './CrmForm.tsx';
import { HoldForm } from './HoldForm.tsx';
import { ListenerForm } from './ListenerForm.tsx';
import { OutsideLineForm } from './OutsideLineForm.tsx';
import { RetentionForm } from './RetentionForm.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import { SourceList } from './SourceList.tsx';
import { StartAtLogin } from './StartAtLogin.tsx';
import classes from './settings.module.css';
import { TalkForm } from './TalkForm.tsx';
import { TestNotification } from './TestNotification.tsx';
import { TunnelForm } from './tunnel/TunnelForm.tsx';

/** The Settings screen. */
export function SettingsScreen() {
  const query = useSettings();
  if (query.isPending) return <RowSkeletons label="Loading settings" />;
  if (!query.data)
    return <LoadError title="The settings could not be loaded" onRetry={() => void query.refetch()} />;
  const { settings, effectiveRegion } = query.data;
  return (
    <div className={classes.scroll}>
      <Stack className={classes.page} gap={0}>
        <Title order={1} mb="xs">
          Settings
        </Title>
        <SettingsSection title="Phone systems" text="Where calls come from.">
          <SourceList view={query.data} />
        </SettingsSection>
        <SettingsSection
          title="Tunnel"
          anchor={tunnelSection}
          text="How the phone systems' webhooks reach this computer."
        >
          <Stack gap="md" align="stretch">
            <TunnelForm view={query.data} />
            {settings.tunnel.kind !== 'none' && (
              <div>
                <ContinueAdding />
              </div>
            )}
          </Stack>
        </SettingsSection>
        <SettingsSection title="CRM" anchor={crmSection} text="What a click on a notification opens.">
          <CrmForm template={settings.crmTemplate} />
        </SettingsSection>
        <SettingsSection title="Notifications" text="When they appear, and a test.">
          <Stack gap="md" align="flex-start">
            <HoldForm holdSeconds={settings.holdSeconds} />
            <TestNotification />
          </Stack>
        </SettingsSection>
        <SettingsSection title="Calling back" text="When a caller leaves the list automatically.">
          <TalkForm talkSeconds={settings.talkSeconds} />
        </SettingsSection>
        <SettingsSection
          title="Local port and default country"
          text="Where Ringback receives webhooks, and how it reads numbers."
        >
          <Stack gap="md">
            <ListenerForm port={settings.port} region={settings.region} effectiveRegion={effectiveRegion} />
            <OutsideLineForm outsideLine={settings.outsideLine} />
          </Stack>
        </SettingsSection>
        <SettingsSection title="Data retention" text="How long calls and webhook deliveries are kept.">
          <RetentionForm callDays={settings.callDays} deliveryDays={settings.deliveryDays} />
        </SettingsSection>
        <SettingsSection title="Starting" text="Whether Ringback runs from the login on.">
          <StartAtLogin isOn={settings.startAtLogin === true} isPossible={query.data.canStartAtLogin} />
        </SettingsSection>
        <SettingsSection title="Appearance" text="Light, dark, or the system's choice.">
          <AppearanceControl appearance={settings.appearance} />
        </SettingsSection>
        <SettingsSection title="About" text="Calls and settings stay on this computer.">
          <About />
        </SettingsSection>
      </Stack>
    </div>
  );
}
