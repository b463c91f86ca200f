/** Certificates that hold for the length of a test run: an authority of its own, and what it vouches for on this computer. */
import { generate } from 'selfsigned';

export interface LocalCertificate {
  /** PEM. */
  caCertificate: string;
  certificate: string;
  key: string;
}

/** For `localhost` and 127.0.0.1. An authority's own certificate does not do: rustls refuses it as a server's. */
export async function localCertificate(): Promise<LocalCertificate> {
  const authority = await generate([{ name: 'commonName', value: 'Ringback test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { caCertificate: authority.cert, certificate: server.cert, key: server.private };
}
