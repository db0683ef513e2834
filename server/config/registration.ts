/**
 * Who may create an account (CF-27). `open`: whoever proves a mailbox. `approval`: the same, and an operator lets each
 * in. `invite` and `closed`: whom an operator invited; an invite is an operator's word, so it counts in every mode.
 */
export const registrationModes = ['open', 'approval', 'invite', 'closed'] as const;
export type RegistrationMode = (typeof registrationModes)[number];

/** What somebody becomes who proved their mailbox with a ticket; undefined: no account. */
export function becomes(mode: RegistrationMode, { invited }: { readonly invited: boolean }) {
  if (invited || mode === 'open') return 'active';
  return mode === 'approval' ? 'awaiting' : undefined;
}

/** Whether anybody may ask for an account without having been invited. */
export function takesStrangers(mode: RegistrationMode): boolean {
  return becomes(mode, { invited: false }) !== undefined;
}
