import { clientCalls } from './client-calls.ts';
import type { Send } from './load.ts';
import type { Signer } from './signer.ts';
import { CHALLENGE, type Driver, FORM, form, tokenCalls } from './subject.ts';

const PATHS = { token: '/token', userinfo: '/userinfo', introspection: '/introspect', par: '/par' };

/** Drives bench/floor: the paths whose unavoidable work can be said in a hundred lines. */
export function floorDriver(issuer: string, assertion: Signer, proofs: readonly Signer[]): Driver {
  const calls = tokenCalls(PATHS, 'none');
  const code = async (send: Send) => {
    const body = form({ code_challenge: CHALLENGE });
    const answer = await send({ method: 'POST', path: '/code', headers: FORM, body });
    return String((JSON.parse(answer.body) as { code: string }).code);
  };
  return {
    name: 'ceiling',
    ...clientCalls({ issuer, ...PATHS, pushing: 'ceiling' }, assertion, proofs),
    discoveryPath: '/discovery',
    page: undefined,
    prepareLogin: undefined,
    async lane(send) {
      const tokens = await calls.exchangeFor(send, await code(send));
      return {
        cookie: '',
        accessToken: String(tokens.access_token),
        opaqueToken: '',
        refreshToken: String(tokens.refresh_token),
      };
    },
    code,
    async exchange(send, given) {
      await calls.exchangeFor(send, given);
    },
    refresh: calls.refresh,
    userinfo: (send, { accessToken }) => calls.userinfo(send, accessToken),
    introspect: (send, { accessToken }) => calls.introspect(send, accessToken),
    introspectOpaque: undefined,
  };
}
