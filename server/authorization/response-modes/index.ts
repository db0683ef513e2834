import { formPostJwt } from './form-post-jwt.ts';
import { formPost } from './form-post.ts';
import { jwt } from './jwt.ts';
import { queryJwt } from './query-jwt.ts';
import { query } from './query.ts';
import type { ResponseMode } from './response-mode.ts';

/** Every response mode this server speaks. Discovery lists exactly these; `query` is the default. */
export const responseModes: readonly ResponseMode[] = [query, formPost, jwt, queryJwt, formPostJwt];
