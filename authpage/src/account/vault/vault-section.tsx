import { Suspense } from 'react';
import { call } from '../../api.ts';
import { KeepRecovery } from '../../keys/keep-recovery.tsx';
import { MakeKeyForms } from '../../keys/make-key-forms.tsx';
import { RolledBack } from '../../keys/rolled-back.tsx';
import { UnlockForms } from '../../keys/unlock-forms.tsx';
import { Alert } from '../../parts/alert.tsx';
import { Button } from '../../parts/button.tsx';
import { Progress } from '../../parts/progress.tsx';
import { SpeakKeys, useKeyWords } from '../../words/keys/key-words.tsx';
import { useWords } from '../../words/words.ts';
import { SpeakVault, useVaultWords } from '../../words/vault/vault-words.tsx';
import { useConsole } from '../console.ts';
import { Panel } from '../panel.tsx';
import { FilePanel } from './file-panel.tsx';
import { FileSheet } from './file-sheet.tsx';
import { ItemsPanel } from './items-panel.tsx';
import { KeptNote } from './kept-note.tsx';
import { OlderPanel } from './older-panel.tsx';
import { ReplacePanel } from './replace-panel.tsx';
import { useVaultPage } from './use-vault-page.ts';
import { WaysPanel } from './ways-panel.tsx';

/** The vault of somebody, which opens in this browser alone. */
export function VaultSection() {
  return (
    <Suspense fallback={<div aria-busy />}>
      <SpeakKeys>
        <SpeakVault>
          <Vault />
        </SpeakVault>
      </SpeakKeys>
    </Suspense>
  );
}

function Vault() {
  const page = useVaultPage();
  const { stage } = page;
  const { home, refuse } = useConsole();
  const { vault } = useVaultWords();
  const { common } = useWords();
  const { unlock, recoverySheet, rolledBack } = useKeyWords();
  switch (stage.at) {
    case 'opening':
      return <Progress busy text={unlock.opening} />;
    case 'stuck':
      return (
        <Panel title={vault.keyTitle}>
          <Alert problem={stage.problem} />
          <Button onPress={page.begin}>{common.tryAgain}</Button>
        </Panel>
      );
    case 'rolled-back':
      return (
        <Panel title={rolledBack.title}>
          <RolledBack />
        </Panel>
      );
    case 'none':
      return (
        <Panel title={vault.keyTitle}>
          <MakeKeyForms state={stage.state} refuse={refuse} onMade={page.open} />
        </Panel>
      );
    case 'locked':
      return (
        <Panel title={unlock.title} lead={unlock.lead}>
          <UnlockForms
            locked={{ accountId: stage.state.accountId, current: stage.current }}
            refuse={refuse}
            recover={(shown) => call('/account/keys/recovery/open', shown)}
            mayStay
            onOpened={(way, { state = stage.state }) =>
              way === 'recovery' ? page.renew(state, true) : page.open(state)
            }
          />
        </Panel>
      );
    case 'keep':
      return (
        <Panel title={recoverySheet.title}>
          <KeepRecovery
            made={stage.made}
            used={stage.used}
            email={home.account.email}
            refuse={refuse}
            onKept={page.open}
          />
        </Panel>
      );
    case 'file':
      return <FileSheet file={stage.file} onDone={() => page.open(stage.state)} />;
    case 'open':
      return (
        <>
          <div className="acts">
            <Button kind="equal" onPress={() => page.lock(stage.state)}>
              {vault.lockNow}
            </Button>
          </div>
          <KeptNote state={stage.state} />
          <ItemsPanel state={stage.state} />
          <WaysPanel state={stage.state} current={stage.current} page={page} />
          <FilePanel state={stage.state} onFile={(file) => page.showFile(stage.state, file)} />
          <OlderPanel state={stage.state} onState={page.open} />
          <ReplacePanel state={stage.state} current={stage.current} page={page} />
        </>
      );
  }
}
