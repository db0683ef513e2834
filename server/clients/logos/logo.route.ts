import type Router from '@koa/router';
import { pictureResource } from '../../http/picture-resource.ts';
import { type ClientLogos, LOGO_PATH } from './client-logos.ts';

/** GET /client-logo/:digest: what our own pages show beside the name of a client. */
export function logoRoute(router: Router, { logos }: { readonly logos: Pick<ClientLogos, 'picture'> }): void {
  pictureResource(router, `${LOGO_PATH}/:digest`, ({ digest = '' }) => logos.picture(digest));
}
