import { twimlSimulator } from '../twiml/simulator.ts';

export const twilioSimulator = twimlSimulator({
  signatureHeader: 'x-twilio-signature',
  idOf: (call, prefix) => prefix + call.uuid.replaceAll('-', ''),
});
