import { ready, server } from '@serenity-kit/opaque';
import type Router from '@koa/router';
import { interactionCalls } from '../../contract/interaction.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import type { Web } from '../../server/http/web.ts';

export const TICKET = `ti_${'t'.repeat(43)}`;
const ATTEMPT = 'a'.repeat(43);
const ID = 'ada@example.org';
const KSF = 'a2id-64m-3-4' as const;
const ARRIVED = { step: { kind: 'finish', url: '/arrived' } } as const;

/** The server's half of OPAQUE with nothing around it: what the page is tried against. */
export interface OpaqueHalf {
  /** The record that was registered last. */
  record: string | undefined;
  readonly mount: (router: Router, web: Web) => void;
}

export async function opaqueHalf(): Promise<OpaqueHalf> {
  await ready;
  const serverSetup = server.createSetup();
  let serverLoginState = '';

  const half: OpaqueHalf = {
    record: undefined,
    mount(router, web) {
      const start = '/interaction/:id/login/start';
      pageCall(router, web, start, interactionCalls[start], async ({ startLoginRequest }) => {
        const started = server.startLogin({
          serverSetup,
          userIdentifier: ID,
          registrationRecord: half.record,
          startLoginRequest,
          identifiers: { server: 'tacet' },
        });
        serverLoginState = started.serverLoginState;
        return { attemptId: ATTEMPT, loginResponse: started.loginResponse, ksfId: KSF };
      });

      const finish = '/interaction/:id/login/finish';
      pageCall(router, web, finish, interactionCalls[finish], async ({ finishLoginRequest }) => {
        try {
          server.finishLogin({ finishLoginRequest, serverLoginState });
        } catch {
          throw new ProblemError('wrong_password');
        }
        return ARRIVED;
      });

      const open = '/sign-up/open';
      pageCall(router, web, open, interactionCalls[open], async ({ ticket }) => {
        if (ticket !== TICKET) throw new ProblemError('ticket_invalid');
        return { email: ID, expiresAtSeconds: web.clock.nowSeconds() + 900 };
      });

      const begin = '/sign-up/start';
      pageCall(router, web, begin, interactionCalls[begin], async ({ registrationRequest }) => ({
        ...server.createRegistrationResponse({ serverSetup, userIdentifier: ID, registrationRequest }),
        ksfId: KSF,
      }));

      const complete = '/sign-up/finish';
      pageCall(router, web, complete, interactionCalls[complete], async ({ registrationRecord }) => {
        half.record = registrationRecord;
        return ARRIVED;
      });
    },
  };
  return half;
}
