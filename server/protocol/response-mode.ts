/**
 * How an answer travels. `fragment` belongs to the implicit grant, which OAuth 2.1 drops; how each mode writes its
 * answer is in authorization/response-modes/.
 */
export const responseModeNames = ['query', 'form_post', 'jwt', 'query.jwt', 'form_post.jwt'] as const;

export type ResponseModeName = (typeof responseModeNames)[number];

/** Without `response_mode` the code flow answers in the query. Undefined for a mode this server does not speak. */
export function parseResponseMode(text: string | undefined): ResponseModeName | undefined {
  return responseModeNames.find((name) => name === (text ?? 'query'));
}
