import type { Act } from '../../interaction/act.ts';
import { accountExport } from '../export.ts';
import { happened } from '../happened.ts';
import { type ActParts, TO_THE_ACCOUNT } from './parts.ts';

const FILE_NAME = 'tacet-account.json';

/** CF-37. It changes nothing, so a fresh proof will do; that it was done is an event that its owner sees. */
export function exportData(parts: ActParts): Act {
  return {
    purpose: 'export',
    freshWillDo: true,
    prepare: () => Promise.resolve(TO_THE_ACCOUNT),

    async perform({ account, session, visit }) {
      await parts.audit.append(happened('data.exported', parts, visit, account.id));
      const content = await accountExport(parts, { account, session });
      return { kind: 'download', name: FILE_NAME, content };
    },
  };
}
