import { plural } from '../plural.ts';

/** Problems: a title for a page of its own, and a sentence that says what to do. */
export const words = {
  wait: (minutes: number, time: string) =>
    plural('en', minutes, {
      one: `Too many tries. Wait a minute, then try again (from ${time}).`,
      other: (count) => `Too many tries. Wait ${count} minutes, then try again (from ${time}).`,
    }),
  problems: {
    invalid_input: {
      title: 'Something is missing',
      text: 'The server could not use what was sent. Check what you typed, then try again.',
    },
    wrong_password: { title: 'Not opened', text: 'That password did not open your account. Try again.' },
    passkey_dismissed: {
      title: 'No passkey used',
      text: 'No passkey was used: that was cancelled, or none for this site is here. Try again, or choose another way.',
    },
    passkey_failed: {
      title: 'Passkey not usable here',
      text: 'This browser could not use a passkey for this site. Choose another way, or try another browser.',
    },
    passkey_without_key: {
      title: 'This passkey opens no vault',
      text: 'This passkey or browser cannot derive a key, so it cannot open a vault. Choose another way.',
    },
    key_not_opened: {
      title: 'Your vault stayed shut',
      text: 'That was right, but it does not open your vault. Choose another way.',
    },
    recovery_key_mistyped: {
      title: 'Mistyped',
      text: 'That is no recovery key: a letter or digit is off. Compare it with what you kept.',
    },
    vault_failed: {
      title: 'Your vault could not be used',
      text: 'What was kept does not fit your vault key; nothing was changed. Load the page again; if it stays, tell the operator.',
    },
    wrong_factor: { title: 'That did not fit', text: 'That was not right, or too old. Try again.' },
    last_way_in: {
      title: 'Your only way in',
      text: 'Without it nothing would open your account. Add another way first.',
    },
    keys_missing: {
      title: 'Your vault has to come along',
      text: 'The new password was not saved, because the key of your vault did not come with it. Load this page again, then try again.',
    },
    keys_changed: {
      title: 'Another key by now',
      text: 'The key of your vault was changed elsewhere, or this page has an older one. Nothing was changed. Load the page again.',
    },
    recovery_used: {
      title: 'Your recovery key was used',
      text: 'It works once. Nothing was changed, because no new one came in its place. Load this page again, then try again.',
    },
    last_key: {
      title: 'The only key to your vault',
      text: 'Without it nothing would open your vault. Add another way first, such as a recovery key.',
    },
    wrong_recovery_key: {
      title: 'Not opened',
      text: 'That recovery key did not open your vault. Check each character, then try again.',
    },
    vault_full: {
      title: 'Your vault is full',
      text: 'There is no room for more. Delete something from it, then try again.',
    },
    too_many_factors: {
      title: 'No room for more',
      text: 'Your account holds as many of these as it can. Remove one that you no longer use, then try again.',
    },
    factor_taken: {
      title: 'A passkey we know',
      text: 'This device or key has a passkey for an account here already. Use another one.',
    },
    too_many_attempts: { title: 'Too many tries', text: 'Too many tries. Wait a while, then try again.' },
    interaction_expired: {
      title: 'This page has expired',
      text: 'It waited too long, or it was finished in another tab. Nothing was changed. Start again to go on.',
    },
    interaction_foreign: {
      title: 'This page belongs to another browser',
      text: 'It was begun elsewhere, or cookies are blocked here. Allow cookies for this site, then start again.',
    },
    ticket_invalid: {
      title: 'This link no longer works',
      text: 'It was used before, or it is too old. If your account is made already, sign in; else ask for a new link.',
    },
    registration_closed: {
      title: 'No new accounts',
      text: 'This server does not take new accounts. Ask its operator for an invitation.',
    },
    user_code_unknown: { title: 'No such code', text: 'No device waits under this code.' },
    request_foreign: {
      title: 'This question is not yours',
      text: 'Somebody else has opened it, or it was meant for another account. Nothing was changed.',
    },
    request_gone: {
      title: 'This question is closed',
      text: 'It was answered already, or it waited too long. Nothing was changed. Start again at the app or device.',
    },
    vault_changed: {
      title: 'Changed elsewhere',
      text: 'Another device has changed this since you read it. Nothing was written: look at the new state, and try again.',
    },
    sign_in_first: { title: 'Sign in first', text: 'This page is yours alone. Sign in to see it.' },
    cross_site: {
      title: 'Not from here',
      text: 'This request did not come from our own page, so it was not carried out. Open the page again.',
    },
    not_found: { title: 'Nothing here', text: 'This address leads nowhere. Check it, or go back.' },
    unavailable: {
      title: 'Not available right now',
      text: 'A part of the server is not available. Nothing was changed. Try again in a moment.',
    },
    server_error: {
      title: 'Something broke on our side',
      text: 'Nothing you did. Try again; if it stays, tell the operator the request id.',
    },
    bad_client_request: {
      title: 'The app sent a request we cannot answer',
      text: 'To be safe we do not send you back to it. Go back to the app and try again, or tell its makers.',
    },
    offline: {
      title: 'No connection',
      text: 'The server could not be reached; nothing was judged. Check your connection, then try again.',
    },
    slow: { title: 'No answer', text: 'The server took too long; nothing was judged. Try again.' },
  },
  cookiesBlocked: {
    title: 'Cookies are blocked',
    text: 'Signing in needs cookies for this site. Allow them in your browser, then try again.',
  },
  unsupported: {
    title: 'This browser is too old for us',
    text: 'Keeping your password here takes WebAssembly and workers, which this browser lacks or has turned off. Use a newer one.',
  },
};
