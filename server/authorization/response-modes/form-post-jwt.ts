import { formPost } from './form-post.ts';
import type { ResponseMode } from './response-mode.ts';

/** JARM §2.3.3. */
export const formPostJwt: ResponseMode = { ...formPost, name: 'form_post.jwt', signed: true };
