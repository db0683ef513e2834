import { Alert } from '../parts/alert.tsx';
import { Button } from '../parts/button.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Form } from '../parts/form.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';
import { useWords } from '../words/words.ts';
import { AskCode } from './ask-code.tsx';
import { CodeField } from './code-field.tsx';
import type { AskProps, SetUpProps } from './factor-form.ts';
import { Offering } from './offering.tsx';
import { QrCode } from './qr-code.tsx';
import { useCode } from './use-code.ts';
import { useOffer } from './use-offer.ts';

/** The code that an authenticator app shows now. */
export function AskTotp(props: AskProps) {
  const { factor } = useLaterWords();
  return (
    <AskCode {...props} answerOf={(code) => ({ kind: 'totp', code })}>
      <p className="lead">{factor.leads.totp}</p>
    </AskCode>
  );
}

/** Takes a new secret into an authenticator app: by its picture, by a link on a phone, or typed. */
export function SetUpTotp({ busy, problem, getOffer, onProof }: SetUpProps) {
  const { common } = useWords();
  const { setUp } = useLaterWords();
  const { submit, ...field } = useCode();
  const { offer, offerProblem, again } = useOffer('totp', getOffer);
  const send = (code: string) =>
    onProof(async () => ({ ok: true, value: { proof: { kind: 'totp', code } } }));

  if (!offer) return <Offering problem={offerProblem} onAgain={again} />;
  return (
    <>
      <p className="lead">{setUp.totpLead}</p>
      <QrCode text={offer.uri} label={setUp.picture} />
      <p className="on-touch">
        <a href={offer.uri}>{setUp.openApp}</a>
      </p>
      <div>
        <p>{setUp.typeKey}</p>
        <p className="secret">
          <code dir="ltr">{inFours(offer.secret)}</code> <CopyButton text={offer.secret} />
        </p>
      </div>
      <Form busy={busy} onSubmit={() => submit(send)} progress={common.checking}>
        <Alert problem={problem} />
        <CodeField {...field} busy={busy} problem={problem} hint={setUp.codeHint} />
        <Button busy={busy}>{common.continue}</Button>
      </Form>
    </>
  );
}

/** Easier to read out and to type; apps take it with or without the spaces. */
function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
