import type { Act } from '../../interaction/act.ts';
import { addFactor } from './add-factor.ts';
import { changeEmail } from './change-email.ts';
import { changePassword } from './change-password.ts';
import { deleteAccount } from './delete-account.ts';
import { exportData } from './export-data.ts';
import type { ActParts } from './parts.ts';
import { removeFactor } from './remove-factor.ts';
import { removePassword } from './remove-password.ts';

/** Everything that somebody must prove anew who they are for, to do it to their own account. */
export function accountActs(parts: ActParts): readonly Act[] {
  return [
    changePassword(parts),
    removePassword(parts),
    changeEmail(parts),
    addFactor(parts),
    removeFactor(parts),
    exportData(parts),
    deleteAccount(parts),
  ];
}
