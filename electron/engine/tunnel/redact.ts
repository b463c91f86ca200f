/** Removes a secret from another program's message: ngrok repeats the token in its refusals. */
export const redact = (text: string, secret: string | undefined): string =>
  (secret ? text.replaceAll(secret, '[hidden]') : text).replace(
    /((?:auth)?token\s*[:=]\s*)(?!\[hidden\])\S+/gi,
    '$1[hidden]',
  );
