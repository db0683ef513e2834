import type { ClientAuthMethod, ClientRequest } from './method.ts';

/** A request that names its client and carries no other proof of it than, perhaps, a certificate. */
export const idAlone: Pick<ClientAuthMethod, 'carrier' | 'uses' | 'claimedId'> = {
  carrier: 'id alone',
  uses: ({ form, header }: ClientRequest) =>
    form.client_id !== undefined &&
    header('Authorization') === undefined &&
    form.client_secret === undefined &&
    form.client_assertion === undefined &&
    form.client_assertion_type === undefined,
  claimedId: ({ form }) => form.client_id,
};
