import { fapiPlan } from './fapi-plan.ts';

fapiPlan('FAPI 2.0 Security Profile (fapi2-security-profile-final-test-plan)', { signing: false });
