/*
 * Which way things may flow, as errors (docs/architecture.md).
 * `may` lists for every library what it may see besides itself; everything else under packages/, apps/ and packs/ is refused.
 */
const library = name => `^packages/${name}/`
const may = {
  kernel: [],
  sql: ['kernel'],
  facts: ['kernel', 'sql'],
  policy: ['kernel', 'sql', 'facts'],
  intake: ['kernel', 'sql', 'facts'],
  comparison: ['kernel', 'sql', 'facts'],
  determination: ['kernel', 'sql', 'facts', 'policy', 'intake', 'comparison'],
  domain: ['kernel', 'sql', 'facts', 'policy', 'intake', 'comparison', 'determination'],
  'sample-county': ['kernel', 'facts', 'intake'],
}

/** The subjects of the record plane in their order: one knows those left of it, through their index only. */
const subjects = ['access', 'policy', 'jobs', 'registry', 'leads', 'operate']
const subject = name => `^(?:packages/domain/src|apps/server/src)/${name}/`

/** Tests and testing/ folders: what may look further than the room they stand in. */
const tests = '(/testing/|[.]test[.]ts$)'

/** What a manifest exports. */
const indexes = [
  '^[^/]+/[^/]+/src/(index|main|pack)[.]ts$',
  '^apps/web/build/index[.]ts$',
  '^(packages/[^/]+|apps/server)/src/(author|testing)/index[.]ts$',
  `^packages/domain/src/(${subjects.join('|')})/index[.]ts$`,
]

const directions = Object.entries(may).map(([name, seen]) => ({
  name: `what-${name}-may-see`,
  comment: `packages/${name} sees ${seen.length === 0 ? 'nothing of the house' : seen.join(', ')} and itself`,
  severity: 'error',
  from: { path: library(name) },
  to: { path: '^(packages|apps|packs|bench|examples|tools)/', pathNot: [name, ...seen].map(library) },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...directions,
    ...subjects.map((name, at) => ({
      name: `what-${name}-is-known-by`,
      comment: `${name} is not known by the subjects left of it`,
      severity: 'error',
      from: { path: subjects.slice(0, at).map(subject).concat('^apps/server/src/(platform|batch)/'), pathNot: tests },
      to: { path: subject(name) },
    })),
    {
      name: 'subjects-through-their-index',
      comment: 'a subject is known to the others, and to the doors, by its index',
      severity: 'error',
      from: { path: `^(?:packages/domain/src|apps/server/src)/([^/]+)/`, pathNot: tests },
      to: { path: `^(?:packages/domain/src|apps/server/src)/(${subjects.join('|')})/`, pathNot: ['/src/$1/', '/index[.]ts$'] },
    },
    {
      name: 'every-library-has-a-direction',
      comment: 'a new folder under packages/ needs a line in `may`',
      severity: 'error',
      from: { path: '^packages/', pathNot: Object.keys(may).map(library) },
      to: {},
    },
    {
      name: 'libraries-run-anywhere',
      comment: 'packages/ has no Node built-in; its tests and testing/ folders may',
      severity: 'error',
      from: { path: '^packages/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-through-the-index',
      comment: 'another workspace is known by its name and what its manifest exports',
      severity: 'error',
      from: { path: '^(?:packages|apps|packs)/([^/]+)/|^examples/' },
      to: { path: '^(packages|apps|packs)/[^/]+/', pathNot: ['^(?:packages|apps|packs)/$1/', ...indexes] },
    },
    {
      name: 'bench-opens-the-server',
      comment:
        'bench measures the readers, the plane, the subjects and the HTTP door of the server besides, and a browser before it, which no manifest exports',
      severity: 'error',
      from: { path: '^bench/' },
      to: {
        path: '^(packages|apps|packs)/[^/]+/',
        pathNot: [
          ...indexes,
          '^apps/server/src/(batch|platform)/',
          '^apps/server/src/(packs|main|doors/http/index)[.]ts$',
          '^apps/web/src/testing/open-browser[.]ts$',
          `^apps/server/src/(${subjects.join('|')})/index[.]ts$`,
        ],
      },
    },
    {
      name: 'packs-see-the-author-surface',
      comment: 'a pack sees kernel, facts, policy/author and policy/testing',
      severity: 'error',
      from: { path: '^packs/([^/]+)/', pathNot: tests },
      to: {
        path: '^(packages|apps|packs|bench|examples|tools)/',
        pathNot: ['^packs/$1/', library('kernel'), library('facts'), '^packages/policy/src/(author|testing)/index[.]ts$'],
      },
    },
    {
      name: 'tests-of-packs-see-policy-besides',
      comment: 'the test of a pack decides with the whole of policy, and holds it against its base',
      severity: 'error',
      from: { path: '^packs/([^/]+)/.*[.]test[.]ts$' },
      to: { path: '^(packages|apps|bench|examples|tools)/', pathNot: [library('kernel'), library('facts'), library('policy')] },
    },
    {
      name: 'packs-are-data',
      comment: 'a pack has no Node built-in and no library of others; its tests may',
      severity: 'error',
      from: { path: '^packs/', pathNot: tests },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'], pathNot: '^packages/' },
    },
    {
      name: 'what-the-web-may-see',
      comment: 'a page sees contracts and pure functions: domain, and what domain sees; never the server',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: tests },
      to: { path: '^(packages|apps|packs|bench|examples|tools)/', pathNot: ['^apps/web/', '^packs/', ...['domain', ...may.domain].map(library)] },
    },
    {
      name: 'features-do-not-know-each-other',
      comment: 'a feature of the web sees web/shared and itself; app/ alone knows them all',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/', pathNot: tests },
      to: { path: '^apps/web/src/', pathNot: ['^apps/web/src/features/$1/', '^apps/web/src/shared/'] },
    },
    {
      name: 'web-shared-knows-no-feature',
      severity: 'error',
      from: { path: '^apps/web/src/shared/', pathNot: tests },
      to: { path: '^apps/web/src/', pathNot: ['^apps/web/src/shared/'] },
    },
    {
      name: 'the-calculator-stands-alone',
      comment: 'the public page is small: no Ant Design, no router, nothing of the office',
      severity: 'error',
      from: { path: '^apps/web/src/calculator/', pathNot: tests },
      to: {
        path: '^apps/web/src/|node_modules/(antd|@ant-design|@rc-component|@tanstack)/',
        pathNot: ['^apps/web/src/calculator/', '^apps/web/src/shared/look[.]ts$'],
      },
    },
    {
      name: 'packs-are-handed-over',
      comment:
        'packs are named by main.ts and the command line, by the public calculator, by bench and examples, and by tests; no library and no subject imports one',
      severity: 'error',
      from: {
        pathNot: [
          '^packs/',
          '^apps/server/src/(main|packs)[.]ts$',
          '^apps/server/src/doors/',
          '^apps/web/src/calculator/places[.]ts$',
          '^(bench|examples)/',
          tests,
        ],
      },
      to: { path: '^packs/' },
    },
    {
      name: 'the-sample-county-is-for-samples',
      comment: 'only testing/, bench, examples, the batch plane’s sample writers and main see the invented county',
      severity: 'error',
      from: {
        pathNot: [
          '^packages/sample-county/',
          '^(bench|examples)/',
          '^apps/server/src/batch/sample/',
          '^apps/server/src/main[.]ts$',
          '^apps/server/src/doors/cli/',
          tests,
        ],
      },
      to: { path: library('sample-county') },
    },
    {
      name: 'platform-knows-no-subject',
      comment: 'platform sees kernel and sql, and itself',
      severity: 'error',
      from: { path: '^apps/server/src/platform/', pathNot: tests },
      to: { path: '^(packages|apps|packs)/', pathNot: ['^apps/server/src/platform/', library('kernel'), library('sql'), library('intake')] },
    },
    {
      name: 'batch-sees-packages-and-platform',
      comment: 'the batch plane knows no door and no subject',
      severity: 'error',
      from: { path: '^apps/server/src/batch/', pathNot: tests },
      to: { path: '^apps/', pathNot: ['^apps/server/src/(batch|platform)/'] },
    },
    {
      name: 'testing-is-for-tests',
      comment: 'nothing but tests, testing/ folders, worked cases, bench, examples and the doors of pack writers imports from a testing/ folder or a test',
      severity: 'error',
      from: { pathNot: [tests, '[./]cases[.]ts$', '^packs/[^/]+/src/cases/', '^(bench|examples)/', '^apps/server/src/doors/packs/'] },
      to: { path: tests },
    },
    {
      name: 'the-house-needs-no-tools',
      comment: 'nothing imports bench, examples or tools but themselves and the test configuration',
      severity: 'error',
      from: { path: '^(packages|apps|packs)/' },
      to: { path: '^(bench|examples|tools|bin)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'an import that is not resolved is not checked',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'declared',
      comment: 'what is imported stands in a manifest',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules/(?!@yingjin)' },
    exclude: { path: '^apps/web/out/' },
    // Without these, workspace imports stay unresolved and every direction rule looks at nothing.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
