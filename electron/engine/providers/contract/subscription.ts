/** What a vendor's API says of the webhook that was registered with it, and how it is brought back. */
import type { RepairErrorCode } from '#shared/contract/engine-error.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';

export interface Finding extends Pick<SubscriptionState, 'reason' | 'reasonCode' | 'fix' | 'canRepair'> {
  state: 'healthy' | 'expiring' | 'disabled' | 'failed';
}

export interface SubscriptionApi {
  /** Null where the list does not tell: not every webhook is in it. @throws VendorError */
  check(signal: AbortSignal): Promise<Finding | null>;
  /** Enables, renews or makes it anew. @throws VendorError, RepairError */
  repair(signal: AbortSignal): Promise<void>;
  /**
   * Gives the webhook another address; absent where the vendor's API cannot.
   * @param from origin of the address that it has, `https://host[:port]`. @param to the whole new address.
   * @throws VendorError, RepairError (`not-registered`) where the vendor has none at the old address.
   */
  move?(from: string, to: string, signal: AbortSignal): Promise<void>;
}

/** The webhook cannot be brought back from here. The message is a sentence. */
export class RepairError extends Error {
  override readonly name = 'RepairError';
  readonly code: RepairErrorCode;
  constructor(code: RepairErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
