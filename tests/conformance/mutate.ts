import { type Mutation, mutations } from './mutations.ts';

/*
 * Preloaded by `npm run conformance -- --mutate`: every call of the modules goes through one mutation, so that a module
 * may be seen to fail.
 */
const { CONFORMANCE_MUTATION: wanted } = process.env;
const mutation = mutations.find(({ name }) => name === wanted);
if (mutation === undefined) throw new Error(`there is no mutation of that name: ${wanted}`);
const plainFetch = globalThis.fetch;
globalThis.fetch = (input, init) => mutated(mutation, new Request(input, init));

async function mutated({ asked, answered }: Mutation, request: Request): Promise<Response> {
  const { redirect } = request;
  const response = await plainFetch(asked === undefined ? request : asked(request), { redirect });
  if (answered === undefined) return response;
  const answer = { status: response.status, headers: response.headers, body: await response.text() };
  const { status, headers, body } = { ...answer, ...answered(new URL(request.url).pathname, answer) };
  return new Response([204, 304].includes(status) ? null : body, { status, headers });
}
