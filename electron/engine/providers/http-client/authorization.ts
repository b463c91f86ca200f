/** How requests to a vendor's API prove who asks. */

export interface Authorization {
  /** The value of the `Authorization` header. @throws VendorError where the vendor gives none. */
  value(signal: AbortSignal): string | Promise<string>;
  /** Makes the next value another one, after the vendor refused this one. Absent where there is only one. */
  renew?(refused: string): void;
}

/** A key as it is, without a scheme. */
export const plainKey = (key: string): Authorization => ({ value: () => key });

/** HTTP Basic (RFC 7617). */
export const basic = (user: string, password: string): Authorization => ({
  value: () => basicValue(user, password),
});

/** A token that does not end (RFC 6750). */
export const bearer = (token: string): Authorization => ({ value: () => `Bearer ${token}` });

export const basicValue = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
