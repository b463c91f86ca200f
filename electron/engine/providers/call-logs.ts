/** The registry of call logs. */
import type { CallLogProvider } from '#shared/config/api-credentials.ts';
import { aircallCallLog } from './aircall/call-log.ts';
import type { CallLog } from './contract/call-log.ts';
import { dialpadCallLog } from './dialpad/call-log.ts';
import { quoCallLog } from './quo/call-log.ts';
import { ringCentralCallLog } from './ringcentral/call-log.ts';
import { telnyxCallLog } from './telnyx/call-log.ts';
import { signalwireCallLog, twilioCallLog } from './twilio/call-log.ts';
import { zoomCallLog } from './zoom/call-log.ts';

export const callLogAdapters: Readonly<Record<CallLogProvider, CallLog>> = {
  twilio: twilioCallLog,
  ringcentral: ringCentralCallLog,
  aircall: aircallCallLog,
  quo: quoCallLog,
  dialpad: dialpadCallLog,
  zoom: zoomCallLog,
  telnyx: telnyxCallLog,
  signalwire: signalwireCallLog,
};
