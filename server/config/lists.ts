import { resourceList } from '../protocol/resources.ts';
import { trustedIssuerList } from '../protocol/trusted-issuers.ts';
import { jsonList, settingDocs } from './setting.ts';

/** Whom this server serves and believes: lists in JSON, best kept in a file (`NAME_FILE`). */
export const listSettings = {
  TACET_TRUSTED_ISSUERS: jsonList(trustedIssuerList).register(settingDocs, {
    description:
      'Issuers whose assertions get access tokens (RFC 7523 §2.1), as a JSON list: `issuer`, `jwks` or `jwks_uri`, `subject` (`email`: an account by its verified address; `client`: `sub` is the client), `email_domains`, `enabled`. See [flows/jwt-bearer.md](flows/jwt-bearer.md).',
    example:
      '[{"issuer":"https://idp.example","jwks_uri":"https://idp.example/jwks","email_domains":["example.com"]}]',
    defaultText: 'none',
  }),
  TACET_RESOURCES: jsonList(resourceList).register(settingDocs, {
    description:
      'Resource servers that clients may ask tokens for, as a JSON list: `identifier` (what they send as `resource`), `name`, `scopes` (names, or names with a sentence each), `access_token_format` (`jwt` or `opaque`). See [flows/resources.md](flows/resources.md).',
    example:
      '[{"identifier":"https://mcp.example.com/mcp","name":"Notes","scopes":{"notes.read":"Read your notes"}}]',
    defaultText: 'none but this server itself',
  }),
};
