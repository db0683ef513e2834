import { z } from 'zod';
import { secret } from '../platform/secret.ts';
import { settingDocs } from './setting.ts';

const SECRET_CHARACTERS_MAX = 4_096;
const CREDENTIAL = /^[\x21-\x7E]+$/;

/** Where key-encryption keys are held, by their names in the environment. */
export const keySettings = {
  TACET_KEY_PROVIDER: z
    .enum(['local', 'transit'], 'must be local or transit')
    .default('local')
    .register(settingDocs, {
      description:
        'Who holds the key-encryption key: the files of TACET_KEYS_DIR, or the Transit engine of an OpenBao or Vault server, which never gives it away. See [operations.md](operations.md#keys-that-never-leave-another-machine).',
      example: 'transit',
    }),
  TACET_TRANSIT_URL: z
    .string()
    .refine(isOrigin, 'must be https://, a host and a port alone')
    .transform((text) => new URL(text).origin)
    .optional()
    .register(settingDocs, {
      description:
        'The OpenBao or Vault server. May also be set while TACET_KEY_PROVIDER is local, to read what was wrapped there.',
      example: 'https://bao.internal:8200',
      defaultText: 'none',
    }),
  TACET_TRANSIT_NAMESPACE: path().optional().register(settingDocs, {
    description: 'Namespace of the login and of the engine there.',
    example: 'teams/identity',
    defaultText: 'none',
  }),
  TACET_TRANSIT_MOUNT: path().default('transit').register(settingDocs, {
    description: 'Path at which the Transit engine is mounted.',
    example: 'transit',
  }),
  TACET_TRANSIT_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be at most 40 letters, digits, - and _')
    .default('tacet')
    .register(settingDocs, {
      description: 'Name of the key there. Made when it is absent; its versions are our key-encryption keys.',
      example: 'tacet-production',
    }),
  TACET_TRANSIT_AUTH: z
    .enum(['token', 'approle', 'kubernetes'], 'must be token, approle or kubernetes')
    .optional()
    .register(settingDocs, {
      description: 'How this server logs in there.',
      example: 'approle',
      defaultText: 'none: required beside TACET_TRANSIT_URL',
    }),
  TACET_TRANSIT_AUTH_MOUNT: path().optional().register(settingDocs, {
    description: 'Path at which that login method is mounted.',
    example: 'kubernetes/production',
    defaultText: 'the name of the method',
  }),
  TACET_TRANSIT_TOKEN: credential().register(settingDocs, {
    description:
      'The token of `token`. Renewed while it can be; a file is read anew when that ends. Production refuses a root token.',
    example: 'hvs.CAESIJ.example',
    defaultText: 'none',
    isSecret: true,
  }),
  TACET_TRANSIT_ROLE_ID: credential().register(settingDocs, {
    description: 'The role id of `approle`.',
    example: '59d6d1ca-47bb-4e7e-a40b-8be3bc5a0ba8',
    defaultText: 'none',
    isSecret: true,
  }),
  TACET_TRANSIT_SECRET_ID: credential().register(settingDocs, {
    description: 'The secret id of `approle`. A file is read anew at every login.',
    example: '84896a0c-1347-aa90-a4f6-aca8b7558780',
    defaultText: 'none',
    isSecret: true,
  }),
  TACET_TRANSIT_ROLE: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,128}$/, 'must be the name of a role')
    .optional()
    .register(settingDocs, {
      description: 'The role of `kubernetes`.',
      example: 'tacet',
      defaultText: 'none',
    }),
  TACET_TRANSIT_JWT_FILE: z
    .string()
    .default('/var/run/secrets/kubernetes.io/serviceaccount/token')
    .register(settingDocs, {
      description: 'File with the token of the service account, for `kubernetes`; read anew at every login.',
      example: '/var/run/secrets/tokens/bao',
      isPath: true,
    }),
  TACET_TRANSIT_CA_FILE: z.string().optional().register(settingDocs, {
    description: 'PEM file of the authorities that vouch for that server, instead of those of the system.',
    example: '/run/secrets/bao-ca.crt',
    defaultText: 'none: the authorities of the system',
    isPath: true,
  }),
};

/** The path of a mount or namespace: each part a plain name, so that no request can be led elsewhere. */
function path() {
  return z
    .string()
    .regex(
      /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}){0,7}$/,
      'must be a path of plain names, without a slash at either end',
    );
}

/** Whether it may be sent in a header or a body. */
export function isCredential(text: string): boolean {
  return CREDENTIAL.test(text) && text.length <= SECRET_CHARACTERS_MAX;
}

/** Wrapped at once, so that nothing can print it. */
function credential() {
  return z
    .string()
    .regex(CREDENTIAL, 'must be printable characters without a space')
    .max(SECRET_CHARACTERS_MAX, `must have at most ${SECRET_CHARACTERS_MAX} characters`)
    .transform(secret)
    .optional();
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  return text === url.origin || text === `${url.origin}/` || /^https?:\/\/[^/?#@]+:\d{1,5}$/.test(text);
}
