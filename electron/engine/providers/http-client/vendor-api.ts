/** A vendor's API: requests that differ in method, path, query and body only. */
import type { z } from 'zod';
import { VendorError } from '../contract/vendor-error.ts';
import type { Authorization } from './authorization.ts';
import { type Exchange, type ExchangeAnswer, exchange } from './exchange.ts';

interface ApiRequest {
  readonly method: Exchange['method'];
  /** From the base URL, with a slash before it. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | URLSearchParams;
  /** Sent as JSON. Text is JSON already. */
  readonly body?: object | string;
  readonly signal: AbortSignal;
}

export interface VendorApi {
  /** The vendor's name, for messages. */
  readonly vendor: string;
  /** The answer as the schema has it. @throws VendorError, also where the answer does not fit the schema. */
  request<T>(request: ApiRequest & { readonly schema: z.ZodType<T> }): Promise<T>;
  /** The answer's JSON, integers that a double cannot hold as text; null for an empty one. @throws VendorError */
  request(request: ApiRequest): Promise<unknown>;
}

export interface VendorApiOptions {
  readonly vendor: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly authorization: Authorization;
}

export function createVendorApi({ vendor, baseUrl, authorization }: VendorApiOptions): VendorApi {
  const send = async ({ method, path, query, body, signal }: ApiRequest): Promise<ExchangeAnswer> => {
    const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
    const ask = (value: string) =>
      exchange({
        vendor,
        method,
        url: `${baseUrl}${path}${search}`,
        headers: { authorization: value },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        signal,
      });
    const used = await authorization.value(signal);
    try {
      return await ask(used);
    } catch (error) {
      if (!authorization.renew || !(error instanceof VendorError) || error.status !== 401) throw error;
      authorization.renew(used);
      return await ask(await authorization.value(signal));
    }
  };

  async function request<T>(request: ApiRequest & { readonly schema: z.ZodType<T> }): Promise<T>;
  async function request(request: ApiRequest): Promise<unknown>;
  async function request({
    schema,
    ...rest
  }: ApiRequest & { readonly schema?: z.ZodType }): Promise<unknown> {
    const { status, content } = await send(rest);
    if (!schema) return content;
    const parsed = schema.safeParse(content);
    if (parsed.success) return parsed.data;
    throw new VendorError('failed', `${vendor} sent an answer that is not as documented.`, { status });
  }
  return { vendor, request };
}
