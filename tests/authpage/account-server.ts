import { mocks } from '../../authpage/src/mock.ts';
import { type AccountHome, accountCalls } from '../../contract/account.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import { type PagesServer, servePages } from './pages-server.ts';

/** The account page before a server that does what it is told, and remembers what that was. */
export interface AccountServer extends PagesServer {
  readonly home: () => AccountHome;
  /** The account as it was at first. */
  reset(): void;
  /** The next call is refused with this. */
  refuse(problem: ProblemError): void;
  readonly begun: { readonly purpose: string; readonly target?: string | undefined }[];
  readonly pictures: string[];
  /** Clients that were given other keys. */
  readonly rotated: string[];
}

export async function serveAccount(): Promise<AccountServer> {
  let home: AccountHome = mocks.account.home;
  const refusals: ProblemError[] = [];
  const begun: AccountServer['begun'] = [];
  const pictures: string[] = [];
  const rotated: string[] = [];
  const change = (how: (before: AccountHome) => AccountHome): AccountHome => {
    const refusal = refusals.pop();
    if (refusal) throw refusal;
    home = how(home);
    return home;
  };

  const server = await servePages((router, web) => {
    const begin = '/account/acts/begin';
    pageCall(router, web, begin, accountCalls[begin], async (act) => {
      change((before) => before);
      begun.push(act);
      return { url: '/arrived' };
    });
    const save = '/account/profile/save';
    pageCall(router, web, save, accountCalls[save], async (profile) =>
      change((before) => ({ ...before, profile, account: { ...before.account, name: profile.name } })),
    );
    const picture = '/account/picture/save';
    pageCall(
      router,
      web,
      picture,
      accountCalls[picture],
      async ({ png }) => {
        pictures.push(png);
        return change((before) => ({ ...before, picture: `data:image/png;base64,${png}` }));
      },
      { bytesMax: 401_000 },
    );
    const remove = '/account/picture/remove';
    pageCall(router, web, remove, accountCalls[remove], async () =>
      change(({ picture: _picture, ...before }) => before),
    );
    const rename = '/account/factors/rename';
    pageCall(router, web, rename, accountCalls[rename], async ({ factorId, label }) =>
      change((before) => ({
        ...before,
        factors: before.factors.map((factor) => (factor.id === factorId ? { ...factor, label } : factor)),
      })),
    );
    const events = '/account/events';
    pageCall(router, web, events, accountCalls[events], async () => {
      change((before) => before);
      return { events: [{ kind: 'account.created', atSeconds: 1_700_000_000 }] };
    });
    const records = '/account/records';
    pageCall(router, web, records, accountCalls[records], async () => {
      change((before) => before);
      return {
        records: [{ id: 'r9', type: 'phone', masked: '+•••• 78', createdAtSeconds: 1_700_000_000 }],
      };
    });
    const deleteRecord = '/account/records/delete';
    pageCall(router, web, deleteRecord, accountCalls[deleteRecord], async ({ recordId }) =>
      change((before) => ({ ...before, records: before.records.filter(({ id }) => id !== recordId) })),
    );
    const withdraw = '/account/clients/withdraw';
    pageCall(router, web, withdraw, accountCalls[withdraw], async ({ clientId }) =>
      change((before) => ({
        ...before,
        clients: before.clients.filter((client) => client.clientId !== clientId),
      })),
    );
    const rotate = '/account/keys/rotate';
    pageCall(router, web, rotate, accountCalls[rotate], async ({ clientId }) => {
      const answer = change((before) => before);
      rotated.push(clientId);
      return answer;
    });
    const end = '/account/sessions/end';
    pageCall(router, web, end, accountCalls[end], async ({ sessionId }) =>
      change((before) => ({ ...before, sessions: before.sessions.filter(({ id }) => id !== sessionId) })),
    );
    const others = '/account/sessions/end-others';
    pageCall(router, web, others, accountCalls[others], async () =>
      change((before) => ({ ...before, sessions: before.sessions.filter(({ current }) => current) })),
    );
    for (const path of ['/account/sign-out-everywhere', '/account/sign-out'] as const) {
      pageCall(router, web, path, accountCalls[path], async () => ({ url: '/arrived' }));
    }
  });
  return {
    ...server,
    home: () => home,
    reset: () => {
      home = mocks.account.home;
      begun.length = 0;
      pictures.length = 0;
      rotated.length = 0;
    },
    refuse: (problem) => void refusals.push(problem),
    begun,
    pictures,
    rotated,
  };
}
