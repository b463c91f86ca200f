import { twimlCallLog } from '../twiml/call-log.ts';

export const signalwireCallLog = twimlCallLog({
  vendor: 'SignalWire',
  // Only a name: nothing that could lead the token to another server.
  base: ({ space = '' }) =>
    `https://${space.replace(/\.signalwire\.com$/, '').replace(/[^A-Za-z0-9-]/g, '')}.signalwire.com/api/laml`,
  login: ({ projectId = '', apiToken = '' }) => ({ account: projectId, token: apiToken }),
});
