/** Writes zip archives (APPNOTE.TXT 6.3) without compression, with the Unix modes that the tests need. */
import { crc32 } from 'node:zlib';

export interface ZipEntry {
  name: string;
  /** For a symbolic link, its target. */
  content: string;
  /** st_mode: file type and permissions. */
  mode: number;
}

/** "version made by": Unix, so that the external attributes are a mode. */
const madeByUnix = (3 << 8) | 20;
const versionNeeded = 20;

function fields(...values: [bytes: 2 | 4, value: number][]): Buffer {
  return Buffer.concat(
    values.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}

export function storedZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode } of entries) {
    const nameBytes = Buffer.from(name);
    const data = Buffer.from(content);
    const common = fields(
      [2, versionNeeded],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, crc32(data)],
      [4, data.length],
      [4, data.length],
      [2, nameBytes.length],
      [2, 0],
    );
    const local = Buffer.concat([fields([4, 0x04034b50]), common, nameBytes, data]);
    const attributes = fields([2, 0], [2, 0], [2, 0], [4, mode * 0x10000], [4, offset]);
    directory.push(Buffer.concat([fields([4, 0x02014b50], [2, madeByUnix]), common, attributes, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = entries.length;
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, central.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...locals, central, end]);
}
