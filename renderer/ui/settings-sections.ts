/** Sections of Settings that other places lead to: the fragment of the address. */
export const tunnelSection = 'tunnel';
export const crmSection = 'crm';
/** On the page of a phone system: the credentials of its API. */
export const accessSection = 'access';
