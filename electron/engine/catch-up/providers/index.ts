/** The registry of call logs. */
import type { CallLogProvider } from '#shared/call-logs.ts';
import type { CallLog } from '../call-log.ts';
import { aircallCallLog } from './aircall.ts';
import { dialpadCallLog } from './dialpad.ts';
import { quoCallLog } from './quo.ts';
import { ringCentralCallLog } from './ringcentral.ts';
import { telnyxCallLog } from './telnyx.ts';
import { signalwireCallLog, twilioCallLog } from './twilio.ts';
import { zoomCallLog } from './zoom.ts';

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
