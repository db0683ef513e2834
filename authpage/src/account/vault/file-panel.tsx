import { useState } from 'react';
import type { KeysState } from '../../../../contract/keys.ts';
import type { Result } from '../../api.ts';
import { Alert } from '../../parts/alert.tsx';
import { Button } from '../../parts/button.tsx';
import { Progress } from '../../parts/progress.tsx';
import { useAct } from '../../views/use-act.ts';
import { useVaultWords } from '../../words/vault/vault-words.tsx';
import { useDateLocale } from '../../words/words.ts';
import { AskFirst } from '../ask-first.tsx';
import { useConsole } from '../console.ts';
import { Panel } from '../panel.tsx';
import { type OnProgress, type VaultFile, encryptedFile, plainFile } from './export-file.ts';

interface FilePanelProps {
  readonly state: KeysState;
  readonly onFile: (file: VaultFile) => void;
}

type Make = (state: KeysState, onProgress: OnProgress) => Promise<Result<VaultFile>>;

/** The vault as a file that opens without us: encrypted unless somebody insists. */
export function FilePanel({ state, onFile }: FilePanelProps) {
  const { refuse } = useConsole();
  const { vaultFile } = useVaultWords();
  const numbers = new Intl.NumberFormat(useDateLocale());
  const [progress, setProgress] = useState<readonly [string, string]>(['0', '0']);
  const { busy, problem, act } = useAct({ refuse });
  const make = (how: Make) => {
    const tell: OnProgress = (done, all) => setProgress([numbers.format(done), numbers.format(all)]);
    act(() => how(state, tell), onFile);
  };
  return (
    <Panel title={vaultFile.title} lead={vaultFile.lead}>
      <Alert problem={problem} />
      <p className="hint">{vaultFile.hint}</p>
      <div className="acts">
        <Button kind="equal" busy={busy} onPress={() => make(encryptedFile)}>
          {vaultFile.encrypted}
        </Button>
        <AskFirst label={vaultFile.plain} title={vaultFile.plainTitle} onConfirm={() => make(plainFile)}>
          <p>{vaultFile.plainText}</p>
        </AskFirst>
      </div>
      <Progress busy={busy} text={vaultFile.progress(...progress)} />
    </Panel>
  );
}
