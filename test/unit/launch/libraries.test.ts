import { describe, expect, it } from 'vitest';
import {
  loadedOnDemand,
  missingInLdconfig,
  missingInLdd,
  packagesOf,
} from '../../../electron/tooling/system/libraries.ts';

/** `ldd electron` on a Debian without a desktop; addresses as ldd prints them. */
const lddOutput = `	linux-vdso.so.1 (0x00007ffd5b5c6000)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1c2a600000)
	libdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f1c35d8e000)
	libnss3.so => not found
	libnssutil3.so => not found
	libatk-bridge-2.0.so.0 => not found
	libgtk-3.so.0 => not found
	libasound.so.2 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c2a3fa000)
	/lib64/ld-linux-x86-64.so.2 (0x00007f1c35db0000)
`;

const ldconfigOutput = `214 libs found in cache \`/etc/ld.so.cache'
	libsecret-1.so.0 (libc6,x86-64) => /lib/x86_64-linux-gnu/libsecret-1.so.0
	libc.so.6 (libc6,x86-64, OS ABI: Linux 3.2.0) => /lib/x86_64-linux-gnu/libc.so.6
`;

describe('missing libraries', () => {
  it('are the ones that ldd does not find', () => {
    expect(missingInLdd(lddOutput)).toEqual([
      'libnss3.so',
      'libnssutil3.so',
      'libatk-bridge-2.0.so.0',
      'libgtk-3.so.0',
      'libasound.so.2',
    ]);
  });

  it('are none for a program that is not linked dynamically', () => {
    expect(missingInLdd('\tnot a dynamic executable\n')).toEqual([]);
  });

  it('include those that are only loaded on demand', () => {
    expect(missingInLdconfig(ldconfigOutput, loadedOnDemand)).toEqual(['libnotify.so.4']);
  });

  it('are all missing where ldconfig says nothing', () => {
    expect(missingInLdconfig('', loadedOnDemand)).toEqual([...loadedOnDemand]);
  });
});

describe('packagesOf', () => {
  it('names each package once', () => {
    expect(packagesOf(missingInLdd(lddOutput))).toEqual({
      packages: ['libasound2', 'libatk-bridge2.0-0', 'libgtk-3-0', 'libnss3'],
      unknown: [],
    });
  });

  it('keeps libraries apart that no known package holds', () => {
    expect(packagesOf(['libnss3.so', 'libnew.so.7'])).toEqual({
      packages: ['libnss3'],
      unknown: ['libnew.so.7'],
    });
  });
});
