import tseslint from 'typescript-eslint';

const typed = {
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  plugins: { '@typescript-eslint': tseslint.plugin },
};

/** Only rules that find bugs; how code looks is prettier's business. */
const rules = {
  '@typescript-eslint/no-floating-promises': [
    'error',
    { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['it', 'describe', 'test'] }] },
  ],
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  'no-console': 'error',
  eqeqeq: 'error',
  'no-restricted-exports': [
    'error',
    {
      restrictDefaultExports: {
        direct: true,
        named: true,
        defaultFrom: true,
        namedFrom: true,
        namespaceFrom: true,
      },
    },
  ],
};

export default [
  { ignores: ['node_modules/', '**/dist/', '.data/', 'eslint.config.js'] },
  { files: ['**/*.ts', '**/*.tsx'], ...typed, rules },
  {
    // Class 4 of the peers' bugs: links and keys built from what the request says of its own host.
    files: ['server/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['host', 'hostname', 'origin', 'href', 'protocol', 'URL', 'ip', 'ips'].map((property) => ({
          object: 'ctx',
          property,
          message: 'the issuer and the peer address come from configuration, see http/',
        })),
      ],
    },
  },
  // Commands talk to a terminal, benches and vite want their own shape.
  {
    files: ['server/commands/**', 'bench/**', 'tests/**/run.ts', 'examples/**'],
    rules: { 'no-console': 'off' },
  },
  // Node loads a reporter by its default export.
  {
    files: ['**/vite.config.ts', 'tests/conformance/reporter.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
];
