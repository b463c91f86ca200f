/** `npm run package [-- --inspectable]`: builds Ringback and packs it, unpacked, into dist/. */

import { say } from './console/say.ts';
import { runScript } from './main.ts';
import { packageApp } from './packaging.ts';

runScript(async (args) => {
  const { executable } = await packageApp({ inspectable: args.includes('--inspectable') });
  say(`Packed: ${executable}`);
  return 0;
});
