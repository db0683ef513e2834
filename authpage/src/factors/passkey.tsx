import { useState } from 'react';
import { call } from '../api.ts';
import { keepPasskey } from '../keys/held.ts';
import { loadCeremony } from '../passkeys/support.ts';
import { ALERT_ID, Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { deviceName } from '../passkeys/device-name.ts';
import { useLaterWords } from '../words/later/later-words.tsx';
import { useWords } from '../words/words.ts';
import type { AskProps, SetUpProps } from './factor-form.ts';

/** A passkey as the second proof. The challenge is asked for at the press: it lives for 5 minutes. */
export function AskPasskey({ trip, busy, problem, onAnswer, remember }: AskProps) {
  const { passkeys } = useWords();
  const { factor } = useLaterWords();
  const answer = async () => {
    const [asked, { getPasskey }] = await Promise.all([
      call('/interaction/:id/factor/challenge', { kind: 'passkey' }, trip.interactionId),
      loadCeremony(),
    ]);
    if (!asked.ok) return asked;
    const { challenge } = asked.value;
    if (challenge.kind !== 'passkey') return { ok: false, problem: { problem: 'server_error' } } as const;

    const answered = await getPasskey(challenge.options, false);
    if (answered.kind === 'stopped') return undefined;
    if (answered.kind === 'problem') return { ok: false, problem: answered.problem } as const;
    const { prf, response } = answered;
    if (prf) keepPasskey({ credentialId: response.id, prf });
    const { ceremonyId } = challenge;
    return { ok: true, value: { kind: 'passkey', ceremonyId, response } } as const;
  };
  return (
    <>
      <p className="lead">{factor.leads.passkey}</p>
      <Form busy={busy} onSubmit={() => onAnswer(answer)} progress={passkeys.follow}>
        <Alert problem={problem} />
        {remember}
        <Button busy={busy}>{passkeys.signIn}</Button>
      </Form>
    </>
  );
}

/** Makes a passkey and names it. */
export function SetUpPasskey({ busy, problem, getOffer, onProof }: SetUpProps) {
  const { fields, passkeys } = useWords();
  const { setUp } = useLaterWords();
  const [label, setLabel] = useState(() => deviceName());
  const make = async () => {
    const [offered, { makePasskey }] = await Promise.all([getOffer(), loadCeremony()]);
    if (!offered.ok) return offered;
    if (offered.value.kind !== 'passkey') return { ok: false, problem: { problem: 'server_error' } } as const;

    const made = await makePasskey(offered.value.options);
    if (made.kind === 'stopped') return undefined;
    if (made.kind === 'problem') return { ok: false, problem: made.problem } as const;
    const proof = { kind: 'passkey', response: made.response } as const;
    const name = label.trim();
    return { ok: true, value: { proof, ...(name !== '' && { label: name }) } } as const;
  };
  return (
    <>
      <p className="lead">{setUp.passkeyLead}</p>
      <Form busy={busy} onSubmit={() => onProof(make)} progress={passkeys.follow}>
        <Alert problem={problem} />
        <Field
          id="passkey-name"
          label={fields.name}
          value={label}
          onValue={setLabel}
          hint={setUp.passkeyNameHint}
          describedBy={problem?.field === 'label' ? ALERT_ID : undefined}
          readOnly={busy}
          autoComplete="off"
          dir="auto"
          maxLength={120}
        />
        <Button busy={busy}>{setUp.makePasskey}</Button>
      </Form>
    </>
  );
}
