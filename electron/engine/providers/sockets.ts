/** The vendors that offer a socket. */
import type { LiveSource, ProviderId } from '#shared/config/sources.ts';
import type { Driver } from './contract/socket.ts';
import { createDialpadApi, dialpadCredentials } from './dialpad/api.ts';
import { dialpadOptionsSchema } from './dialpad/options.ts';
import { createDialpadDriver } from './dialpad/socket/driver.ts';
import { ringCentralCredentials, ringCentralLogin } from './ringcentral/login.ts';
import { createRingCentralDriver } from './ringcentral/socket/driver.ts';

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
