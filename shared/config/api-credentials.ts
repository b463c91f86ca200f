/** What each provider's call log asks of the user: the names of the API credentials, and where the vendor shows them. */
import type { ProviderId } from './sources.ts';

export interface CredentialField {
  /** Name in {@link Credentials}. */
  readonly name: string;
  readonly label: string;
  /** Where it is found at the vendor. */
  readonly hint: string;
  /** Whether it is to be hidden while it is typed. */
  readonly isSecret: boolean;
}

export interface CallLogDescription {
  readonly fields: readonly CredentialField[];
  /** What the vendor's list cannot tell, one sentence; null where it tells everything. */
  readonly limitation: string | null;
}

const text = (name: string, label: string, hint: string): CredentialField => ({
  name,
  label,
  hint,
  isSecret: false,
});
const secret = (name: string, label: string, hint: string): CredentialField => ({
  name,
  label,
  hint,
  isSecret: true,
});

/** Providers whose call log can be looked into. */
export const callLogs = {
  twilio: {
    fields: [
      text('accountSid', 'Account SID', 'Twilio Console, Account Info; begins with AC.'),
      secret('authToken', 'Auth Token', 'Twilio Console, Account Info.'),
    ],
    limitation: null,
  },
  ringcentral: {
    fields: [
      text(
        'clientId',
        'Client ID',
        'RingCentral developer console, your app (REST API app, JWT auth flow), Credentials.',
      ),
      secret('clientSecret', 'Client secret', 'The same page as the client ID.'),
      secret(
        'jwt',
        'JWT credential',
        'RingCentral developer console, your user menu, Credentials, Create JWT. The app needs the permission Read Call Log.',
      ),
    ],
    limitation: null,
  },
  aircall: {
    fields: [
      text('apiId', 'API ID', 'Aircall Dashboard, Integrations & API, API Keys, Add a new API key.'),
      secret('apiToken', 'API token', 'Shown once, together with the API ID.'),
    ],
    limitation: null,
  },
  quo: {
    fields: [secret('apiKey', 'API key', 'Quo, Settings, API.')],
    limitation:
      'Quo lists calls for one caller at a time only: conversations with recent activity are searched, and a call outside them would not be found.',
  },
  dialpad: {
    fields: [
      secret(
        'apiKey',
        'API key',
        'Dialpad Admin, My Company, Authentication, API Keys; a company administrator’s, with the scope calls:list.',
      ),
    ],
    limitation: null,
  },
  zoom: {
    fields: [
      text(
        'accountId',
        'Account ID',
        'Zoom App Marketplace, Manage, your Server-to-Server OAuth app, App Credentials.',
      ),
      text('clientId', 'Client ID', 'The same page.'),
      secret(
        'clientSecret',
        'Client secret',
        'The same page. The app needs the scope phone:read:list_call_logs:admin.',
      ),
    ],
    limitation: null,
  },
  telnyx: {
    fields: [secret('apiKey', 'API key', 'Telnyx Mission Control Portal, API Keys; begins with KEY.')],
    limitation: null,
  },
  signalwire: {
    fields: [
      text('space', 'Space', 'The name before .signalwire.com in your SignalWire dashboard’s address.'),
      text('projectId', 'Project ID', 'SignalWire dashboard, API.'),
      secret('apiToken', 'API token', 'SignalWire dashboard, API.'),
    ],
    limitation: null,
  },
} as const satisfies Partial<Record<ProviderId, CallLogDescription>>;

export type CallLogProvider = keyof typeof callLogs;

export const hasCallLog = (provider: ProviderId): provider is CallLogProvider =>
  Object.hasOwn(callLogs, provider);
