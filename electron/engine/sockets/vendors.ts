/** The vendors that offer a socket. */
import type { LiveSource, ProviderId } from '#shared/sources.ts';
import { dialpadOptionsSchema } from '../providers/dialpad/options.ts';
import { createDialpadApi, dialpadCredentials } from '../vendor-api/dialpad.ts';
import { ringCentralCredentials, ringCentralLogin } from '../vendor-api/ringcentral-login.ts';
import { createDialpadDriver } from './dialpad/driver.ts';
import type { Driver } from './driver.ts';
import { createRingCentralDriver } from './ringcentral/driver.ts';

export interface SocketVendor {
  name: string;
  /** Names of the credentials without which there is no socket. */
  credentials: readonly string[];
  /** Whether every frame proves itself, as a webhook does; else the connection is the proof. */
  areFramesSigned: boolean;
  /** @param now milliseconds since the Unix epoch. */
  driver(source: LiveSource, now: () => number): Driver;
}

export const socketVendors: Partial<Record<ProviderId, SocketVendor>> = {
  ringcentral: {
    name: 'RingCentral',
    credentials: ringCentralCredentials,
    areFramesSigned: false,
    driver: (source, now) => createRingCentralDriver({ login: ringCentralLogin(source), now }),
  },
  dialpad: {
    name: 'Dialpad',
    credentials: dialpadCredentials,
    areFramesSigned: true,
    driver: (source) => {
      const { apiBaseUrl: _, ...options } = source.options;
      const parsed = dialpadOptionsSchema.safeParse(options);
      return createDialpadDriver({
        api: createDialpadApi(source),
        secrets: source.secrets,
        target: (parsed.success && parsed.data.target) || null,
      });
    },
  },
};
