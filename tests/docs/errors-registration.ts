import { MINIMAL } from '../clients/registering.ts';
import { signer } from '../clients/signer.ts';
import { type ErrorWorld, inJson, type Met, VOUCHER, type Ways } from './errors-world.ts';

const REGISTER = '`/register`';

/** What is met where clients register by themselves. */
export const registrationErrors: Ways = {
  invalid_token: [
    [REGISTER, 401, (at) => register(at, {}, { Authorization: 'Bearer in_unknown' }), 'challenged'],
  ],
  invalid_redirect_uri: [[REGISTER, 400, (at) => vouched(at, { redirect_uris: ['http://app.example/cb'] })]],
  invalid_client_metadata: [[REGISTER, 400, (at) => vouched(at, { grant_types: ['password'] })]],
  invalid_software_statement: [
    [REGISTER, 400, (at) => register(at, { software_statement: signer('ES256').jwt({ iss: VOUCHER }) })],
    [REGISTER, 400, (at) => register(at, {})],
  ],
  unapproved_software_statement: [
    [
      REGISTER,
      400,
      (at) => register(at, { software_statement: at.voucher.jwt({ iss: 'https://unknown.example' }) }),
    ],
  ],
};

function vouched(at: ErrorWorld, metadata: object): Promise<Met> {
  return register(at, { ...metadata, software_statement: at.voucher.jwt({ iss: VOUCHER }) });
}

async function register(
  { server }: ErrorWorld,
  metadata: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Met> {
  return inJson(
    await fetch(`${server.issuer}/register`, {
      method: 'POST',
      body: JSON.stringify({ ...MINIMAL, ...metadata }),
      headers: { 'Content-Type': 'application/json', ...headers },
    }),
  );
}
