import type { Config } from '../../config/config.ts';
import type { Registration } from '../client.ts';

/**
 * One thing that must fit together in a registration. Gives the reason why it does not, in constant words, or undefined.
 * Every rule is asked at registration and again at every change (DR-03).
 */
export type ClientRule = (registration: Registration, mode: Config['mode']) => string | undefined;
