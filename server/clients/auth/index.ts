import { clientSecretBasic } from './client-secret-basic.ts';
import { clientSecretPost } from './client-secret-post.ts';
import type { ClientAuthMethod } from './method.ts';
import { none } from './none.ts';

/** Every client authentication method this server speaks. Discovery lists exactly these. */
export const clientAuthMethods: readonly ClientAuthMethod[] = [clientSecretBasic, clientSecretPost, none];
