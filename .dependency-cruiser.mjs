/** Import zones: who may import whom. `npm run lint` holds them. */
import { existsSync, readdirSync } from 'node:fs';

/** A room with an index is entered by it; one without is a set of files that each say what they offer. */
const roomsWithIndex = ['electron/engine', 'electron/main', 'renderer'].flatMap((house) =>
  readdirSync(new URL(house, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${house}/${name}`)
    .filter((room) => existsSync(new URL(`${room}/index.ts`, import.meta.url)))
    // Vendors' contracts and the helpers beside them are rooms of their own.
    .filter((room) => room !== 'electron/engine/providers'),
);
const enteredByIndex = roomsWithIndex.map((room) => ({
  name: `${room.split('/').at(-1)}-is-entered-by-its-index`,
  severity: 'error',
  from: { path: '^(electron|renderer)/', pathNot: `^${room}/` },
  to: { path: `^${room}/`, pathNot: `^${room}/index\\.ts$` },
}));

/** Folders of the providers' room that are no vendor's. */
const sharedByVendors = '(?:contract|common|twiml|http-client)/';

const forbidden = [
  ...enteredByIndex,
  {
    name: 'no-cycles',
    comment: 'A cycle has no beginning to read from. Move what both need into a file of its own.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-cycles-between-rooms',
    comment: 'Rooms are layers. What two rooms need from each other belongs in a room below both.',
    severity: 'error',
    scope: 'folder',
    from: {},
    to: { circular: true },
  },
  {
    name: 'shared-imports-nothing-of-ours',
    severity: 'error',
    from: { path: '^shared/' },
    to: { path: '^(electron|renderer|test)/' },
  },
  {
    name: 'renderer-imports-shared-only',
    severity: 'error',
    from: { path: '^renderer/' },
    to: { path: '^(electron|test)/' },
  },
  {
    name: 'renderer-runs-in-a-browser',
    comment: 'The renderer is sandboxed: no Node, no Electron.',
    severity: 'error',
    from: { path: '^renderer/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'electron-is-for-main-and-preload',
    comment: 'The engine also runs headless; the renderer asks through the preload bridge.',
    severity: 'error',
    from: {
      path: '^(shared|renderer|electron/(engine|tooling))/',
      // Runs inside Electron, as an app of its own.
      pathNot: '^electron/tooling/default-app/',
    },
    to: { path: '(^|/)node_modules/electron/' },
  },
  {
    name: 'electron-imports-shared-only',
    severity: 'error',
    from: { path: '^electron/' },
    to: { path: '^(renderer|test)/' },
  },
  {
    name: 'engine-knows-no-host',
    comment: 'Only its utility process entry knows that there is one, by message port.',
    severity: 'error',
    from: { path: '^electron/engine/' },
    to: { path: '^electron/(main|preload|tooling)/' },
  },
  {
    name: 'main-reaches-the-engine-by-protocol',
    comment: 'Main speaks to the engine as shared/contract/engine-protocol.ts says, and imports none of it.',
    severity: 'error',
    from: { path: '^electron/main/' },
    to: { path: '^electron/(engine|preload|tooling)/' },
  },
  {
    name: 'preload-is-only-a-bridge',
    severity: 'error',
    from: { path: '^electron/preload/' },
    to: { path: '^electron/(engine|main|tooling)/' },
  },
  {
    name: 'launcher-stays-outside',
    comment: 'The launcher starts the app; it is no part of it.',
    severity: 'error',
    from: { path: '^electron/tooling/' },
    to: { path: '^electron/(engine|main|preload)/' },
  },
  {
    name: 'providers-know-no-store',
    comment:
      'A provider says what a vendor sends and answers. Who stores, counts and shows it is no business of its.',
    severity: 'error',
    from: { path: '^electron/engine/providers/' },
    to: { path: '^electron/engine/', pathNot: '^electron/engine/(providers|signatures|events|util)/' },
  },
  {
    name: 'providers-are-entered-by-their-index-and-contract',
    severity: 'error',
    from: { path: '^electron/', pathNot: '^electron/engine/providers/' },
    to: {
      path: '^electron/engine/providers/',
      pathNot: '^electron/engine/providers/(index\\.ts$|contract/)',
    },
  },
  {
    name: 'a-vendor-is-in-one-folder',
    comment: 'What two vendors share is in common, twiml or http-client.',
    severity: 'error',
    from: { path: `^electron/engine/providers/(?!${sharedByVendors})([^/]+)/` },
    to: {
      path: `^electron/engine/providers/(?!${sharedByVendors})[^/]+/`,
      pathNot: '^electron/engine/providers/$1/',
    },
  },
  {
    name: 'what-vendors-share-names-none',
    severity: 'error',
    from: { path: `^electron/engine/providers/${sharedByVendors}` },
    to: {
      path: '^(electron/engine|shared)/providers/',
      pathNot: `^electron/engine/providers/${sharedByVendors}|^shared/providers/(index|description|common-options|by-id)\\.ts$`,
    },
  },
  {
    name: 'a-vendors-description-is-for-its-provider-and-form',
    comment: 'All others ask shared/providers/index.ts by the ID of the source.',
    severity: 'error',
    from: {
      path: '^(electron|renderer|shared)/',
      pathNot: '^(electron/engine|renderer/settings)/providers/|^shared/providers/index\\.ts$',
    },
    to: {
      path: '^shared/providers/',
      pathNot: '^shared/providers/(index|description|common-options|by-id)\\.ts$',
    },
  },
  {
    name: 'production-code-needs-no-tests',
    severity: 'error',
    from: { path: '^(electron|renderer|shared)/' },
    to: { path: '^test/' },
  },
  {
    name: 'resolvable',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
