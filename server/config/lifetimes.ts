import { seconds } from './setting.ts';

const DAY = 86_400;
const YEAR = 366 * DAY;

/** How long things live, by their names in the environment. */
export const lifetimeSettings = {
  TACET_INTERACTION_SECONDS: seconds(
    900,
    [60, DAY],
    'One trip through the pages, from /authorize to the way back.',
  ),
  TACET_LOGIN_ATTEMPT_SECONDS: seconds(
    60,
    [5, 600],
    'From the first to the last message of an OPAQUE login.',
  ),
  TACET_CODE_SECONDS: seconds(
    60,
    [1, 600],
    'Authorization code; used once (OAuth 2.1 §4.1.2: at most 10 min).',
  ),
  TACET_ACCESS_TOKEN_SECONDS: seconds(600, [10, DAY], 'Access token.'),
  TACET_ID_TOKEN_SECONDS: seconds(600, [10, DAY], 'ID token.'),
  TACET_REFRESH_ABSOLUTE_SECONDS: seconds(30 * DAY, [60, YEAR], 'Refresh family, however much it is used.'),
  TACET_REFRESH_IDLE_SECONDS: seconds(14 * DAY, [60, YEAR], 'Refresh family that nobody uses.'),
  TACET_REFRESH_RETRY_SECONDS: seconds(
    15,
    [0, 120],
    'How long the last refresh may be retried for the same answer.',
  ),
  TACET_SESSION_IDLE_SECONDS: seconds(43_200, [60, YEAR], 'Session that nobody uses.'),
  TACET_SESSION_ABSOLUTE_SECONDS: seconds(30 * DAY, [60, YEAR], 'Session, however much it is used.'),
  TACET_SIGN_UP_TICKET_SECONDS: seconds(DAY, [300, 7 * DAY], 'Mailed link that confirms an e-mail address.'),
  TACET_RESET_SECONDS: seconds(900, [300, DAY], 'Mailed link to choose a new password.'),
  TACET_UNDO_EMAIL_SECONDS: seconds(
    7 * DAY,
    [DAY, 30 * DAY],
    'Mailed link by which the owner of the old address takes a change of address back.',
  ),
  TACET_REMEMBER_BROWSER_SECONDS: seconds(
    30 * DAY,
    [0, 90 * DAY],
    'How long a browser may go without the second factor when its owner wants that; 0: never.',
  ),
  TACET_INVITE_SECONDS: seconds(7 * DAY, [300, 90 * DAY], 'Link of an invite.'),
  TACET_EMAIL_CHANGE_SECONDS: seconds(
    900,
    [300, DAY],
    'Mailed link that gives an account another e-mail address.',
  ),
  TACET_DELETION_GRACE_SECONDS: seconds(
    14 * DAY,
    [0, 90 * DAY],
    'From the wish to be deleted to the deletion: until then signing in keeps the account.',
  ),
  TACET_LOCKED_KEY_SECONDS: seconds(
    90 * DAY,
    [DAY, 5 * YEAR],
    'How long a vault that a reset locked can still be opened with the password or recovery key of before.',
  ),
  TACET_SIGNING_KEY_SECONDS: seconds(90 * DAY, [3600, 2 * YEAR], 'Signing key, while it signs.'),
  // At least twice as long as a verifier may keep the JWKS.
  TACET_SIGNING_KEY_PUBLISH_SECONDS: seconds(
    DAY,
    [600, 30 * DAY],
    'How long a signing key is published before it signs.',
  ),
  TACET_CLOCK_LEEWAY_SECONDS: seconds(10, [0, 60], 'How far the clocks of others may be off.'),
} as const;
