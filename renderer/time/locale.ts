/** The window speaks English; clock and dates follow the reader's own English, else day-month and 24 hours. */
export const locale = (): string => (navigator.language.startsWith('en') ? navigator.language : 'en-GB');
