/** The address fragments of Settings sections that other screens link to. */
export const tunnelSection = 'tunnel';
export const crmSection = 'crm';
/** The API credentials on a phone system's page. */
export const accessSection = 'access';
