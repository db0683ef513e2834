import { clientDestination } from '../../http/destination.ts';
import type { ResponseMode } from './response-mode.ts';

/** OAuth 2.0 Form Post Response Mode §2: a page of ours posts the parameters, errors too. */
export const formPost: ResponseMode = {
  name: 'form_post',
  signed: false,
  reply: (address, parameters) => ({ kind: 'form-post', to: clientDestination(address), fields: parameters }),
};
