import { Button } from '../../parts/button.tsx';
import { useAccountWords } from '../../words/account/account-words.tsx';
import { useConsole } from '../console.ts';
import { Empty, Facts, Panel, Row } from '../panel.tsx';
import { Time } from '../time.tsx';
import { LastUsed, RemoveFactor } from './factor.tsx';

/** Codes from an app on the phone (TOTP). */
export function AuthenticatorPanel() {
  const { home, busy, begin } = useConsole();
  const { security } = useAccountWords();
  const factors = home.factors.filter(({ kind }) => kind === 'totp');
  return (
    <Panel title={security.totp} lead={security.totpLead}>
      {factors.length === 0 ? (
        <>
          <Empty>{security.noTotp}</Empty>
          <div className="acts">
            <Button kind="equal" busy={busy} onPress={() => begin('add-factor', 'totp')}>
              {security.setUpTotp}
            </Button>
          </div>
        </>
      ) : (
        <ul className="rows">
          {factors.map((factor) => (
            <Row
              key={factor.id}
              acts={<RemoveFactor factor={factor} name={security.totp} loses={security.losesTotp} />}
            >
              <p>
                <bdi className="row-name">{factor.label || security.totp}</bdi>
              </p>
              <Facts>
                <Time atSeconds={factor.createdAtSeconds} inWords={security.addedOn} />
                <LastUsed factor={factor} />
              </Facts>
            </Row>
          ))}
        </ul>
      )}
    </Panel>
  );
}
