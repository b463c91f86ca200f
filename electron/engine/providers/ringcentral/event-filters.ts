/** What a subscription that the engine makes itself asks for. */

/** The rep's own calls and voicemail (docs/notifications/event-filters). */
export const ringCentralEventFilters = [
  '/restapi/v1.0/account/~/extension/~/telephony/sessions',
  '/restapi/v1.0/account/~/extension/~/voicemail',
];
