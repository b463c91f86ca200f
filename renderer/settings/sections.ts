/** Sections of Settings that other places lead to: the fragment of the address. */
export const tunnelSection = 'tunnel';
