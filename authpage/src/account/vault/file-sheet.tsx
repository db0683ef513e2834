import { saveText } from '../../factors/save-text.ts';
import { KeySheet } from '../../keys/key-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { useVaultWords } from '../../words/vault/vault-words.tsx';
import { Panel } from '../panel.tsx';
import type { VaultFile } from './export-file.ts';

interface FileSheetProps {
  readonly file: VaultFile;
  readonly onDone: () => void;
}

/** A file of the vault that is ready: to be saved, with its key, which is shown once. */
export function FileSheet({ file, onDone }: FileSheetProps) {
  const { vaultFile } = useVaultWords();
  const { fileName, text, key, entries, unopened } = file;
  return (
    <Panel title={vaultFile.ready}>
      <p>{vaultFile.entries(entries)}</p>
      {unopened > 0 && <p className="note">{vaultFile.unopened(unopened)}</p>}
      {key === undefined && <p className="note">{vaultFile.plainText}</p>}
      <div className="acts">
        <Button onPress={() => saveText(fileName, text, 'application/json')}>{vaultFile.save}</Button>
      </div>
      {key === undefined ? (
        <Done label={vaultFile.done} onDone={onDone} />
      ) : (
        <KeySheet
          text={key}
          title={vaultFile.keyOf(fileName)}
          fileName={fileName.replace('.json', '-key.txt')}
          words={vaultFile.sheet}
        >
          <Done label={vaultFile.kept} onDone={onDone} />
        </KeySheet>
      )}
    </Panel>
  );
}

function Done({ label, onDone }: { readonly label: string; readonly onDone: () => void }) {
  return (
    <div className="acts">
      <Button kind="equal" onPress={onDone}>
        {label}
      </Button>
    </div>
  );
}
