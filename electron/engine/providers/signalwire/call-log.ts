import { signalwire } from '#shared/providers/signalwire.ts';
import { apiBaseUrl, credentialsOf } from '../http-client/source-access.ts';
import { twimlAccount } from '../twiml/api.ts';
import { twimlCallLog } from '../twiml/call-log.ts';

export const signalwireCallLog = twimlCallLog((source) => {
  const { space, projectId, apiToken } = credentialsOf(signalwire, source);
  // Only a name: nothing that could lead the token to another server.
  const name = space.replace(/\.signalwire\.com$/, '').replace(/[^A-Za-z0-9-]/g, '');
  return twimlAccount({
    vendor: signalwire.vendor,
    baseUrl: apiBaseUrl(source, `https://${name}.signalwire.com/api/laml`),
    account: projectId,
    token: apiToken,
  });
});
