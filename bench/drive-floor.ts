import type { Send } from './load.ts';
import { CHALLENGE, type Driver, FORM, form, tokenCalls } from './subject.ts';

/** Drives bench/floor: the paths whose unavoidable work can be said in a hundred lines. */
export function floorDriver(): Driver {
  const calls = tokenCalls({ token: '/token', userinfo: '/userinfo', introspection: '/introspect' }, 'none');
  const code = async (send: Send) => {
    const body = form({ code_challenge: CHALLENGE });
    const answer = await send({ method: 'POST', path: '/code', headers: FORM, body });
    return String((JSON.parse(answer.body) as { code: string }).code);
  };
  return {
    name: 'ceiling',
    discoveryPath: '/discovery',
    page: undefined,
    prepareLogin: undefined,
    async lane(send) {
      const tokens = await calls.exchangeFor(send, await code(send));
      return {
        cookie: '',
        accessToken: String(tokens.access_token),
        refreshToken: String(tokens.refresh_token),
      };
    },
    code,
    async exchange(send, given) {
      await calls.exchangeFor(send, given);
    },
    refresh: calls.refresh,
    userinfo: calls.userinfo,
    introspect: calls.introspect,
  };
}
