import { accountCalls } from '../../contract/account.ts';
import type { Browser, Called } from '../../server/commands/demo/browser.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { PASSWORD } from '../harness/server.ts';

/** The page behind the letter: the password once more, which is registered under the new address in the same breath. */
export async function moveAddress(
  browser: Browser,
  ticket: string,
  password = PASSWORD,
): Promise<Called<{ readonly url: string }>> {
  const login = opaqueClient.startLogin(password);
  const registration = opaqueClient.startRegistration(password);
  const started = await browser.call('/email-change/start', accountCalls['/email-change/start'], {
    ticket,
    startLoginRequest: login.startLoginRequest,
    registrationRequest: registration.registrationRequest,
  });
  if (!started.ok) return started;
  const { attemptId, loginResponse, ksfId, registrationResponse, newKsfId } = started.output;
  const { clientLoginState } = login;
  const proved = opaqueClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  if (!proved) throw new Error('wrong here, in the browser');
  const { clientRegistrationState } = registration;
  const made = opaqueClient.finishRegistration({
    ...{ password, clientRegistrationState, registrationResponse },
    ksfId: newKsfId,
  });

  const again = opaqueClient.startLogin(password);
  const finished = await browser.call('/email-change/finish', accountCalls['/email-change/finish'], {
    ...{ ticket, attemptId, finishLoginRequest: proved.finishLoginRequest, ksfId: newKsfId },
    registrationRecord: made.registrationRecord,
    startLoginRequest: again.startLoginRequest,
  });
  if (!finished.ok) return finished;
  const last = opaqueClient.finishLogin({
    ...{ password, clientLoginState: again.clientLoginState, ksfId: newKsfId },
    loginResponse: finished.output.loginResponse,
  });
  if (!last) throw new Error('the new credential does not open');
  return browser.call('/email-change/prove', accountCalls['/email-change/prove'], {
    ...{ ticket, attemptId: finished.output.attemptId, finishLoginRequest: last.finishLoginRequest },
  });
}
