import { twimlSimulator } from '../twiml/simulator.ts';

export const signalwireSimulator = twimlSimulator({
  signatureHeader: 'x-signalwire-signature',
  idOf: (call) => call.uuid,
});
